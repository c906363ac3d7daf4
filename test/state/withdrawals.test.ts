import { describe, expect, it } from 'vitest';
import { itemId } from '../../state/items.ts';
import type { Listing } from '../../state/withdrawals.ts';
import { at, found, MATCH, open, visit } from './fixture.ts';

const ID = itemId('civil', '1');

/** A ledger with one item that fits a topic, and one that fits none, both seen at eight. */
async function withItems() {
  const opened = await open();
  const fresh = [
    { item: found('1'), matches: [MATCH] },
    { item: found('2'), matches: [] },
  ];
  await opened.ledger.recordVisits([visit('civil', fresh)]);
  const list = (hour: number, its: Partial<Listing>) =>
    opened.ledger.recordVisits([
      visit('civil', [], { at: at(hour), listing: { missing: [], withdrawn: [], back: [], ...its } }),
    ]);
  const watched = (hour: number, topics = ['tripp']) => opened.ledger.watchedItems(topics, at(hour));
  return { ...opened, list, watched, item: async () => (await opened.ledger.items([ID])).get(ID)! };
}

describe('the items that are watched', () => {
  it('are those that came to fit a topic since an instant', async () => {
    const { watched } = await withItems();
    expect(await watched(8)).toMatchObject([{ id: ID, source: 'civil', missing: null, withdrawn: null }]);
    expect(await watched(9)).toEqual([]);
    expect(await watched(8, ['other'])).toEqual([]);
    expect(await watched(8, [])).toEqual([]);
  });
  it('and those that are missed, for two weeks more', async () => {
    const { watched, list, ledger } = await withItems();
    await list(9, { missing: [ID] });
    expect(await watched(10)).toMatchObject([{ id: ID, missing: at(9) }]);
    expect(await ledger.watchedItems(['tripp'], '2025-12-04T10:00:00.000Z')).toEqual([]);
  });
});

describe('an item', () => {
  it('is withdrawn only after it was missed, since the first time that it was seen to be', async () => {
    const { list, item } = await withItems();
    await list(9, { withdrawn: [ID] });
    expect((await item()).withdrawn).toBeUndefined();
    await list(10, { missing: [ID] });
    await list(11, { missing: [ID], withdrawn: [ID] });
    await list(12, { withdrawn: [ID] });
    expect((await item()).withdrawn).toBe(at(11));
  });
  it('changed last when it was revised, withdrawn or restored, whichever came last', async () => {
    const { list, ledger } = await withItems();
    const changed = async () => (await ledger.lastChanges([ID, 'unknown'])).get(ID);
    expect(await changed()).toBeUndefined();
    const revised = [{ id: ID, item: found('1', { title: 'Rewritten' }), matches: [MATCH] }];
    await ledger.recordVisits([visit('civil', [], { at: at(9), revised })]);
    expect(await changed()).toBe(at(9));
    await list(10, { missing: [ID] });
    expect(await changed()).toBe(at(9));
    await list(11, { withdrawn: [ID] });
    expect(await changed()).toBe(at(11));
    await list(12, { back: [ID] });
    expect(await changed()).toBe(at(12));
  });
  it('that was missed and is back was never withdrawn, and so is not restored', async () => {
    const { list, ledger } = await withItems();
    await list(9, { missing: [ID] });
    await list(10, { back: [ID] });
    expect(await ledger.lastChanges([ID])).toEqual(new Map());
  });
  it('that says at first sight that it is withdrawn is so from then on', async () => {
    const { ledger } = await withItems();
    await ledger.recordVisits([visit('civil', [{ item: found('3'), matches: [], withdrawn: true }], { at: at(9) })]);
    const id = itemId('civil', '3');
    expect((await ledger.items([id])).get(id)!.withdrawn).toBe(at(9));
  });
});
