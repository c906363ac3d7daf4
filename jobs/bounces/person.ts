/** Whom a finding is about, as the ledger knows them. */
import type { Returned } from '../../state/bounces.ts';
import type { Join } from '../../state/join.ts';
import type { Ledger } from '../../state/ledger.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import type { Post } from '../mail/links.ts';
import type { Finding } from './finding.ts';
import type { ReturnedMail } from './mail.ts';
import type { Proof } from './verdict.ts';
import { namedDelivery, signedDelivery, signedLeaving } from './whom.ts';

export type Reads = Pick<Ledger, 'returned' | 'subscriber' | 'subscriberAt' | 'join' | 'earlierBounces'>;

export interface Person {
  proof: Proof;
  /** The message that came back, where the ledger has it still. */
  delivery: Returned | null;
  subscriber: Subscriber | null;
  /** Who only wishes to join, and was written to for it. */
  join: Join | null;
}

const nobody = (proof: Proof): Person => ({ proof, delivery: null, subscriber: null, join: null });

/** By what we signed, then by the Message-ID, then by the address; of a wish to leave by its token, then by its sender. */
export async function personOf(
  mail: ReturnedMail,
  { kind, recipient }: Pick<Finding, 'kind' | 'recipient'>,
  { post, now }: { post: Post; now(): Date },
  ledger: Reads,
): Promise<Person> {
  if (kind === 'unsubscribe') {
    const signed = signedLeaving(mail.headers, post, now());
    return signed ? { ...nobody('signed'), ...(await named(signed, ledger)) } : byAddress(recipient, ledger);
  }
  const signed = signedDelivery(mail, post);
  if (signed) return byDelivery(await ledger.returned(signed), 'signed', ledger);
  const message = namedDelivery(mail);
  const delivery = message && (await ledger.returned(message.id));
  if (delivery && delivery.messageId.toLowerCase() === message.messageId.toLowerCase())
    return byDelivery(delivery, 'message', ledger);
  return byAddress(recipient, ledger);
}

/** A delivery that is signed and not there any more was erased with its subscriber. */
async function byDelivery(delivery: Returned | undefined, proof: Proof, ledger: Reads): Promise<Person> {
  return { ...nobody(proof), ...(delivery && { delivery, ...(await named(delivery.subscriber, ledger)) }) };
}

async function byAddress(address: string, ledger: Reads): Promise<Person> {
  const subscriber = address && (await ledger.subscriberAt(address));
  return subscriber ? { ...nobody('address'), subscriber } : nobody('nothing');
}

async function named(id: string, ledger: Reads): Promise<Pick<Person, 'subscriber' | 'join'>> {
  const subscriber = (await ledger.subscriber(id)) ?? null;
  return { subscriber, join: subscriber ? null : ((await ledger.join(id)) ?? null) };
}
