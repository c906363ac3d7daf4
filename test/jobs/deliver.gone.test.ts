import { beforeEach, describe, expect, it } from 'vitest';
import { deliver, type Sent } from '../../jobs/deliver.ts';
import { subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const day = (n: number) => new Date(Date.parse('2026-10-05T12:00:00.000Z') + n * 86_400_000).toISOString();
const refused = (because: string, status: string): Sent => ({
  outcome: 'refused',
  because,
  status,
  stage: 'recipient',
});
const FULL = refused('552 5.2.2 Mailbox full', '5.2.2');
const ADDRESS = 'nino@example.org';

const there = async () => (await world.ledger.subscribers()).length > 0;
const why = async () => (await world.ledger.suppressed(ADDRESS))?.reason;

/** A message a day, each with the same answer; answers whether the subscriber is there after each. */
async function daily(outcomes: readonly (Sent | 'accepted')[]): Promise<boolean[]> {
  const left: boolean[] = [];
  for (const [n, outcome] of outcomes.entries()) {
    world.at(day(n * 3));
    await world.write(`m${n}`);
    world.outcomes.push(outcome);
    await deliver(world);
    left.push(await there());
  }
  return left;
}

beforeEach(async () => {
  world = await testWorld(day(0));
  await world.ledger.subscribe(subscriberWith());
});

describe('an address that nobody has', () => {
  it.each(['5.1.1', '5.1.2', '5.1.10'])('(%s) is not written to again, and it is known why', async (status) => {
    await world.write('a');
    await world.write('b');
    world.outcomes.push(refused('550 no such user', status));
    expect(await deliver(world, { connections: 1 })).toMatchObject({ refused: 1, skipped: 1, paused: null });
    expect([await there(), await why()]).toEqual([false, 'bounced']);
    expect((await world.ledger.consentsOf('nino')).at(-1)).toMatchObject({ what: 'left', wording: 'bounce' });
    const waiting = (await world.deliveries()).map(({ state, because }) => ({ state, because }));
    expect(waiting).toEqual([
      { state: 'refused', because: `${status} 550 no such user` },
      { state: 'skipped', because: `left on ${day(0)}` },
    ]);
  });
  it('is one that is refused for good, not one that is looked for in vain today', async () => {
    await world.write('a');
    world.outcomes.push({ outcome: 'later', because: '450 4.1.1 lookup failed', status: '4.1.1', stage: 'recipient' });
    expect(await deliver(world)).toMatchObject({ later: 1 });
    expect([await there(), await why()]).toEqual([true, undefined]);
  });
  it('is known by its suppression as well, which is read again just before the send', async () => {
    await world.write('a');
    await world.ledger.suppress(ADDRESS, 'blocked', day(0));
    expect(await deliver(world)).toMatchObject({ accepted: 0, skipped: 1 });
  });
  it('is written down no more once its subscriber was erased, while the message was on its way', async () => {
    await world.write('a');
    world.send = async () => {
      await world.ledger.erase(subscriberWith(), day(0));
      return refused('550 no such user', '5.1.1');
    };
    await deliver(world);
    expect(await world.ledger.everythingOf(subscriberWith())).toMatchObject({ bounces: [], consents: [], mails: [] });
  });
  it('is of a subscriber: a mail to operators that is refused suppresses nobody', async () => {
    await world.write('a', `to:${ADDRESS}`);
    world.outcomes.push(refused('550 no such user', '5.1.1'));
    expect(await deliver(world)).toMatchObject({ refused: 1 });
    expect([await there(), await why()]).toEqual([true, undefined]);
  });
});

describe('a mailbox that is full', () => {
  it('is given up after five messages in ten days or more', async () => {
    expect(await daily(Array(5).fill(FULL))).toEqual([true, true, true, true, false]);
    expect(await why()).toBe('bounced');
  });
  it('is not given up where it took one in between', async () => {
    expect(await daily([FULL, FULL, FULL, 'accepted', FULL, FULL])).toEqual(Array(6).fill(true));
  });
  it('counts once for a message, however often that is tried', async () => {
    await world.write('a');
    world.outcomes.push(...Array(9).fill({ outcome: 'later', because: '452 4.2.2 full', status: '4.2.2' }));
    for (let n = 0; n < 9; n++) {
      world.at(day(n * 2));
      await deliver(world);
    }
    expect(await world.ledger.earlierBounces('nino', ['mailboxfull'], { id: 'b', created: day(20) })).toEqual([day(0)]);
    expect(await there()).toBe(true);
  });
  it('pauses nothing, however many there are', async () => {
    for (let n = 0; n < 9; n++) await world.write(`m${n}`);
    world.outcomes.push(...Array(9).fill({ outcome: 'later', because: '452 4.2.2 full', status: '4.2.2' }));
    expect(await deliver(world, { errors: 2 })).toMatchObject({ later: 9, paused: null });
  });
});
