import { describe, expect, it } from 'vitest';
import { stories, storyId } from '../../rules/story.ts';
import type { Severity } from '../../state/severity.ts';
import type { MatchedItem } from '../../state/story.ts';
import { match, matched } from './fixture.ts';

const at = (hour: number) => `2025-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
const seen = (id: string, hour: number, its: Partial<MatchedItem> = {}) => matched(id, { firstSeen: at(hour), ...its });
const of = (severity: Severity, topic = 'tripp') => ({ matches: [match({ severity, topic })] });
const none: ReadonlyMap<string, string> = new Map();

/** The one story of one group. */
function only(group: MatchedItem[], known = none) {
  const [story, ...more] = stories('tripp', [group], known);
  expect(more).toEqual([]);
  return story!;
}

describe('the name of a story', () => {
  it('is made of its topic and its first item', () => {
    expect(only([seen('b', 9), seen('a', 8)]).id).toBe(storyId('tripp', 'a'));
    expect(storyId('visa', 'a')).not.toBe(storyId('tripp', 'a'));
  });

  it('stays what it was when an earlier item comes to it', () => {
    expect(only([seen('b', 9), seen('a', 8)], new Map([['b', 'told']])).id).toBe('told');
  });

  it('is that of the one known longest, where two come together', () => {
    const known = new Map([
      ['a', 'younger'],
      ['b', 'elder'],
    ]);
    expect(only([seen('a', 9), seen('b', 8), seen('c', 7)], known).id).toBe('elder');
  });

  it('is never given to two stories', () => {
    const known = new Map([
      ['a', 'told'],
      ['b', 'told'],
    ]);
    const found = stories('tripp', [[seen('b', 9)], [seen('a', 8)]], known);
    expect(found.map(({ id, items }) => [id, ...items])).toEqual([
      ['told', 'a'],
      [storyId('tripp', 'b'), 'b'],
    ]);
  });

  it('stays with the part that holds what was known first, where a story falls apart', () => {
    const known = new Map(['a', 'b', 'c'].map((id) => [id, storyId('tripp', 'b')]));
    const found = stories('tripp', [[seen('b', 9)], [seen('a', 8), seen('c', 10)]], known);
    expect(found.map(({ id, items }) => [id, ...items])).toEqual([
      [storyId('tripp', 'b'), 'a', 'c'],
      [storyId('tripp', 'b', 1), 'b'],
    ]);
  });

  it('is none that a story has which is not among these', () => {
    const held = new Set([storyId('tripp', 'a')]);
    expect(stories('tripp', [[seen('a', 8)]], none, held)[0]!.id).toBe(storyId('tripp', 'a', 1));
  });

  it('is the same again, where nothing came', () => {
    const groups = [[seen('b', 9)], [seen('a', 8), seen('c', 10)]];
    const first = stories('tripp', groups, none);
    const known = new Map(first.flatMap(({ id, items }) => items.map((item) => [item, id] as const)));
    expect(stories('tripp', groups, known)).toEqual(first);
  });

  it('does not depend on the order in which items are given', () => {
    const group = [seen('a', 8), seen('b', 8), seen('c', 8)];
    expect(only(group.toReversed())).toEqual(only(group));
  });
});

describe('a story', () => {
  it('has the highest severity of its items in its own topic', () => {
    expect(only([seen('a', 8, of('low')), seen('b', 9, of('medium'))]).severity).toBe('medium');
    const both = { matches: [match({ severity: 'low' }), match({ severity: 'high', topic: 'visa' })] };
    expect(only([seen('a', 8, both)]).severity).toBe('low');
  });

  it('lasts from its first item to its newest, as they came to us', () => {
    const story = only([seen('b', 9, { published: at(1) }), seen('a', 11), seen('c', 10)]);
    expect(story).toMatchObject({ firstSeen: at(9), lastSeen: at(11), topic: 'tripp' });
  });

  it('has its items in the order in which they were reported', () => {
    expect(only([seen('c', 9), seen('b', 10, { published: at(1) }), seen('a', 9)]).items).toEqual(['b', 'a', 'c']);
  });
});

describe('the lead of a story is', () => {
  it.each([
    ['the earliest, where all are alike', [seen('b', 9), seen('a', 8)], 'a'],
    ['the one that carries the severity', [seen('a', 8, of('low')), seen('b', 9, of('high'))], 'b'],
    ['one with a text before one without', [seen('a', 8), seen('b', 9, { summary: 'A text.' })], 'b'],
    ['one with a body before one without', [seen('a', 8), seen('b', 9, { content: 'A text.' })], 'b'],
    [
      'one in English before one in another language',
      [seen('a', 8, { language: 'ru', summary: 'Текст.' }), seen('b', 9)],
      'b',
    ],
    [
      'the graver one in another language',
      [seen('a', 8, { summary: 'A text.', ...of('low') }), seen('b', 9, { language: 'ru', ...of('high') })],
      'b',
    ],
    [
      'no other for an address that only looks like a ministry’s',
      [
        seen('a', 8, { summary: 'A text.' }),
        seen('b', 9, { url: 'https://government-news.example/1', language: 'hy' }),
      ],
      'a',
    ],
    [
      'one of a ministry before one that reports it',
      [seen('a', 8, { summary: 'A text.' }), seen('b', 9, { url: 'https://mfa.gov.am/hy/1', language: 'hy' })],
      'b',
    ],
    [
      'none for the severity of another topic',
      [seen('a', 8), seen('b', 9, { matches: [match(), match({ topic: 'visa', severity: 'high' })] })],
      'a',
    ],
  ])('%s', (_, group, lead) => {
    expect(only(group).lead).toBe(lead);
  });
});

it('no groups are no stories', () => {
  expect(stories('tripp', [], none)).toEqual([]);
  expect(stories('tripp', [[seen('a', 8)], [seen('b', 9)]], none)).toHaveLength(2);
});
