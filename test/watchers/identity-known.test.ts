import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FoundItem } from '../../state/item.ts';
import { itemId, type KnownItem } from '../../state/items.ts';
import { clues, compare } from '../../watchers/identity.ts';
import { itemOf } from '../jobs/fixture.ts';

const TITLE = 'Parliament adopts the railway budget';
const OTHER = 'Rain floods the capital';
const TEXT = 'The assembly voted by sixty to forty on Monday night to spend two billion on the line along the river.';

const found = (key: string, its: Partial<FoundItem> = {}): FoundItem =>
  itemOf(TITLE, { key, canonical: 'civil.example/1', summary: TEXT, ...its });
/** An item as the ledger knows it after it was found so. */
const known = (key: string, its: Partial<FoundItem> = {}, revision = 0): KnownItem => {
  const { canonical, title, summary, content } = found(key, its);
  return { id: itemId('civil', key), key, canonical, title, summary, content, revision };
};

const told = (all: FoundItem[], ledger: KnownItem[]) => {
  const { fresh, revised } = compare(all, ledger);
  return { fresh: fresh.map(({ key }) => key), revised: revised.map(({ id }) => id) };
};
const nothing = { fresh: [], revised: [] };
const isRevised = { fresh: [], revised: [itemId('civil', 'guid 1')] };

describe('an item is known', () => {
  test.each<[string, Partial<FoundItem> & { key?: string }]>([
    ['by its guid', {}],
    ['by its guid, at another address with much the same title', { canonical: 'civil.example/moved' }],
    ['by its guid, without an address', { canonical: null }],
    ['by its address and title, under a new guid', { key: 'guid 2' }],
    ['by its address and title, under no guid', { key: 'url civil.example/1' }],
    ['by its address, where its title says the same in other signs', { key: 'guid 2', title: TITLE.toUpperCase() }],
  ])('%s', (_, its) => {
    const { key = 'guid 1', ...rest } = its;
    expect(told([found(key, rest)], [known('guid 1')])).toEqual(nothing);
  });
  test('and found again as that one, where it had an old guid and has a new one, both times', () => {
    const { revised } = compare(
      [found('guid 2', { title: `${TITLE}!`, summary: `${TEXT} ${OTHER} again` })],
      [known('guid 1')],
    );
    expect(revised).toMatchObject([{ id: itemId('civil', 'guid 1'), item: { key: 'guid 1' } }]);
  });
});

describe('an item is new', () => {
  test.each<[string, FoundItem, string]>([
    ['under a new guid and a new address', found('guid 2', { canonical: 'civil.example/2' }), 'guid 2'],
    [
      'under a new guid, at an address that many share, with another title',
      found('guid 2', { title: OTHER }),
      'guid 2',
    ],
    [
      'under an old guid that was given to another article, by a key of its own',
      found('guid 1', { canonical: 'civil.example/2', title: OTHER }),
      'guid 1 civil.example/2',
    ],
    ['without guid or address, with another text', found('text abc', { canonical: null }), 'text abc'],
  ])('%s', (_, item, key) => expect(told([item], [known('guid 1')])).toEqual({ fresh: [key], revised: [] }));

  test('under an old guid that was given to another article, once: it is known after', () => {
    const another = found('guid 1', { canonical: 'civil.example/2', title: OTHER });
    const ledger = [known('guid 1'), known('guid 1 civil.example/2', another)];
    expect(told([another], ledger)).toEqual(nothing);
    expect(told([{ ...another, summary: `${OTHER}: nine hundred houses stand under water` }], ledger).revised).toEqual([
      itemId('civil', 'guid 1 civil.example/2'),
    ]);
    expect(clues([another]).keys).toEqual(['guid 1', 'guid 1 civil.example/2']);
  });
  test('not where a rebuilt database gives each of two articles the other’s guid', () => {
    const second = { canonical: 'civil.example/2', title: OTHER };
    const swapped = [found('guid 2'), found('guid 1', second)];
    expect(told(swapped, [known('guid 1'), known('guid 2', second)])).toEqual(nothing);
  });
  test('though another of the document has its address and title, where each has a guid of its own', () => {
    const both = [found('guid 1'), found('guid 2')];
    expect(told(both, []).fresh).toEqual(['guid 1', 'guid 2']);
    expect(told(both, [known('guid 1')])).toEqual({ fresh: ['guid 2'], revised: [] });
    expect(told(both.toReversed(), [known('guid 1')])).toEqual({ fresh: ['guid 2'], revised: [] });
    expect(told(both, [known('guid 1'), known('guid 2')])).toEqual(nothing);
  });
  test('where two have new guids and one known item’s address and title: only one of them is that item', () => {
    expect(told([found('guid 2'), found('guid 3')], [known('guid 1')]).fresh).toHaveLength(1);
  });
  test('once, where a document lists it twice under one key', () => {
    expect(told([found('guid 2'), found('guid 2', { title: OTHER })], []).fresh).toEqual(['guid 2']);
  });
});

