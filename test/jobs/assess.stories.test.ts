import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { itemId } from '../../state/items.ts';
import type { Story } from '../../state/story.ts';
import { INSTALLATION, itemOf, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const run = (world: TestWorld) => assess(INSTALLATION, TOPICS, world);
const kept = (world: TestWorld) => world.ledger.storiesBetween('2000-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z');
/** What a story is, whatever its name. */
const bare = (stories: readonly Story[]) =>
  stories
    .map(({ items, topic, severity, lead }) => ({ items: items.toSorted(), topic, severity, lead }))
    .sort((a, b) => (a.items[0]! < b.items[0]! ? -1 : 1));

const HEADLINES = [
  'The bridge collapsed at dawn near Julfa',
  'Bridge collapsed near Julfa at dawn, says governor',
  'The bridge at Agarak collapsed under a lorry',
  'A tender for the bridge is out',
  'Tender for the bridge: three bids',
  'Minister opens school beside the bridge',
  'The railway opens at last',
];
const dated = (title: string, n: number) =>
  itemOf(title, {
    key: `${n}`,
    published: `2026-10-0${1 + (n % 4)}T0${n % 10}:00:00.000Z`,
    family: `f${n % 3}`,
    summary: n % 2 ? 'Officials spoke to the press.' : '',
  });

/** Items in some order, and how many come before each run. */
const arrivals = fc
  .array(fc.constantFrom(...HEADLINES), { minLength: 1, maxLength: 10 })
  .map((titles) => titles.map(dated))
  .chain((items) =>
    fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length }), fc.array(fc.nat(4))),
  );

describe('the stories of some items', () => {
  it('are the same whether they come at once or one after the other, in any order and in any number of runs', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ([items, shuffled, batches]) => {
        const [once, often] = [await testWorld(), await testWorld()];
        await once.come(items);
        await run(once);
        let left = shuffled;
        for (const size of [...batches, left.length]) {
          await often.come(left.slice(0, size));
          await run(often);
          left = left.slice(size);
        }
        expect(bare(await kept(often))).toEqual(bare(await kept(once)));
        const before = await kept(often);
        expect((await run(often)).stories).toBe(0);
        expect(await kept(often)).toEqual(before);
        await Promise.all([once.close(), often.close()]);
      }),
      { numRuns: 25 },
    );
  });
});

it('a story that another takes in leaves it its name', async () => {
  const world = await testWorld();
  const on = (day: string) =>
    itemOf('Bridge collapsed at Julfa', { key: day, published: `2026-10-0${day}:00:00.000Z` });
  await world.come([on('1T06')], '2026-10-05T05:00:00.000Z');
  await run(world);
  await world.come([on('4T18')], '2026-10-05T05:30:00.000Z');
  await run(world);
  const [first, second] = ['1T06', '4T18'].map((key) => itemId('gazette', key));
  const names = new Map((await kept(world)).map(({ id, items }) => [items[0]!, id]));
  expect(names.size).toBe(2);
  await world.come([on('3T06')]);
  await run(world);
  expect((await kept(world)).map(({ id, items }) => [id, items.length])).toEqual([[names.get(first!), 3]]);
  expect(await world.ledger.formerNames([names.get(first!)!])).toEqual([
    { name: names.get(second!), story: names.get(first!) },
  ]);
});

it('a run that breaks off while stories are kept is as if it had not begun', async () => {
  const world = await testWorld();
  await world.come([itemOf('Bridge collapsed', { key: 'a' }), itemOf('A tender for the bridge', { key: 'b' })]);
  const { saveStories } = world.ledger;
  const cut = (topic: string, stories: readonly Story[]) =>
    saveStories(topic, [...stories, { ...stories[0]!, id: 'broken', lead: null as never }]);
  Object.assign(world.ledger, { saveStories: cut });
  await expect(run(world)).rejects.toThrow('NOT NULL');
  expect(await kept(world)).toEqual([]);
  Object.assign(world.ledger, { saveStories });
  expect((await run(world)).stories).toBe(2);
});
