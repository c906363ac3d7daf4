/** What a refusal says of an address: kept for whoever wonders, and the end of it where nobody is there any more. */
import type { Bounce } from '../../state/bounce.ts';
import type { Instant } from '../../state/item.ts';
import type { Leased } from '../../state/sending.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { hasLasted } from '../bounces/lasting.ts';
import { LASTING } from '../bounces/verdict.ts';
import type { Sent } from '../deliver.ts';
import { statusIn } from './answer.ts';
import type { Turn } from './run.ts';

type Gone = 'nobody' | 'full';

interface Refusal {
  about: Gone;
  delivery: Leased;
  subscriber: Subscriber;
  sent: Sent;
}

/** A message that is tried ten times in two days counts once. */
export async function keepRefusal(
  { about, delivery, subscriber, sent: { because, status, outcome } }: Refusal,
  at: Instant,
  turn: Pick<Turn, 'recordBounces'>,
): Promise<void> {
  const bounce: Bounce = {
    ...{ id: `answer to ${delivery.id}`, recipient: subscriber.address.toLowerCase(), at, kind: 'bounce', because },
    status: status ?? statusIn(because),
    hard: outcome === 'refused' && about === 'nobody',
    reason: about === 'full' ? 'mailboxfull' : 'userunknown',
    ...{ delivery: delivery.id, subscriber: subscriber.id },
  };
  await turn.recordBounces([bounce]);
}

/** Whether an address is given up: nobody has it, or its mailbox was full for too long, with those messages that came back. */
export async function isDead(
  { about, delivery, subscriber }: Refusal,
  now: Instant,
  turn: Pick<Turn, 'earlierBounces'>,
): Promise<boolean> {
  if (about === 'nobody') return true;
  return hasLasted([...(await turn.earlierBounces(subscriber.id, LASTING, delivery)), now]);
}