describe('a known item is revised', () => {
  const words = (n: number) => Array.from({ length: n }, (_, k) => `word${k}`).join(' ');
  test.each<[string, Partial<FoundItem>]>([
    ['where its title has another word', { title: 'Parliament rejects the railway budget' }],
    ['where its title has one word more', { title: `${TITLE} again` }],
    ['where its title has one word less', { title: 'Parliament adopts the budget' }],
    ['where its text says more', { summary: `${TEXT} The opposition left the hall before.` }],
    ['where it has a body now', { content: 'The opposition left the hall before the vote.' }],
    ['where its text says something else', { summary: 'The vote was put off until spring, its speaker said.' }],
  ])('%s', (_, its) => expect(told([found('guid 1', its)], [known('guid 1')])).toEqual(isRevised));

  test.each<[string, Partial<FoundItem>]>([
    ['for other signs in its title', { title: `“${TITLE}!”` }],
    ['for capitals in its title', { title: TITLE.toUpperCase() }],
    ['for another order of the words of its title', { title: 'The railway budget Parliament adopts' }],
    ['for a spelling mended in its text', { summary: TEXT.replace('assembly', 'Assembly’s house') }],
    ['for a counter of comments', { summary: `${TEXT} 17 comments` }],
    ['for a text cut short', { summary: TEXT.slice(0, 50) }],
    ['for a text left out', { summary: '' }],
    ['for a body that says what its summary said', { content: TEXT }],
    ['for another date, author or language', { published: '2026-01-01', authors: ['B'], language: 'ka' }],
    ['for another address', { canonical: 'civil.example/elsewhere', url: 'https://civil.example/elsewhere' }],
  ])('not %s', (_, its) => expect(told([found('guid 1', its)], [known('guid 1')])).toEqual(nothing));

  test.each([
    ['a figure in the prose of its summary', 'about 400 more office holders', 'about 340 more office holders', true],
    ['a figure in words', 'about four hundred more officers', 'about three hundred and forty more officers', true],
    ['a spelling of its summary', 'about four hundred more offisers', 'about four hundred more officers', false],
    ['a clock in its summary', 'at 10:15 more office holders', 'at 12:45 more office holders', false],
  ])('for what a reader is told: %s', (_, old, young, expected) => {
    const summary = (words: string) =>
      `The Council took visa-free entry to the Schengen area from ${words} on Wednesday.`;
    const read = told([found('guid 1', { summary: summary(young) })], [known('guid 1', { summary: summary(old) })]);
    expect(read).toEqual(expected ? isRevised : nothing);
  });

  test('not for the counters below a text', () => {
    const summary = (points: number) => `${TEXT}\nPoints: ${points} Comments: 34`;
    const read = told([found('guid 1', { summary: summary(120) })], [known('guid 1', { summary: summary(131) })]);
    expect(read).toEqual(nothing);
  });

  test.each([
    ['four words of a short text', 40, 4, true],
    ['three words of a short text', 40, 3, false],
    ['one word in twenty of a long text', 950, 50, true],
    ['less than one word in twenty of a long text', 952, 48, false],
  ])('for more than a correction: %s', (_, old, young, expected) => {
    const before = { summary: words(old), title: TITLE };
    const after = { ...before, summary: `${words(old)} ${'new '.repeat(young)}` };
    expect(told([found('guid 1', after)], [known('guid 1', before)])).toEqual(expected ? isRevised : nothing);
  });
  test('under its guid, where its address changed with its title and half of the words stayed', () => {
    const moved = { canonical: 'civil.example/moved', title: 'Parliament rejects the railway plan' };
    expect(told([found('guid 1', moved)], [known('guid 1')])).toEqual(isRevised);
  });
  test('fifty times at most: what changes more often is a ticker', () => {
    const change = { title: OTHER, canonical: 'civil.example/1' };
    expect(told([found('guid 1', change)], [known('guid 1', {}, 49)])).toEqual(isRevised);
    expect(told([found('guid 1', change)], [known('guid 1', {}, 50)])).toEqual(nothing);
  });
  test('and keeps the text that its publisher shows no more', () => {
    const before = known('guid 1', { content: 'The whole article.' });
    const { revised } = compare([found('guid 1', { title: `${TITLE} again`, summary: '', content: '' })], [before]);
    expect(revised[0]!.item).toMatchObject({ summary: TEXT, content: 'The whole article.' });
  });
});

