import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Gatherable, gather } from '../../rules/story.ts';
import type { Severity } from '../../state/severity.ts';
import { match } from './fixture.ts';

const DAY = 24 * 3600_000;
const VISA = 'Brussels suspends visa-free travel for Georgian diplomats';
const VISA_AGAIN = 'Georgian diplomats lose visa-free travel as Brussels suspends it';
const VISA_ELSEWHERE = 'Brussels suspends visa-free travel of Serbian ministers';
const ROAD = 'Bulldozers reach Meghri to build a railway through Syunik';

/** An item as gathering sees it, some days after a day. */
function item(
  id: string,
  title: string,
  days: number | null,
  rule = 'about',
  severity: Severity = 'low',
  language = 'en',
): Gatherable {
  const at = days === null ? null : Date.UTC(2025, 10, 1) + days * DAY;
  return { id, title, summary: '', content: '', language, at, matches: [match({ rule, severity })] };
}

function groups(items: readonly Gatherable[], known?: ReadonlyMap<string, string>): string[] {
  const found = gather(items, 'tripp', known);
  return found
    .map((group) =>
      group
        .map(({ id }) => id)
        .sort()
        .join(' '),
    )
    .sort();
}

const others = [item('x', 'Parliament adopts the budget', 0), item('y', 'Rain floods the capital', 1)];

describe('items are one story', () => {
  it.each([
    ['with the same words on the same day', [item('a', VISA, 0), item('b', VISA, 0)]],
    ['with many words in common', [item('a', VISA, 0), item('b', VISA_AGAIN, 0.5)]],
    ['with some words in common on the same day', [item('a', VISA, 0), item('b', VISA_ELSEWHERE, 0)]],
    ['with the same words within three days', [item('a', VISA, 0), item('b', VISA, 3)]],
    [
      'with the same words in other forms',
      [item('a', 'Границу закрывают солдаты', 0), item('b', 'Граница закрывается солдатами', 0)],
    ],
    ['by way of a third', [item('a', VISA, 0), item('c', VISA, 5), item('b', VISA, 2.5)]],
    ['with the same words where one is undated', [item('a', VISA, null), item('b', VISA, 40)]],
    [
      'of one rule of high severity on one day, in any languages',
      [item('a', VISA, 0, 'decided', 'high'), item('b', 'Брюссель приостановил безвиз', 1, 'decided', 'high', 'ru')],
    ],
  ])('%s', (_, items) => {
    expect(groups([...items, ...others])).toEqual([
      items
        .map(({ id }) => id)
        .sort()
        .join(' '),
      'x',
      'y',
    ]);
  });
});

describe('items are stories apart', () => {
  it.each([
    ['of different words', [item('a', VISA, 0), item('b', ROAD, 0)]],
    ['of the same words four days apart', [item('a', VISA, 0), item('b', VISA, 3.01)]],
    ['of some words in common where one is undated', [item('a', VISA, null), item('b', VISA_ELSEWHERE, 0)]],
    ['of one rule of medium severity', [item('a', VISA, 0, 'said', 'medium'), item('b', ROAD, 0, 'said', 'medium')]],
    ['of two rules of high severity', [item('a', VISA, 0, 'decided', 'high'), item('b', ROAD, 0, 'attacked', 'high')]],
    [
      'of a proposal and of the decision two days later, in much the same words',
      [item('a', VISA, 0, 'proposed', 'medium'), item('b', VISA_ELSEWHERE, 2, 'decided', 'high')],
    ],
    [
      'of one rule of high severity on one day, told in one language in other words',
      [item('a', VISA, 0, 'decided', 'high'), item('b', ROAD, 0, 'decided', 'high')],
    ],
    [
      'of one rule of high severity on two days',
      [item('a', VISA, 0, 'decided', 'high'), item('b', ROAD, 1.01, 'decided', 'high', 'ru')],
    ],
    [
      'of one rule of high severity where one is undated',
      [item('a', VISA, null, 'decided', 'high'), item('b', ROAD, 0, 'decided', 'high', 'ru')],
    ],
  ])('%s', (_, items) => {
    expect(groups([...items, ...others])).toEqual(['a', 'b', 'x', 'y']);
  });

  it('of two attacks on one day, of which a third in another language reports the nearer', () => {
    const attack = (id: string, title: string, days: number, language = 'en') =>
      item(id, title, days, 'attacked', 'high', language);
    const first = attack('a', 'Gunmen wound two guards at Shamsiddin Shohin', 0);
    const second = attack('b', 'Nine officers die as an outpost in Darvoz falls', 0.5);
    const third = attack('c', 'Девять офицеров погибли на заставе', 0.6, 'ru');
    expect(groups([first, second, third])).toEqual(['a', 'b c']);
    expect(groups([third, second, first])).toEqual(['a', 'b c']);
  });

  it('of two events, to both of which a report in another language is equally near: it falls the same in any order', () => {
    const decided = (id: string, title: string, language = 'en') => item(id, title, 0, 'decided', 'high', language);
    const [a, b, c, d] = [
      decided('a', ROAD),
      decided('b', VISA),
      decided('c', ROAD),
      decided('d', 'Решение', 'ru'),
    ] as const;
    for (const order of [
      [a, b, c, d],
      [c, b, a, d],
      [d, b, c, a],
      [b, d, c, a],
    ]) {
      expect(groups(order)).toEqual(['a c d', 'b']);
    }
  });

  it('of a rule of high severity of another topic', () => {
    const elsewhere = [match({ topic: 'visa', rule: 'decided', severity: 'high' })];
    const both = [item('a', VISA, 0), item('b', ROAD, 0, 'about', 'low', 'ru')].map((one) => ({
      ...one,
      matches: elsewhere,
    }));
    expect(groups(both)).toEqual(['a', 'b']);
    expect(gather(both, 'visa')).toHaveLength(1);
  });
});

