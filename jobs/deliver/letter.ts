/** What is handed to the mail server for one delivery. */
import type { Mail } from '../../state/delivery.ts';
import type { Ledger } from '../../state/ledger.ts';
import type { Leased } from '../../state/sending.ts';
import type { Letter } from '../deliver.ts';
import { linksOf, type Post } from '../mail/links.ts';
import { returnPathOf } from '../mail/verp.ts';
import { addressOf, type Recipient } from './decide.ts';

export function letterTo(recipient: Recipient, delivery: Leased, mail: Mail, post: Post): Letter {
  const { id, kind, messageId, references, body, created } = delivery;
  return {
    ...{ id, kind, messageId, references, body, mail },
    to: addressOf(recipient),
    returnPath: returnPathOf(id, post),
    date: new Date(created),
    html: recipient.is !== 'subscriber' || recipient.subscriber.format === 'html',
    links: linksOf(delivery.subscriber, id, new Date(created), post),
  };
}

/** An edition has few mails that many get; of what is told to one alone none is asked for twice. */
const MOST_BODIES = 50;

/** Reads mails by name and keeps the latest, the same object for the same name. */
export function bodiesOf(): (name: string, ledger: Pick<Ledger, 'body'>) => Promise<Mail> {
  const kept = new Map<string, Mail>();
  return async (name, ledger) => {
    const mail = kept.get(name) ?? (await ledger.body(name));
    kept.delete(name);
    kept.set(name, mail);
    if (kept.size > MOST_BODIES) kept.delete(kept.keys().next().value!);
    return mail;
  };
}
