import { beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../jobs/deliver.ts';
import { subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const NONE = { accepted: 0, refused: 0, later: 0, unknown: 0, skipped: 0 };
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
  it.each(['later', 'lost'] as const)(
    'give a message that ended %s its rest, though one has it on its list',
    async (outcome) => {
      for (const id of ['a', 'b']) await world.write(id);
      const { send } = world;
      let slow: Promise<unknown> | undefined;
      world.send = async (letter) => {
        // The first send of one run takes as long as the whole other run.
        slow ??= deliver({ ...world, send: async (other) => ({ ...(await send(other)), outcome }) });
        await slow;
        return send(letter);
      };
      await deliver(world);
      expect(world.sent.map(({ id }) => id)).toEqual(['b', 'a']);
    },
  );
});

describe('where nothing can be sent', () => {
  it('the run stops with the error, and every message waits for the next', async () => {
    for (const id of ['a', 'b']) await world.write(id);
    const full = new Error('no space left on device');
    world.outcomes.push(full);
    await expect(deliver(world)).rejects.toBe(full);
    expect([world.sent.length, await states()]).toEqual([1, { queued: 2 }]);
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 2 });
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

describe('a message whose process ended while it was sent', () => {
  it('is left alone while it may be under way, then marked unknown and tried again', async () => {
    await world.write('a');
    await world.ledger.claim('a', NOON);
    world.at(minutes(15));
    expect(await deliver(world)).toEqual(NONE);
    expect(await states()).toEqual({ handed: 1 });
    await world.ledger.markLost(minutes(1));
    expect(await states()).toEqual({ unknown: 1 });
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 1 });
  });
  it('is tried again by the run itself once it cannot be under way', async () => {
    await world.write('a');
    await world.ledger.claim('a', NOON);
    world.at(minutes(16));
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 1 });
    expect(world.sent.map(({ messageId }) => messageId)).toEqual(['<a@silkwatch.example>']);
  });
});
