import { describe, expect, it } from 'vitest';
import { isCopy } from '../../../rules/alert/copy.ts';
import { threadsOf } from '../../../rules/alert/thread.ts';
import { alertOf, at, corrected, item, moved, storyOf, TEXT, told } from './fixture.ts';

const story = (id: string, ...items: string[]) =>
  storyOf(
    items.map((one) => item(one)),
    { id },
  );
/** `s1: s1.0 s2.0 | moved`: the tellings of each thread, and what happened to it. */
const inWords = (...given: Parameters<typeof threadsOf>) =>
  threadsOf(...given).map(({ id, story, tellings, causes }) => {
    const alerts = tellings.map((alert) => `${alert.story}.${alert.revision}`).join(' ');
    return `${story ? id : `(${id})`}: ${[alerts, ...causes.map(({ change }) => change.what)].filter(Boolean).join(' | ')}`;
  });

describe('what was told of a story', () => {
  const s1 = alertOf({}, { lead: told('a'), others: [told('b')] });
  const s2 = alertOf({ story: 's2', at: at(10) }, { lead: told('c') });
  it('is what was told under its name', () => expect(inWords([story('s1', 'z')], [s1], [])).toEqual(['s1: s1.0']));
  it('is of both where it was joined of two', () => {
    expect(inWords([story('s1', 'a', 'b', 'c')], [s1, s2], [])).toEqual(['s1: s1.0 s2.0']);
  });
  it('is of each where it was parted', () => {
    expect(inWords([story('s1', 'a'), story('s3', 'b', 'd')], [s1], [])).toEqual(['s1: s1.0', 's3: s1.0']);
  });
  it('is nothing where none of its items was told', () =>
    expect(inWords([story('s4', 'x')], [s1, s2], [])).toEqual(['s4: ']));
});

describe('what happened', () => {
  const alerts = [alertOf()];
  it('belongs to the story that holds the item', () => {
    expect(inWords([story('s1', 'a'), story('s2', 'b')], alerts, [moved(at(10), ['b'])])).toEqual([
      's1: s1.0',
      's2: moved',
    ]);
  });
  it('belongs to one story, that of the newest item, where several hold some', () => {
    expect(inWords([story('s1', 'a'), story('s2', 'b')], alerts, [moved(at(10), ['b', 'a', 'gone'])])).toEqual([
      's1: s1.0 | moved',
      's2: ',
    ]);
  });
  it('belongs to what was told where the item is in no story any more', () => {
    expect(inWords([story('s1', 'b')], alerts, [corrected(at(10))])).toEqual(['s1: s1.0 | corrected']);
    expect(inWords([], alerts, [corrected(at(10))])).toEqual(['(s1): s1.0 | corrected']);
  });
  it('belongs nowhere where nothing of it was told or is held', () => {
    expect(inWords([story('s1', 'a')], alerts, [moved(at(10), ['x'])])).toEqual(['s1: s1.0']);
  });
});

describe('a copy', () => {
  const own =
    'Armenia and its neighbour put their names to a paper that opens a corridor, the speaker of the parliament told reporters.';
  const text = (summary: string, content = '') => ({ summary, content });
  it.each<[string, Parameters<typeof isCopy>, boolean]>([
    ['is the same text', [text(TEXT), text(TEXT)], true],
    ['is the same text in another part of the item', [text(TEXT), text('', TEXT)], true],
    ['has a first sentence of its own', [text(TEXT), text(`Our correspondent reports. ${TEXT}`)], true],
    ['may be cut off', [text(TEXT), text(TEXT.split(' ').slice(0, 15).join(' '))], true],
    ['is not another report of the event', [text(TEXT), text(own)], false],
    ['is not a headline', [text(''), text('')], false],
    [
      'is not a formula of few words',
      [
        text('The ministers signed the agreement on Thursday.'),
        text('The ministers signed the agreement on Thursday.'),
      ],
      false,
    ],
  ])('%s', (_, [a, b], copies) => {
    expect([isCopy(a, b), isCopy(b, a)]).toEqual([copies, copies]);
  });
});
