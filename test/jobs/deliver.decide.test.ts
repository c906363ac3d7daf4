import { describe, expect, it } from 'vitest';
import { decideDelivery, type Recipient } from '../../jobs/deliver/decide.ts';
import type { Delivery } from '../../state/delivery.ts';
import type { Join } from '../../state/join.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { Suppression } from '../../state/suppression.ts';
import { subscriberWith } from './fixture.ts';

const NOON = '2026-10-05T12:00:00.000Z';
const minutes = (n: number) => new Date(Date.parse(NOON) + n * 60_000).toISOString();
const is = (its: Partial<Subscriber> = {}, suppressed?: Suppression['reason']): Recipient => ({
  ...{ is: 'subscriber', subscriber: subscriberWith(its), suppressed },
});
const join = (confirmed: string | null = null, suppressed?: Suppression['reason']): Recipient => {
  const { id, address, paused: _, since: __, left: ___, ...wishes } = subscriberWith();
  const asked: Join = { id, address, wishes, asked: NOON, network: '192.0.2.1', wording: 'v1', confirmed };
  return { is: 'join', join: asked, suppressed };
};
const decide = (recipient: Recipient | undefined, kind: Delivery['kind'], created = NOON, now = NOON) =>
  decideDelivery(recipient, { kind, created }, new Date(now));
const send = { do: 'send' };
const skip = (because: string) => ({ do: 'skip', because });

describe('a message to a subscriber', () => {
  it.each([
    ['who wants it', is(), send],
    ['who is not there', undefined, skip('there is no such subscriber')],
    ['who left', is({ left: NOON }), skip(`left on ${NOON}`)],
    ['who left and is back', is({ since: minutes(1) }), skip(`left, and came back on ${minutes(1)}`)],
    ['who complained', is({}, 'complained'), skip('the address is suppressed: complained')],
    ['whose address an operator blocked', is({}, 'blocked'), skip('the address is suppressed: blocked')],
    ['who wished for a pause', is({ paused: minutes(1) }), skip(`paused until ${minutes(1)}`)],
    ['whose pause is over', is({ paused: NOON }), send],
    ['who only asked to join', join(), skip('the wish to join is not confirmed')],
  ])('%s', (_, recipient, decision) => {
    expect(decide(recipient, 'alert')).toEqual(decision);
    expect(decide(recipient, 'edition')).toEqual(decision);
  });
});

describe('in quiet hours', () => {
  const quiet = { from: '11:00', to: '14:00', letsHigh: false };
  const wait = { do: 'wait', until: minutes(120) };
  it.each<[Delivery['kind'], typeof quiet, object]>([
    ['alert', quiet, wait],
    ['follow-up', quiet, wait],
    ['reminder', quiet, wait],
    ['edition', quiet, send],
    ['confirmation', quiet, send],
    ['alert', { ...quiet, letsHigh: true }, send],
    ['reminder', { ...quiet, letsHigh: true }, wait],
  ])('a message of kind %s (%o)', (kind, its, decision) => expect(decide(is({ quiet: its }), kind)).toEqual(decision));
});

describe('a confirmation', () => {
  const late = minutes(3 * 1440 + 1);
  it.each([
    ['goes to who wishes to join', join(), NOON, send],
    ['goes to who left, and wishes to join again', join(null, 'left'), NOON, send],
    ['goes to whose mailbox was gone once', join(null, 'bounced'), NOON, send],
    ['goes to a subscriber who asked for it, also in a pause', is({ paused: late }), NOON, send],
    ['does not go where an operator blocked the address', join(null, 'blocked'), NOON, skip('the address is blocked')],
    ['does not go to who has confirmed', join(minutes(1)), NOON, skip(`confirmed already on ${minutes(1)}`)],
    ['does not go once its link is dead', join(), late, skip('its link is not good any more')],
    ['does not go to who is not known any more', undefined, NOON, skip('there is no such subscriber')],
  ])('%s', (_, recipient, now, decision) => expect(decide(recipient, 'confirmation', NOON, now)).toEqual(decision));
});

it('mail to operators goes out whatever the ledger says of the address', () => {
  expect(decide({ is: 'address', address: 'ops@example.org', suppressed: 'bounced' }, 'ops')).toEqual(send);
});
