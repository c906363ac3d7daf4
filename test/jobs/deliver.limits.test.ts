import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { allowedFrom, limitsOf, type Rate, rateOfAll, rateOfDomain, spentAfter } from '../../jobs/deliver/limits.ts';
import { deliver } from '../../jobs/deliver.ts';
import { subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const limits = limitsOf(
  readConfig({}, { SILKWATCH_MAIL_DOMAINS: 'gmail.com=60 *=100 own.example=0', SILKWATCH_MAIL_PER_MINUTE: '30' }),
);

it.each([
  ['nino@gmail.com', { name: 'to gmail.com', spacing: 1000 }],
  ['nino@GMail.com', { name: 'to gmail.com', spacing: 1000 }],
  ['nino@example.org', { name: 'to example.org', spacing: 600 }],
  ['nino@own.example', null],
])('the limit for mail to %s is %o', (address, rate) => expect(rateOfDomain(address, limits)).toEqual(rate));

it('the limit for all mail is where one is set', () => {
  expect(rateOfAll(limits)).toEqual({ name: 'all', spacing: 2000 });
  expect(rateOfAll({ perMinute: 0 })).toBeNull();
  expect(rateOfDomain('nino@example.org', { domains: new Map() })).toBeNull();
});

describe('a limit', () => {
  /** When messages go out that all wait from the beginning. */
  function spaced(rate: Rate, messages: number): number[] {
    const times: number[] = [];
    for (let [spent, now, n] = [0, 0, 0]; n < messages; n++) {
      now = allowedFrom(spent, rate, now);
      spent = spentAfter(spent, rate, now);
      times.push(now);
    }
    return times;
  }
  it('of 30 a minute lets one through every two seconds', () =>
    expect(spaced({ name: 'all', spacing: 2000 }, 4)).toEqual([0, 2000, 4000, 6000]));
  it('of 240 a minute lets four through at once, and then one in each quarter of a second', () =>
    expect(spaced({ name: 'all', spacing: 250 }, 7)).toEqual([0, 0, 0, 0, 250, 500, 750]));
  it('lets what was not used in time go', () => {
    const rate = { name: 'all', spacing: 2000 };
    expect(spentAfter(5000, rate, 60_000)).toBe(62_000);
    expect(allowedFrom(5000, rate, 60_000)).toBe(60_000);
  });
  it('is kept in every minute, but for what a second lets through at once', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (perMinute) => {
        const times = spaced({ name: 'all', spacing: 60_000 / perMinute }, Math.min(3 * perMinute, 2000));
        const inMinute = (from: number) => times.filter((at) => at >= from && at < from + 60_000).length;
        for (const from of times.slice(0, 50))
          expect(inMinute(from)).toBeLessThanOrEqual(Math.ceil((perMinute * 61) / 60));
      }),
      { numRuns: 30 },
    ));
});

describe('a run', () => {
  let world: TestWorld;
  let times: string[];
  const START = Date.parse('2026-10-05T12:00:00.000Z');
  const seconds = (of: typeof times) => of.map((time) => (Date.parse(time) - START) / 1000);

  beforeEach(async () => {
    world = await testWorld('2026-10-05T12:00:00.000Z');
    times = [];
    // The clock goes on while the run waits: once for all who wait together.
    world.pause = async (milliseconds) => {
      const end = world.now().getTime() + milliseconds;
      await setImmediate();
      world.at(new Date(Math.max(end, world.now().getTime())).toISOString());
    };
    for (const [id, address] of Object.entries({ nino: 'nino@gmail.com', ada: 'ada@example.org' }))
      await world.ledger.subscribe(subscriberWith({ id, address }));
    const { send } = world;
    world.send = async (letter) => {
      times.push(world.now().toISOString());
      return send(letter);
    };
  });

  it('waits where it is short, so that mail goes out evenly, and leaves the rest to the next', async () => {
    for (let n = 0; n < 9; n++) await world.write(`m${n}`);
    expect(await deliver(world, { perMinute: 6 })).toMatchObject({ accepted: 6, later: 0 });
    expect(seconds(times)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(await deliver(world, { perMinute: 6 })).toMatchObject({ accepted: 3 });
    expect(seconds(times).slice(6)).toEqual([60, 70, 80]);
  });
  it('that begins anew is bound by what the one before it has sent', async () => {
    for (const id of ['a', 'b']) await world.write(id);
    const [one, other] = [deliver(world, { perMinute: 6 }), deliver(world, { perMinute: 6 })];
    await Promise.all([one, other]);
    expect(seconds(times)).toEqual([0, 10]);
  });
  it('holds up nobody else for a domain that is at its limit', async () => {
    for (let n = 0; n < 4; n++) await world.write(`gmail${n}`);
    for (let n = 0; n < 3; n++) await world.write(`other${n}`, 'ada');
    await deliver(world, { domains: new Map([['gmail.com', 6]]) });
    const at = (to: string) => seconds(times.filter((_, n) => world.sent[n]!.to === to));
    expect(at('ada@example.org')).toEqual([0, 0, 0]);
    expect(at('nino@gmail.com')).toEqual([0, 10, 20, 30]);
  });
  it('gives each message that must wait a time of its own, which is no attempt', async () => {
    for (let n = 0; n < 12; n++) await world.write(`m${String(n).padStart(2, '0')}`);
    await deliver(world, { domains: new Map([['gmail.com', 2]]) });
    const waiting = await world.waiting();
    expect(seconds(waiting.map(({ next }) => next))).toEqual([60, 90, 120, 150, 180, 210, 240, 270, 300, 330]);
    expect(new Set(waiting.map(({ attempts, state }) => `${state} ${attempts}`))).toEqual(new Set(['queued 0']));
  });
  const edition = (id: string, subscriber: string) =>
    world.ledger.enqueue({
      ...{ id, subject: id, subscriber, kind: 'edition' as const, revision: 0, messageId: id, period: null },
      ...{ references: [], stories: [], mail: { subject: 'Today', text: 'text', html: '' } },
      created: world.now().toISOString(),
    });
  it.each([
    ['for all mail', { perMinute: 6 }, ['e1', 'alert', 'e2', 'e3']],
    // The place of the second is the alert's then.
    ['for a domain', { domains: new Map([['gmail.com', 6]]) }, ['e1', 'alert', 'e3', 'e2']],
  ])('tells at once before the editions also where there is a limit %s', async (_, limit, order) => {
    for (const id of ['e1', 'e2', 'e3']) await edition(id, 'nino');
    const { send, pause } = world;
    let waits = 0;
    world.pause = async (milliseconds) => {
      if (waits++ === 0) await world.write('alert');
      return pause(milliseconds);
    };
    world.send = send;
    await deliver(world, { ...limit, connections: 1 });
    expect(world.sent.map(({ id }) => id)).toEqual(order);
  });
  it.each([
    ['for all mail', { perMinute: 2 }],
    ['for a domain', { domains: new Map([['gmail.com', 2]]) }],
  ])('%s is not held up by what was spent before the clock was set back', async (_, limit) => {
    for (const id of ['a', 'b']) await world.write(id);
    await deliver(world, limit);
    world.at('2026-10-04T12:00:00.000Z');
    await world.write('c');
    await deliver(world, limit);
    await deliver(world, limit);
    expect(world.sent.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});
