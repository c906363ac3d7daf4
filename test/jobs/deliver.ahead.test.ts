import { beforeEach, expect, it } from 'vitest';
import { dueIn } from '../../jobs/deliver/ahead.ts';
import { subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const NOON = '2026-10-05T12:00:00.000Z';
const after = (milliseconds: number) => new Date(Date.parse(NOON) + milliseconds).toISOString();

beforeEach(async () => {
  world = await testWorld(NOON);
  await world.ledger.subscribe(subscriberWith());
});

it.each([
  ['due since a while', -5000, 1000],
  ['due now', 0, 1000],
  ['due in half a minute', 30_390, 30_390],
  ['for another tick', 60_000, null],
])('a message that is %s is delivered in so many milliseconds', async (_, next, wait) => {
  expect(await dueIn(world)).toBeNull();
  await world.write('a');
  await world.ledger.settle('a', 'queued', '450 later', NOON, after(next));
  expect(await dueIn(world)).toBe(wait);
});

it('while sending is paused nothing is', async () => {
  await world.write('a');
  const pause = { id: 'p', since: NOON, until: after(60_000), because: 'down', delivery: 'a', ended: null };
  await world.ledger.startPause(pause);
  expect(await dueIn(world)).toBeNull();
  world.at(after(60_000));
  expect(await dueIn(world)).toBe(1000);
});
