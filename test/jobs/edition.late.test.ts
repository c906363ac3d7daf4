/** What is kept only after the edition was frozen that should have told it: the next one tells it, and only that. */
import { beforeEach, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { deliver } from '../../jobs/deliver.ts';
import { digest } from '../../jobs/digest.ts';
import { decide } from '../../rules/decide.ts';
import type { Edition } from '../../state/edition.ts';
import { itemId } from '../../state/items.ts';
import { visitOf } from '../learnt.ts';
import { itemOf, subscriberWith } from './fixture.ts';
import { PRESS, TOPICS } from './press.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const day = (n: number, time = '07:00') => `2026-10-0${n}T${time}:00.000Z`;
const JUST_BEFORE = '2026-10-05T06:59:59.000Z';

beforeEach(async () => {
  world = await testWorld(day(4));
  await world.ledger.subscribe(subscriberWith({ alerts: false }));
});

/** Has an outlet report something, under a key of its own. */
async function report(title: string, at: string, key = `guid ${title}`) {
  const item = itemOf(title, { key, family: 'herald' });
  const matches = decide({ ...item, source: 'herald' }, TOPICS);
  await world.ledger.recordVisits([visitOf('herald', [{ item, matches }], { at })]);
}

async function edit(key: string, title: string, at: string) {
  const item = itemOf(title, { key, family: 'herald' });
  const matches = decide({ ...item, source: 'herald' }, TOPICS);
  const revised = [{ id: itemId('herald', key), item, matches }];
  await world.ledger.recordVisits([visitOf('herald', [], { at, revised })]);
}

/** Freezes the edition of a day and sends it, and answers it. */
async function editionOf(n: number): Promise<Edition> {
  world.at(day(n));
  await digest('daily', PRESS, world);
  await deliver(world);
  return (await world.ledger.edition('daily', day(n)))!;
}

const gather = () => assess(PRESS, TOPICS, world);

const LATE: [string, () => Promise<unknown>, (edition: Edition) => number][] = [
  [
    'a move on a board',
    async () => report('A tender for the Arax bridge', JUST_BEFORE),
    ({ boards }) => boards!.flatMap(({ places }) => places.flatMap(({ changes }) => changes)).length,
  ],
  [
    'a date that is announced',
    async () => report('The minister: the bridge offers end on 12 December 2026', JUST_BEFORE),
    ({ deadlines }) => deadlines.flatMap(({ changes }) => changes).length,
  ],
];
it.each(LATE)('%s', async (_, happens, told) => {
  await editionOf(4);
  await happens();
  expect(told(await editionOf(5))).toBe(0);
  world.at(day(5, '07:05'));
  await gather();
  expect(told(await editionOf(6))).toBe(1);
  expect(world.sent).toHaveLength(1);
  expect(told(await editionOf(7))).toBe(0);
});

it('a correction', async () => {
  await report('The bridge collapsed, 12 dead', day(3, '08:00'), 'guid 1');
  await gather();
  await editionOf(4);
  await editionOf(5);
  await edit('guid 1', 'The bridge collapsed, 15 dead', JUST_BEFORE);
  expect((await editionOf(6)).corrections).toHaveLength(1);
  expect(world.sent.at(-1)!.mail.text).toContain('15 dead');
  expect((await editionOf(7)).corrections).toEqual([]);
});

it('a rule over time that fired', async () => {
  const signal = { topic: 'railway', trend: 'busy', period: 'p', type: 'frequency', blind: false, term: null } as const;
  const words = { title: 'The railway is in the news', severity: 'high', words: 'Two reports.' } as const;
  const rest = { since: JUST_BEFORE, until: JUST_BEFORE, count: 2, usual: null, items: [], cites: [] };
  await editionOf(4);
  await editionOf(5);
  await world.ledger.keepSignals([{ ...signal, ...words, ...rest, at: JUST_BEFORE }]);
  expect((await editionOf(6)).signals).toHaveLength(1);
  expect((await editionOf(7)).signals).toEqual([]);
});
