import { describe, expect, it } from 'vitest';
import { threadsOf } from '../../../rules/alert/thread.ts';
import { alertOf, at, corrected, item, moved, storyOf, told } from './fixture.ts';

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
