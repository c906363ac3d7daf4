import { describe, expect, it } from 'vitest';
import type { Edition } from '../../state/edition.ts';
import { itemId } from '../../state/items.ts';
import type { Ledger } from '../../state/ledger.ts';
import { at, found, MATCH, open, story, visit } from './fixture.ts';

const LONG_AGO = '2000-01-01T00:00:00.000Z';
const id = (key: string) => itemId('civil', key);

/** Items 1 to 4, which stories are made of, an hour apart from eight. */
async function record(ledger: Ledger): Promise<void> {
  for (const n of [1, 2, 3, 4])
    await ledger.recordVisits([visit('civil', [{ item: found(`${n}`), matches: [MATCH] }], { at: at(7 + n) })]);
}

describe('stories', () => {
  it('come back as they were written', async () => {
    const { ledger } = await open();
    await record(ledger);
    const one = story('s1', [id('1'), id('2')].sort(), { severity: 'high', lastSeen: at(9) });
    await ledger.saveStories('tripp', [one]);
    expect(await ledger.storiesBetween(at(7), at(12))).toEqual([one]);
  });

  it('that got an item in a time are those of it, newest first', async () => {
    const { ledger } = await open();
    await record(ledger);
    await ledger.saveStories('tripp', [
      story('early', [id('1')], { lastSeen: at(8) }),
      story('growing', [id('2')], { lastSeen: at(10) }),
      story('late', [id('3')], { firstSeen: at(11), lastSeen: at(12) }),
    ]);
    const between = async (from: number, to: number) =>
      (await ledger.storiesBetween(at(from), at(to))).map((one) => one.id);
    expect(await between(7, 12)).toEqual(['late', 'growing', 'early']);
    expect(await between(8, 10)).toEqual(['growing']);
    expect(await between(8, 11)).toEqual(['late', 'growing']);
    expect(await between(12, 20)).toEqual([]);
  });

  it('that grow keep their name and their beginning', async () => {
    const { ledger } = await open();
    await record(ledger);
    await ledger.saveStories('tripp', [story('s1', [id('1')])]);
    await ledger.saveStories('tripp', [
      story('s1', [id('1'), id('2')], { severity: 'high', lead: id('2'), lastSeen: at(9) }),
    ]);
    expect(await ledger.storiesBetween(at(7), at(12))).toEqual([
      expect.objectContaining({ id: 's1', severity: 'high', lead: id('2'), firstSeen: at(8), lastSeen: at(9) }),
    ]);
    expect((await ledger.storiesBetween(at(7), at(12)))[0]!.items.toSorted()).toEqual([id('1'), id('2')].sort());
  });

  it('that another one took in are gone, and its items are that one', async () => {
    const { ledger } = await open();
    await record(ledger);
    await ledger.saveStories('tripp', [story('s1', [id('1')]), story('s2', [id('2')])]);
    await ledger.saveStories('tripp', [story('s1', [id('1'), id('2'), id('3')])]);
    expect((await ledger.storiesBetween(at(7), at(12))).map((one) => one.id)).toEqual(['s1']);
    expect(await ledger.storyOfItems('tripp', LONG_AGO)).toEqual(
      new Map(['1', '2', '3'].map((key) => [id(key), 's1'])),
    );
  });

  it('leave their names to the story that took them in, also where that one is taken in too', async () => {
    const { ledger } = await open();
    await record(ledger);
    const three = ['1', '2', '3'].map((key) => story(`s${key}`, [id(key)], { lead: id(key) }));
    await ledger.saveStories('tripp', three);
    await ledger.saveStories('tripp', [story('s2', [id('2'), id('3')])]);
    await ledger.saveStories('tripp', [story('s1', [id('1'), id('2'), id('3')])]);
    expect(await ledger.formerNames(['s1', 's2'])).toEqual([
      { name: 's2', story: 's1' },
      { name: 's3', story: 's1' },
    ]);
  });

  it('that fall apart again have their own names back', async () => {
    const { ledger } = await open();
    await record(ledger);
    const two = ['1', '2'].map((key) => story(`s${key}`, [id(key)], { lead: id(key) }));
    await ledger.saveStories('tripp', two);
    await ledger.saveStories('tripp', [story('s1', [id('1'), id('2')])]);
    await ledger.saveStories('tripp', two);
    expect(await ledger.formerNames(['s1', 's2'])).toEqual([]);
    expect((await ledger.storiesById(['s1', 's2'])).map(({ items }) => items)).toEqual([[id('1')], [id('2')]]);
  });

  it('that are not saved again stay', async () => {
    const { ledger } = await open();
    await record(ledger);
    await ledger.saveStories('tripp', [story('s1', [id('1')])]);
    await ledger.saveStories('tripp', [story('s2', [id('2')])]);
    await ledger.saveStories('tripp', []);
    expect((await ledger.storiesBetween(at(7), at(12))).map((one) => one.id).sort()).toEqual(['s1', 's2']);
  });

  it('of two topics may share an item', async () => {
    const { ledger } = await open();
    const matches = [MATCH, { ...MATCH, topic: 'georgia-visa' }];
    await ledger.recordVisits([visit('civil', [{ item: found('1'), matches }])]);
    await ledger.saveStories('tripp', [story('s1', [id('1')])]);
    await ledger.saveStories('georgia-visa', [story('s2', [id('1')], { topic: 'georgia-visa' })]);
    expect(await ledger.storyOfItems('tripp', LONG_AGO)).toEqual(new Map([[id('1'), 's1']]));
    expect(await ledger.storyOfItems('georgia-visa', LONG_AGO)).toEqual(new Map([[id('1'), 's2']]));
    expect(await ledger.storiesBetween(at(7), at(12))).toHaveLength(2);
  });

  it('of items that came before an instant are not asked for', async () => {
    const { ledger } = await open();
    await record(ledger);
    await ledger.saveStories('tripp', [story('s1', [id('1'), id('2'), id('3')])]);
    expect([...(await ledger.storyOfItems('tripp', at(9))).keys()].sort()).toEqual([id('2'), id('3')].sort());
  });

  it('are saved all or none', async () => {
    const { ledger } = await open();
    await record(ledger);
    const broken = story('s2', [id('2')], { lead: null as never });
    await expect(ledger.saveStories('tripp', [story('s1', [id('1')]), broken])).rejects.toThrow('NOT NULL');
    expect(await ledger.storiesBetween(at(7), at(12))).toEqual([]);
  });
});