describe('a known story', () => {
  const known = new Map([
    ['a', 'story-1'],
    ['b', 'story-1'],
  ]);

  it('keeps its items together, whatever their words', () => {
    expect(groups([item('a', VISA, 0), item('b', ROAD, 9)])).toEqual(['a', 'b']);
    expect(groups([item('a', VISA, 0), item('b', ROAD, 9)], known)).toEqual(['a b']);
  });

  it('takes in a new item that is like one of its items', () => {
    expect(groups([item('a', VISA, 0), item('b', ROAD, 9), item('c', ROAD, 10), item('d', VISA, 10)], known)).toEqual([
      'a b c',
      'd',
    ]);
  });

  it('is joined with another by an item that is like both', () => {
    const two = new Map([
      ['a', 'story-1'],
      ['b', 'story-2'],
    ]);
    expect(groups([item('a', VISA, 0), item('c', VISA, 2.5), item('b', VISA, 5)], two)).toEqual(['a b c']);
  });
});

const anyItems = fc
  .array(
    fc.record({
      words: fc.array(fc.constantFrom('visa', 'road', 'drone', 'border', 'talks', 'виза', 'vote', 'rail'), {
        maxLength: 6,
      }),
      days: fc.option(fc.oneof(fc.double({ min: 0, max: 12, noNaN: true }), fc.nat(2))),
      severity: fc.constantFrom<Severity>('low', 'high'),
      rule: fc.constantFrom('r1', 'r2'),
      language: fc.constantFrom('en', 'ru', 'ka'),
      story: fc.option(fc.constantFrom('s1', 's2')),
    }),
    { maxLength: 14 },
  )
  .map((rows) => ({
    items: rows.map(({ words, days, rule, severity, language }, n) =>
      item(`i${n}`, words.join(' '), days, rule, severity, language),
    ),
    known: new Map<string, string>(rows.flatMap(({ story }, n) => (story ? [[`i${n}`, story] as const] : []))),
  }));

describe('whatever the items', () => {
  it('any order of arrival gives the same groups, and every item is in one', () => {
    fc.assert(
      fc.property(
        anyItems.chain(({ items, known }) => fc.tuple(fc.constant(items), fc.constant(known), shuffled(items))),
        ([items, known, others]) => {
          expect(groups(others, known)).toEqual(groups(items, known));
          const all = groups(items, known).flatMap((group) => group.split(' '));
          expect(all.sort()).toEqual(items.map(({ id }) => id).sort());
        },
      ),
      { numRuns: 500 },
    );
  });

  it('no known story is ever in two groups', () => {
    fc.assert(
      fc.property(anyItems, ({ items, known }) => {
        const found = gather(items, 'tripp', known);
        for (const story of new Set(known.values())) {
          expect(found.filter((group) => group.some(({ id }) => known.get(id) === story))).toHaveLength(1);
        }
      }),
    );
  });
});

function shuffled<T>(all: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });
}
