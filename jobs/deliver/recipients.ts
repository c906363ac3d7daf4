/** Whom deliveries are for, read again just before the send. */
import type { Leased } from '../../state/sending.ts';
import { addressIn, addressOf, isAddress, type Recipient } from './decide.ts';
import type { Turn } from './run.ts';

type RecipientLedger = Pick<Turn, 'subscribersOf' | 'join' | 'suppressedAmong'>;

/** The recipient of each delivery, in the same order; nothing for one that is not known (any more). */
export async function recipientsOf(
  deliveries: readonly Leased[],
  ledger: RecipientLedger,
): Promise<(Recipient | undefined)[]> {
  const names = deliveries.map(({ subscriber }) => subscriber).filter((name) => !isAddress(name));
  const subscribers = await ledger.subscribersOf(names);
  const found: (Recipient | undefined)[] = [];
  for (const { kind, subscriber: name } of deliveries) {
    const subscriber = subscribers.get(name);
    if (isAddress(name)) found.push({ is: 'address', address: addressIn(name) });
    else if (subscriber) found.push({ is: 'subscriber', subscriber });
    else found.push(kind === 'confirmation' ? await joining(name, ledger) : undefined);
  }
  return withSuppressions(found, ledger);
}

async function joining(id: string, ledger: RecipientLedger): Promise<Recipient | undefined> {
  const join = await ledger.join(id);
  return join && { is: 'join', join };
}

async function withSuppressions(
  found: readonly (Recipient | undefined)[],
  ledger: RecipientLedger,
): Promise<(Recipient | undefined)[]> {
  const known = found.filter((one) => one !== undefined).map(addressOf);
  const suppressed = await ledger.suppressedAmong(known);
  return found.map((one) => one && { ...one, suppressed: suppressed.get(addressOf(one)) });
}
