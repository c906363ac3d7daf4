import { describe, expect, it } from 'vitest';
import { itemId } from '../../state/items.ts';
import type { Ledger } from '../../state/ledger.ts';
import type { Match } from '../../state/match.ts';
import type { RevisedItem } from '../../state/revisions.ts';
import { at, found, MATCH, open, visit } from './fixture.ts';

const ID = itemId('civil', '1');
const VISA = { ...MATCH, topic: 'georgia-visa' };
const revised = (title: string, matches: Match[] = [MATCH], its: Partial<RevisedItem> = {}): RevisedItem => ({
  id: ID,
  item: found('1', { title }),
  matches,
  ...its,
});
const revise = (ledger: Ledger, hour: number, ...all: RevisedItem[]) =>
  ledger.recordVisits([visit('civil', [], { at: at(hour), revised: all })]);

/** A ledger with one item, seen at eight, that fits one topic. */
async function withItem(matches: Match[] = [MATCH]) {
  const opened = await open();
  await opened.ledger.recordVisits([visit('civil', [{ item: found('1'), matches }])]);
  return { ...opened, item: async () => (await opened.ledger.items([ID])).get(ID)! };
}

describe('a revision', () => {
  it('is the same item with another text and other decisions', async () => {
    const { ledger, item } = await withItem();
    const rule = { ...MATCH, rule: 'other' };
    await revise(ledger, 9, revised('Rewritten', [rule]));
    expect(await item()).toMatchObject({ id: ID, key: '1', title: 'Rewritten', firstSeen: at(8), revision: 1 });
    expect((await item()).matches).toEqual([rule]);
    expect(await ledger.countItems()).toBe(1);
  });
  it('is not a new item, and is not counted as one', async () => {
    const { ledger, sqlite } = await withItem();
    expect(await revise(ledger, 9, revised('Rewritten'))).toEqual([0]);
    expect(await ledger.seen(at(8), at(9))).toEqual({ items: 0, matched: 0 });
    expect(sqlite.prepare('select fresh from visits where at = ?').get(at(9))).toEqual({ fresh: 0 });
  });
  it('keeps every text that the item had, with until when it had it', async () => {
    const { ledger } = await withItem();
    await revise(ledger, 9, revised('Second'));
    await revise(ledger, 10, revised('Third'));
    const { summary, content, published, updated } = found('1');
    const same = { item: ID, summary, content, published, updated };
    expect(await ledger.revisions(ID)).toEqual([
      { ...same, revision: 0, until: at(9), title: 'Headline 1' },
      { ...same, revision: 1, until: at(10), title: 'Second' },
    ]);
  });
  it('keeps the key under which the item is known, whatever it is found under now', async () => {
    const { ledger, item } = await withItem();
    await revise(ledger, 9, { id: ID, item: found('new guid', { title: 'Rewritten' }), matches: [] });
    expect(await item()).toMatchObject({ key: '1', title: 'Rewritten' });
    expect(await ledger.knownItems('civil', ['1'], [])).toMatchObject([{ id: ID, revision: 1 }]);
  });
  it('is whole or not there', async () => {
    const { ledger, item } = await withItem();
    const broken = [{ ...MATCH, severity: null as never }];
    await expect(revise(ledger, 9, revised('Rewritten', broken))).rejects.toThrow('NOT NULL');
    expect(await item()).toMatchObject({ title: 'Headline 1', revision: 0, matches: [MATCH] });
    expect(await ledger.revisions(ID)).toEqual([]);
  });
});

describe('when an item came to fit a topic', () => {
  it.each<[string, Match[], Match[], Record<string, string>]>([
    ['stays, where it still fits', [MATCH], [MATCH], { tripp: at(8) }],
    ['stays, where another rule of the topic fits now', [MATCH], [{ ...MATCH, rule: 'other' }], { tripp: at(8) }],
    ['is the revision, where it did not fit before', [], [MATCH], { tripp: at(9) }],
    ['is told of each topic', [MATCH], [MATCH, VISA], { tripp: at(8), 'georgia-visa': at(9) }],
    ['is forgotten, where it fits no more', [MATCH, VISA], [VISA], { 'georgia-visa': at(8) }],
  ])('%s', async (_, before, now, fits) => {
    const { ledger, item } = await withItem(before);
    await revise(ledger, 9, revised('Rewritten', now));
    expect((await item()).fits).toEqual(fits);
    await revise(ledger, 10, revised('Again', now));
    expect((await item()).fits).toEqual(fits);
  });
  it('and not when it was first seen, decides what a topic is asked for', async () => {
    const { ledger } = await withItem([]);
    await revise(ledger, 9, revised('Rewritten'));
    expect((await ledger.matchedItems('tripp', at(9))).map(({ id }) => id)).toEqual([ID]);
    expect(await ledger.matchedItems('tripp', at(10))).toEqual([]);
  });
});

describe('the items of a source are known', () => {
  it('by their keys and by their addresses, each once', async () => {
    const { ledger } = await open();
    const fresh = ['1', '2', '3'].map((key) => ({ item: found(key), matches: [] }));
    await ledger.recordVisits([visit('civil', fresh), visit('oc', fresh)]);
    const known = await ledger.knownItems('civil', ['1', 'nothing'], ['civil.example/1', 'civil.example/3']);
    expect(known.map(({ id }) => id).sort()).toEqual([itemId('civil', '1'), itemId('civil', '3')].sort());
    const { key, canonical, title, summary, content } = found('1');
    const itself = { id: ID, key, canonical, title, summary, content, revision: 0 };
    expect(known).toContainEqual(itself);
    expect(await ledger.knownItems('civil', [], [])).toEqual([]);
  });
  it('also where thousands are asked about', async () => {
    const { ledger } = await withItem();
    const many = Array.from({ length: 40_000 }, (_, n) => `${n}`);
    expect(await ledger.knownItems('civil', many, many)).toHaveLength(1);
  });
});