describe('whatever a document lists, and whatever is known', () => {
  /** Few keys, addresses and titles, so that they meet. */
  const anyItem = fc
    .record({
      guid: fc.constantFrom('a', 'b', 'c', 'd'),
      canonical: fc.constantFrom(null, 'x.example/1', 'x.example/2'),
      title: fc.constantFrom(TITLE, OTHER),
      summary: fc.constantFrom('', TEXT),
    })
    .map(({ guid, ...its }) => found(`guid ${guid}`, its));
  const once = { selector: ({ key }: { key: string }) => key };
  const anyDocument = fc.uniqueArray(anyItem, { ...once, maxLength: 4 });
  const anyLedger = fc
    .uniqueArray(anyItem, { ...once, maxLength: 4 })
    .map((items) => items.map((item) => known(item.key, item)));

  test('no item is lost, none is doubled, and an item of the ledger is revised once at most', () => {
    fc.assert(
      fc.property(anyDocument, anyLedger, (all, ledger) => {
        const { fresh, revised } = compare(all, ledger);
        const keys = fresh.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.filter((key) => ledger.some((one) => one.key === key))).toEqual([]);
        expect(new Set(revised.map(({ id }) => id)).size).toBe(revised.length);
        // Each item of the document stands for one of its own: what is not new is one that was known.
        expect(all.length - fresh.length).toBeLessThanOrEqual(ledger.length);
        for (const item of all) {
          const there = [...fresh, ...ledger];
          const same = there.some(({ key }) => key === item.key || key.startsWith(`${item.key} `));
          expect(same || ledger.some((one) => one.canonical === item.canonical && one.title === item.title)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
  test('the order in which it is listed does not change how much of it is new', () => {
    const shuffled = anyDocument.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, anyLedger, ([all, other], ledger) => {
        expect(compare(other, ledger).fresh).toHaveLength(compare(all, ledger).fresh.length);
      }),
      { numRuns: 1000 },
    );
  });
  test('the same document a second time has nothing new and nothing changed', () => {
    fc.assert(
      fc.property(anyDocument, anyLedger, (all, ledger) => {
        const { fresh, revised } = compare(all, ledger);
        const byId = new Map([...ledger, ...fresh.map((item) => known(item.key, item))].map((one) => [one.id, one]));
        for (const { id, item } of revised) byId.set(id, { ...known(item.key, item, 1), id });
        expect(told(all, [...byId.values()])).toEqual(nothing);
      }),
      { numRuns: 1000 },
    );
  });
});
