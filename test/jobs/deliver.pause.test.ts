import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { lengthAfter, resume } from '../../jobs/deliver/pause.ts';
import { deliver, type Sent } from '../../jobs/deliver.ts';
import { delivery } from '../state/fixture.ts';
import { FROM, subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const NOON = '2026-10-05T12:00:00.000Z';
const minutes = (n: number) => new Date(Date.parse(NOON) + n * 60_000).toISOString();
const POLICY: Sent = { outcome: 'refused', because: '550 5.7.1 listed as spam', status: '5.7.1', stage: 'recipient' };
const DOWN: Sent = { outcome: 'later', because: 'connect ECONNREFUSED', status: null, stage: 'connection' };
const GREYLISTED: Sent = { outcome: 'later', because: '450 4.7.1 Greylisted', status: '4.7.1', stage: 'recipient' };
const OPS = { ops: 'ops@example.org', from: FROM, connections: 1, errors: 3 };

const states = async () => Object.fromEntries((await world.ledger.countDeliveries()).map(({ state, n }) => [state, n]));
const kindsSent = () => world.sent.map(({ kind, to }) => `${kind} ${to}`);

beforeEach(async () => {
  world = await testWorld(NOON);
  await world.ledger.subscribe(subscriberWith());
  for (const id of ['a', 'b', 'c', 'd']) await world.write(id);
});

describe('a server that refuses our mail by policy', () => {
  it('gets nothing more, loses nobody, and operators are told at once', async () => {
    world.outcomes.push('accepted', POLICY);
    const run = await deliver(world, OPS);
    expect(run).toMatchObject({ accepted: 2, later: 1, refused: 0, paused: { until: null, because: POLICY.because } });
    expect(kindsSent()).toEqual(['alert nino@example.org', 'alert nino@example.org', 'ops ops@example.org']);
    expect(world.sent[2]!.mail.text).toMatch(/listed as spam\n\n.*\n\n.*run: silkwatch deliver --resume\n/);
    expect(await states()).toEqual({ accepted: 2, queued: 3 });
    expect(await world.waiting()).toMatchObject([{ attempts: 0 }, { attempts: 0 }, { attempts: 0 }]);
    expect((await world.ledger.subscribers()).length).toBe(1);
    expect(await world.ledger.suppressed('nino@example.org')).toBeUndefined();
    expect(world.lines.at(-1)).toMatch(
      /^sending is paused since .*5\.7\.1 listed as spam; mend it, then run: silkwatch/,
    );
  });
  it('gets nothing in later runs either, however late, until a person says so', async () => {
    world.outcomes.push(POLICY);
    await deliver(world, OPS);
    world.at(minutes(10_000));
    expect(await deliver(world, OPS)).toMatchObject({ accepted: 0, paused: { because: POLICY.because } });
    expect(await resume(world)).toEqual([`sending goes on; it was paused since ${NOON}: ${POLICY.because}`]);
    expect(await resume(world)).toEqual(['sending was not paused; all that waits is tried at once']);
    expect(await deliver(world, OPS)).toMatchObject({ accepted: 4, paused: null });
  });
  it('once more, with nothing else taken since, pauses again', async () => {
    for (const n of [1, 2]) {
      world.outcomes.push(POLICY);
      await resume(world);
      world.at(minutes(n));
      expect(await deliver(world, OPS)).toMatchObject({ later: 1, refused: 0, paused: { since: minutes(n) } });
    }
  });
  it.each([
    ['', 0],
    [', also under a limit', 60_000],
  ])(
    'once more, while it takes other mail, means the recipient: who is refused it, and not suppressed%s',
    async (_, perMinute) => {
      world.outcomes.push(POLICY);
      await deliver(world, OPS);
      await resume(world);
      world.at(minutes(1));
      const { send } = world;
      world.send = async (letter) => (letter.id === 'a' ? POLICY : send(letter));
      // It comes after the others, and so is told from them.
      expect(await deliver(world, { ...OPS, perMinute })).toMatchObject({ accepted: 3, refused: 1, paused: null });
      expect(await world.ledger.suppressed('nino@example.org')).toBeUndefined();
      expect(await world.ledger.subscribers()).toHaveLength(1);
    },
  );
  it('also of the mail that says so, is asked each hour to take it, and at once when the pause ends', async () => {
    const told = () => kindsSent().filter((sent) => sent.startsWith('ops')).length;
    world.outcomes.push(POLICY, POLICY, POLICY, POLICY);
    expect(await deliver(world, OPS)).toMatchObject({ later: 2, refused: 0 });
    for (const [at, times] of [
      [59, 1],
      [60, 2],
      [119, 2],
      [120, 3],
    ] as const) {
      world.at(minutes(at));
      await deliver(world, OPS);
      expect([at, told()]).toEqual([at, times]);
    }
    expect(await world.ledger.latestPauses(9)).toHaveLength(1);
    world.at(minutes(121));
    await resume(world);
    expect(await deliver(world, OPS)).toMatchObject({ accepted: 5, refused: 0, paused: null });
    expect(told()).toBe(4);
  });
  it('is told of once when that can be told: what it said last', async () => {
    world.send = async () => POLICY;
    for (const n of [1, 2, 3]) {
      world.at(minutes(n));
      await resume(world);
      await deliver(world, OPS);
    }
    const told = (await world.deliveries()).filter(({ kind }) => kind === 'ops');
    expect(told.map(({ state, created }) => [state, created])).toEqual([
      ['skipped', minutes(1)],
      ['skipped', minutes(2)],
      ['queued', minutes(3)],
    ]);
  });
  it('costs one message for each time that a person asks it again, and then takes all over all connections', async () => {
    for (let n = 0; n < 20; n++) await world.write(`m${n}`);
    const [{ send }, five] = [world, { ...OPS, ops: null, connections: 5 }];
    world.send = async () => POLICY;
    expect(await deliver(world, five)).toMatchObject({ later: 5 });
    for (const n of [1, 2]) {
      world.at(minutes(n));
      await resume(world);
      world.at(minutes(n + 0.1));
      expect(await deliver(world, five)).toMatchObject({ later: 1, refused: 0 });
    }
    let [open, most] = [0, 0];
    world.send = async (letter) => {
      most = Math.max(most, ++open);
      if (world.sent.length === 0) expect(open).toBe(1);
      const sent = await send(letter);
      open--;
      return sent;
    };
    await resume(world);
    world.at(minutes(3));
    expect(await deliver(world, five)).toMatchObject({ accepted: 24 });
    expect(most).toBe(5);
  });
  it('refuses no message for good, where one that was under way was taken while it began to', async () => {
    const { send } = world;
    world.send = async (letter) => {
      if (letter.id !== 'b') return POLICY;
      while ((await world.ledger.latestPauses(1)).length === 0) await setImmediate();
      world.at(minutes(0.1));
      return send(letter);
    };
    expect(await deliver(world, { ...OPS, ops: null, connections: 2 })).toMatchObject({ later: 1, accepted: 1 });
    await resume(world);
    world.at(minutes(1));
    for (const id of ['c', 'd']) await world.ledger.settle(id, 'skipped', null, minutes(1));
    const again = await deliver(world, { ...OPS, ops: null });
    expect(again).toMatchObject({ later: 1, refused: 0, paused: { since: minutes(1) } });
  });
  it('at several connections at once, is one trouble and one mail to operators', async () => {
    world.outcomes.push(POLICY, POLICY, POLICY);
    expect(await deliver(world, { ...OPS, connections: 3 })).toMatchObject({ later: 3 });
    expect(await world.ledger.latestPauses(9)).toHaveLength(1);
    expect(kindsSent().filter((sent) => sent.startsWith('ops'))).toHaveLength(1);
  });
  it('gets no confirmation either', async () => {
    await world.ledger.enqueue(delivery('c1', { kind: 'confirmation', subscriber: 'nino', created: NOON }));
    world.outcomes.push(POLICY);
    await deliver(world, OPS);
    expect(kindsSent().filter((sent) => sent.startsWith('confirmation'))).toEqual([]);
  });
  it('is told to nobody where nobody is known', async () => {
    world.outcomes.push(POLICY);
    await deliver(world, { ...OPS, ops: null });
    expect(kindsSent()).toEqual(['alert nino@example.org']);
  });
});

describe('a server that does not answer', () => {
  it('is left alone after so many failures in a row, for a while', async () => {
    world.outcomes.push(DOWN, DOWN, DOWN, DOWN);
    expect(await deliver(world, OPS)).toMatchObject({ later: 4, paused: { until: minutes(5) } });
    // The fourth is the mail to operators, which waits with the others.
    expect(kindsSent().at(-1)).toBe('ops ops@example.org');
    world.at(minutes(4));
    expect(await deliver(world, OPS)).toMatchObject({ accepted: 0, paused: { until: minutes(5) } });
    world.at(minutes(5));
    expect(await deliver(world, OPS)).toMatchObject({ accepted: 5, paused: null });
  });
  it.each([
    ['one that was taken', 'accepted'],
    ['one that the server put off for its own', GREYLISTED],
  ] as const)('less often in a row is not left alone: %s parts them', async (_, between) => {
    world.outcomes.push(DOWN, DOWN, between, DOWN);
    expect(await deliver(world, OPS)).toMatchObject({ paused: null });
  });
  it('is left alone longer each time, until it takes mail again', async () => {
    const lengths: number[] = [];
    for (let n = 0; n < 7; n++) {
      world.outcomes.push(DOWN, DOWN, DOWN, ...(n === 5 ? (['accepted'] as const) : []));
      const { paused } = await deliver(world, { ...OPS, ops: null });
      lengths.push((Date.parse(paused!.until!) - Date.parse(paused!.since)) / 60_000);
      world.at(paused!.until!);
      // Some of what waits is due when the pause is over.
      for (const id of ['a', 'b', 'c', 'd']) await world.ledger.settle(id, 'queued', null, NOON);
      if (n === 5) await world.ledger.settle('d', 'accepted', null, paused!.until!);
      if (n === 5) world.outcomes.length = 0;
    }
    expect(lengths).toEqual([5, 15, 60, 180, 360, 360, 5]);
  });
  it.each([3, 20])(
    'for three days loses nobody a message, also where %i failures in a row are many',
    async (errors) => {
      const { send } = world;
      world.send = async () => DOWN;
      for (let at = 0; at < 3 * 1440; at += 5) {
        world.at(minutes(at));
        await deliver(world, { errors });
      }
      expect(await states()).toEqual({ queued: 4 });
      world.send = send;
      world.at(minutes(3 * 1440 + 360));
      world.outcomes.push(GREYLISTED);
      await deliver(world);
      world.at(minutes(3 * 1440 + 361));
      expect(await deliver(world)).toMatchObject({ accepted: 1 });
      expect(await states()).toEqual({ accepted: 4 });
    },
  );
  it('is knocked at at once where a person says so', async () => {
    world.outcomes.push(DOWN, DOWN, DOWN);
    await deliver(world, { ...OPS, ops: null });
    const ended = `sending goes on; it was paused since ${NOON}: ${DOWN.because}`;
    expect(await resume(world)).toEqual([ended, 'put off before, and tried at once: 3 messages']);
    expect(await deliver(world, OPS)).toMatchObject({ accepted: 4, paused: null });
  });
  it('with nothing but a mail to operators is not paused for that', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await world.ledger.settle(id, 'skipped', null, NOON);
    await world.ledger.enqueue(delivery('o', { kind: 'ops', subscriber: 'to:ops@example.org', created: NOON }));
    world.send = async () => DOWN;
    expect(await deliver(world, { ...OPS, errors: 1 })).toMatchObject({ later: 1, paused: null });
  });
  it('however often a person says so, that uses up no attempt of a message', async () => {
    world.send = async ({ id }) => (id === 'a' ? GREYLISTED : DOWN);
    await deliver(world, { ...OPS, errors: 99 });
    const before = await world.waiting();
    for (let n = 0; n < 30; n++) {
      await resume(world);
      await deliver(world, { ...OPS, errors: 99 });
    }
    expect(await world.waiting()).toEqual(before);
  });
  it('after a pause is tried by one connection, no longer than by all of them', async () => {
    for (let n = 0; n < 20; n++) await world.write(`m${n}`);
    world.send = async () => DOWN;
    expect(await deliver(world, { errors: 20 })).toMatchObject({ later: 20 });
    await resume(world);
    world.at(minutes(6));
    expect(await deliver(world, { errors: 20 })).toMatchObject({ later: 4, paused: { until: minutes(21) } });
  });
});

it.each([
  [0, 5],
  [1, 15],
  [2, 60],
  [3, 180],
  [4, 360],
  [99, 360],
])('after %i fruitless pauses one lasts %i minutes', (pauses, length) =>
  expect(lengthAfter(pauses)).toBe(length * 60_000),
);

it('the longest pause counts, and one without an end most', async () => {
  const same = { because: 'so', delivery: null, ended: null };
  const at = (id: string, until: string | null) => world.ledger.startPause({ ...same, id, since: NOON, until });
  await at('short', minutes(5));
  await at('long', minutes(9));
  expect(await world.ledger.pauseAt(NOON)).toMatchObject({ id: 'long' });
  expect(await world.ledger.pauseAt(minutes(9))).toBeUndefined();
  await at('endless', null);
  expect(await world.ledger.pauseAt(NOON)).toMatchObject({ id: 'endless' });
  expect((await world.ledger.endPauses(minutes(6))).map(({ id }) => id).sort()).toEqual(['endless', 'long']);
  expect(await world.ledger.pauseAt(minutes(6))).toBeUndefined();
});
