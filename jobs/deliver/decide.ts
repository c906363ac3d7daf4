/** Who gets a message, as it stands just before the send. Pure. */
import type { Delivery } from '../../state/delivery.ts';
import { before, DAY, type Instant } from '../../state/item.ts';
import type { Join } from '../../state/join.ts';
import { isPaused, type Subscriber } from '../../state/subscriber.ts';
import type { Suppression } from '../../state/suppression.ts';
import { quietUntil } from '../quiet.ts';

/** Whom the ledger knows under the name in a delivery, and why they are not written to, where they are suppressed. */
export type Recipient = { suppressed?: Suppression['reason'] | undefined } & (
  | { is: 'subscriber'; subscriber: Subscriber }
  | { is: 'join'; join: Join }
  | { is: 'address'; address: string }
);

export type Decision = { do: 'send' } | { do: 'skip'; because: string } | { do: 'wait'; until: Instant };

type Message = Pick<Delivery, 'kind' | 'created'>;

/** As long as the link in it is good (web/token.ts). */
const CONFIRMATION_LIFE = 3 * DAY;

/**
 * Leaving wins: whoever left or was suppressed after the message was written does not get it, though they may be back. Who
 * asked for a confirmation gets it whatever else they wished, unless an operator blocked the address.
 */
export function decideDelivery(recipient: Recipient | undefined, message: Message, now: Date): Decision {
  if (!recipient) return { do: 'skip', because: 'there is no such subscriber' };
  if (recipient.is === 'address') return { do: 'send' };
  if (message.kind === 'confirmation') return decideConfirmation(recipient, message, now);
  if (recipient.is === 'join') return { do: 'skip', because: 'the wish to join is not confirmed' };
  return decideTelling(recipient, message, now);
}

function decideConfirmation(recipient: Recipient, { created }: Message, now: Date): Decision {
  if (recipient.suppressed === 'blocked') return { do: 'skip', because: 'the address is blocked' };
  if (created < before(now.toISOString(), CONFIRMATION_LIFE))
    return { do: 'skip', because: 'its link is not good any more' };
  if (recipient.is === 'join' && recipient.join.confirmed)
    return { do: 'skip', because: `confirmed already on ${recipient.join.confirmed}` };
  return { do: 'send' };
}

/**
 * What is told at once and could not be sent before quiet hours began waits for their end; where they let through what is
 * grave, only a reminder does. In a pause that a subscriber wished for nothing is sent, nor after it what is old by then: their
 * next edition tells what they missed.
 */
function decideTelling(
  { subscriber, suppressed }: Extract<Recipient, { is: 'subscriber' }>,
  { kind, created }: Message,
  now: Date,
): Decision {
  if (subscriber.left) return { do: 'skip', because: `left on ${subscriber.left}` };
  if (suppressed) return { do: 'skip', because: `the address is suppressed: ${suppressed}` };
  if (created < subscriber.since) return { do: 'skip', because: `left, and came back on ${subscriber.since}` };
  if (isPaused(subscriber, now)) return { do: 'skip', because: `paused until ${subscriber.paused}` };
  const until = kind === 'edition' ? null : quietUntil(subscriber, kind === 'reminder' ? 'medium' : 'high', now);
  return until ? { do: 'wait', until } : { do: 'send' };
}

/** The name under which a delivery goes to an address that is nobody's: `to:ops@example.org`. */
const TO = 'to:';

export const isAddress = (name: string): boolean => name.startsWith(TO);

export const addressIn = (name: string): string => name.slice(TO.length);

export const toAddress = (address: string): string => `${TO}${address}`;

/** Where a recipient is written to. */
export function addressOf(recipient: Recipient): string {
  if (recipient.is === 'address') return recipient.address;
  return recipient.is === 'join' ? recipient.join.address : recipient.subscriber.address;
}