describe('an edition', () => {
  const edition = (its: Partial<Edition> = {}): Edition => ({
    id: 'daily-1',
    cadence: 'daily',
    due: at(8),
    frozen: at(8),
    topics: [{ id: 'tripp', title: 'TRIPP — «дорога»' }],
    stories: [],
    deadlines: [],
    coverage: {
      from: at(1),
      to: at(8),
      sources: 1,
      healthy: 1,
      failing: [],
      unvisited: 0,
      items: 0,
      matched: 0,
      stories: 0,
    },
    ...its,
  });

  it('is there as it was frozen, and not before', async () => {
    const { ledger } = await open();
    expect(await ledger.edition('daily', at(8))).toBeUndefined();
    expect(await ledger.freeze(edition())).toEqual(edition());
    expect(await ledger.edition('daily', at(8))).toEqual(edition());
    expect(await ledger.edition('weekly', at(8))).toBeUndefined();
    expect(await ledger.edition('daily', at(9))).toBeUndefined();
  });

  it('that is frozen twice stays as it was first, and whoever comes second gets that', async () => {
    const { ledger } = await open();
    await ledger.freeze(edition());
    const second = edition({ id: 'daily-2', topics: [], frozen: at(9) });
    expect(await ledger.freeze(second)).toEqual(edition());
    expect(await ledger.edition('daily', at(8))).toEqual(edition());
  });

  it('of each cadence and each due instant is another', async () => {
    const { ledger } = await open();
    await ledger.freeze(edition());
    for (const other of [edition({ id: 'w', cadence: 'weekly' }), edition({ id: 'next', due: at(9) })])
      expect(await ledger.freeze(other)).toEqual(other);
  });
});
