import { beforeEach, describe, expect, it } from 'vitest';
import { deliver, type Sent } from '../../jobs/deliver.ts';
import { PATIENCE } from '../../jobs/mail/smtp/dialogue.ts';
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

describe('a message', () => {
  it('goes out once, to who still wants it, as it was written', async () => {
    await world.ledger.subscribe(subscriberWith({ id: 'ada', format: 'text' }));
    await world.write('a');
    await world.write('b', 'ada');
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 2 });
    expect(await deliver(world)).toEqual(NONE);
    const mail = { subject: 'Message a', text: 'text', html: '<p>html</p>' };
    const rest = {
      messageId: '<a@silkwatch.example>',
      references: [],
      date: new Date(NOON),
      kind: 'alert',
      id: 'a',
      mail,
    };
    expect(world.sent[0]).toMatchObject({ to: 'nino@example.org', html: true, ...rest });
    expect(world.sent[1]).toMatchObject({ to: 'ada@example.org', html: false });
  });
  it('does not go out to who left after it was written', async () => {
    await world.write('a');
    await world.ledger.depart('nino', { at: NOON, reason: 'left', wording: 'test' });
    expect(await deliver(world)).toEqual({ ...NONE, skipped: 1 });
    expect([world.sent, await states()]).toEqual([[], { skipped: 1 }]);
  });
  it('does not go out to who left while the ones before it were sent', async () => {
    await world.write('a');
    await world.write('b');
    const { send } = world;
    world.send = async (letter) => {
      await world.ledger.depart('nino', { at: NOON, reason: 'left', wording: 'test' });
      return send(letter);
    };
    expect(await deliver(world, { connections: 1 })).toEqual({ ...NONE, accepted: 1, skipped: 1 });
  });
  it('of a subscriber who is not there is skipped', async () => {
    await world.write('a', 'nobody');
    expect(await deliver(world)).toEqual({ ...NONE, skipped: 1 });
  });
  it('is not taken for lost as long as a slow server may take for all of its answers', async () => {
    await world.write('a');
    const slowest = Object.values(PATIENCE).reduce((sum, each) => sum + each, 0);
    world.send = async () => {
      world.at(new Date(Date.parse(NOON) + slowest).toISOString());
      expect(await world.ledger.lapse(world.now().toISOString())).toBe(0);
      return { outcome: 'accepted', because: '250 ok', status: null };
    };
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 1 });
  });
  it('waits for its hour', async () => {
    await world.write('a');
    world.at(minutes(-1));
    expect(await deliver(world)).toEqual(NONE);
  });
  it('keeps its Message-ID and its date at every attempt', async () => {
    await world.write('a');
    world.outcomes.push('later', 'lost', 'accepted');
    for (const at of [0, 1, 6]) {
      world.at(minutes(at));
      await deliver(world);
    }
    expect(world.sent.map(({ messageId }) => messageId)).toEqual(Array(3).fill('<a@silkwatch.example>'));
    expect(world.sent.map(({ date }) => date)).toEqual(Array(3).fill(new Date(NOON)));
    expect(await states()).toEqual({ accepted: 1 });
  });
});

describe('a message that could not be sent before quiet hours began', () => {
  const quiet = { from: '12:30', to: '14:00', letsHigh: false };
  const written = async (its: object, kind?: 'edition') => {
    await world.ledger.subscribe(subscriberWith(its));
    if (kind === undefined) await world.write('a');
    else {
      const [mail, messageId] = [{ subject: 'Today', text: 'text', html: '' }, '<a@silkwatch.example>'];
      const same = { kind, subject: 'a', revision: 0, period: 'today', created: NOON, references: [], stories: [] };
      await world.ledger.enqueue({ ...same, id: 'a', subscriber: 'nino', mail, messageId });
    }
    world.outcomes.push('later');
    await deliver(world);
    world.at(minutes(31));
    return deliver(world);
  };
  it('waits for their end, and that is no attempt', async () => {
    expect(await written({ quiet })).toEqual(NONE);
    expect(await world.waiting()).toMatchObject([{ state: 'queued', attempts: 1, next: minutes(120) }]);
    world.at(minutes(120));
    expect(await deliver(world)).toEqual({ ...NONE, accepted: 1 });
  });
  it('is sent where they let through what is grave', async () => {
    expect(await written({ quiet: { ...quiet, letsHigh: true } })).toEqual({ ...NONE, accepted: 1 });
  });
  it('is sent where it is an edition, which comes at its own hour', async () => {
    expect(await written({ quiet }, 'edition')).toEqual({ ...NONE, accepted: 1 });
  });
});

describe('after an attempt', () => {
  it.each([
    ['accepted', 'accepted', { accepted: 1 }, null],
    ['refused', 'refused', { refused: 1 }, null],
    ['later', 'later', { queued: 1 }, 1],
    ['lost', 'unknown', { unknown: 1 }, 1],
  ] as const)('that ended %s the run counts it as %s', async (outcome, counted, state, again) => {
    await world.write('a');
    world.outcomes.push(outcome);
    expect(await deliver(world)).toEqual({ ...NONE, [counted]: 1 });
    expect(await states()).toEqual(state);
    expect(world.lines[0]).toContain('Message a → nino@example.org');
    const waiting = await world.waiting();
    expect(waiting.map(({ next, because, attempts }) => ({ next, because, attempts }))).toEqual(
      again === null ? [] : [{ next: minutes(again), because: expect.stringContaining(outcome), attempts: 1 }],
    );
  });
  it('that was the last one, it is refused, and nothing is sent any more', async () => {
    await world.write('a');
    world.outcomes.push(...Array<Sent['outcome']>(14).fill('later'));
    for (let day = 0; day < 20; day++) {
      world.at(minutes(day * 1440));
      await deliver(world);
    }
    expect(world.sent).toHaveLength(11);
    expect(await states()).toEqual({ refused: 1 });
  });
});
