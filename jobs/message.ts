/** A message as it is first written: a row in the ledger, before anything is sent. */
import { randomUUID } from 'node:crypto';
import { bareAddress, domainOf, sameAddress } from '../state/address.ts';
import type { NewDelivery } from '../state/deliveries.ts';
import { toAddress } from './deliver/decide.ts';

type Given = Pick<
  NewDelivery,
  'kind' | 'subject' | 'subscriber' | 'period' | 'mail' | 'stories' | 'created' | 'skipped'
> &
  Partial<Pick<NewDelivery, 'revision' | 'references'>>;

/** Names a message. Its Message-ID (RFC 5322, 3.6.4) is made of the name, and so is unique for ever. */
export function written(given: Given, from: string): NewDelivery {
  const id = randomUUID();
  return {
    revision: 0,
    references: [],
    ...given,
    id,
    messageId: `<${id}@${domainOf(sameAddress(bareAddress(from))) || 'localhost'}>`,
  };
}

/** A mail to an address that need not be a subscriber's, as to whoever runs the program; one for each subject. */
export const writtenTo = (
  address: string,
  given: Pick<Given, 'subject' | 'mail' | 'created'>,
  from: string,
): NewDelivery => written({ kind: 'ops', subscriber: toAddress(address), period: null, stories: [], ...given }, from);
