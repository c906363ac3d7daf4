import { beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../jobs/deliver.ts';
import { subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const NONE = { accepted: 0, refused: 0, later: 0, unknown: 0, skipped: 0, paused: null };
const NOON = '2026-10-05T12:00:00.000Z';
const minutes = (n: number) => new Date(Date.parse(NOON) + n * 60_000).toISOString();

const states = async () => Object.fromEntries((await world.ledger.countDeliveries()).map(({ state, n }) => [state, n]));

beforeEach(async () => {
  world = await testWorld(NOON);
  await world.ledger.subscribe(subscriberWith());
});

describe('two runs at once', () => {
  it('send each message once', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await world.write(id);
    const [one, other] = await Promise.all([deliver(world), deliver(world)]);
    expect(world.sent.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(one.accepted + other.accepted).toBe(5);
  });
  it('give a message that ended later its rest, and one that was lost, too', async () => {
    for (const id of ['a', 'b']) await world.write(id);
    world.outcomes.push('later', 'lost');
    const runs = await Promise.all([deliver(world), deliver(world)]);
    expect(world.sent).toHaveLength(2);
    expect(runs.map(({ later, unknown }) => later + unknown).reduce((a, b) => a + b)).toBe(2);
  });
  it('send nothing that the other one took while they slept', async () => {
    for (const id of ['a', 'b']) await world.write(id);
    const { send } = world;
    let slept: Promise<unknown> | undefined;
    world.send = async (letter) => {
      const sent = await send(letter);
      world.at(minutes(40));
      slept ??= deliver({ ...world, send });
      await slept;
      return sent;
    };
    expect(await deliver(world, { connections: 1 })).toEqual({ ...NONE, accepted: 1 });
    // The first was under way when the program slept: it may have arrived, and went out again.
    expect(world.sent.map(({ id }) => id).toSorted()).toEqual(['a', 'a', 'b']);
    expect(await states()).toEqual({ accepted: 2 });
  });
});

describe('where nothing can be sent', () => {
  it('the run stops with the error, and every message waits for the next', async () => {
    for (const id of ['a', 'b']) await world.write(id);
    const full = new Error('no space left on device');
    world.outcomes.push(full);
    await expect(deliver(world, { connections: 1 })).rejects.toBe(full);
    expect([world.sent.length, await states()]).toEqual([1, { queued: 2 }]);
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 2 });
  });
  it('others come first in the next run, in case that the fault is one of the message', async () => {
    for (const id of ['a', 'b', 'c']) await world.write(id);
    const { send } = world;
    world.send = async (letter) => {
      if (letter.id === 'a') throw new Error('it cannot be written');
      return send(letter);
    };
    for (const at of [1, 2]) {
      world.at(minutes(at));
      await expect(deliver(world, { connections: 1 })).rejects.toThrow('it cannot be written');
    }
    expect(await states()).toEqual({ accepted: 2, queued: 1 });
  });
  it('a message keeps all its attempts for when something can be sent again', async () => {
    await world.write('a');
    for (let run = 0; run < 13; run++) {
      world.outcomes.push(new Error('no space left on device'));
      await expect(deliver(world)).rejects.toThrow('no space');
    }
    world.outcomes.push('later');
    expect(await deliver(world)).toEqual({ ...NONE, later: 1 });
  });
});

it.each([1, 2, 3, 4])('a turn that is not committed sends nothing: the disk is full at turn %i', async (nth) => {
  for (let n = 0; n < 8; n++) await world.write(`m${n}`);
  const { together } = world.ledger;
  const full = new Error('database or disk is full');
  let turns = 0;
  world.ledger.together = (work) =>
    together(async (ledger) => {
      const done = await work(ledger);
      if (++turns === nth) throw full;
      return done;
    });
  await expect(deliver(world, { connections: 2 })).rejects.toBe(full);
  const sent = new Set(world.sent.map(({ id }) => id));
  for (const { id, state } of await world.deliveries())
    expect(['handed', 'accepted'].includes(state)).toBe(sent.has(id));
  world.at(minutes(40));
  await deliver(world);
  const twice = world.sent.length - 8;
  expect(twice).toBeLessThanOrEqual(2);
  expect((await world.deliveries()).filter(({ lost }) => lost !== null)).toHaveLength(twice);
  expect(await states()).toEqual({ accepted: 8 });
});

describe('a message whose process ended while it was sent', () => {
  const underWay = () => world.ledger.settle('a', 'handed', null, NOON, minutes(15));
  it('is left alone while it may be under way', async () => {
    await world.write('a');
    await underWay();
    world.at(minutes(14));
    expect(await deliver(world)).toEqual(NONE);
    expect(await states()).toEqual({ handed: 1 });
  });
  it('is tried again once it cannot be under way, under the same Message-ID', async () => {
    await world.write('a');
    await underWay();
    world.at(minutes(15));
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 1 });
    expect(world.sent.map(({ messageId }) => messageId)).toEqual(['<a@silkwatch.example>']);
  });
  it('is never queued again, as if it had surely not arrived', async () => {
    await world.write('a');
    await underWay();
    world.at(minutes(15));
    world.outcomes.push('later');
    expect(await deliver(world)).toEqual({ ...NONE, unknown: 1 });
    expect(await states()).toEqual({ unknown: 1 });
  });
});

describe('a run that is told to end', () => {
  it('finishes what is under way, and gives back all else', async () => {
    for (const id of ['a', 'b', 'c']) await world.write(id);
    const end = new AbortController();
    const { send } = world;
    world.send = async (letter) => {
      end.abort();
      return send(letter);
    };
    expect(await deliver({ ...world, ending: end.signal }, { connections: 1 })).toEqual({ ...NONE, accepted: 1 });
    expect(await states()).toEqual({ accepted: 1, queued: 2 });
  });
});

describe('connections', () => {
  it('have a message each under way, and no more are handed than there are', async () => {
    for (let n = 0; n < 20; n++) await world.write(`m${n}`);
    let [open, most] = [0, 0];
    const handed: number[] = [];
    const { send } = world;
    world.send = async (letter) => {
      most = Math.max(most, ++open);
      handed.push((await world.ledger.countDeliveries()).find(({ state }) => state === 'handed')?.n ?? 0);
      const sent = await send(letter);
      open--;
      return sent;
    };
    expect(await deliver(world, { connections: 4 })).toEqual({ ...NONE, accepted: 20 });
    expect([most, Math.max(...handed)]).toEqual([4, 4]);
  });
  it('that end together are settled, and get their next, in one commit', async () => {
    for (let n = 0; n < 20; n++) await world.write(`m${n}`);
    let commits = 0;
    const { together } = world.ledger;
    world.ledger.together = (work) => {
      commits++;
      return together(work);
    };
    await deliver(world, { connections: 5 });
    expect(commits).toBe(5);
  });
});
