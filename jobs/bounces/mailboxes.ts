/** The mailboxes that a configuration names, read one after the other. */
import type { Arrived } from './arrived.ts';
import { fromImap } from './imap.ts';
import { fromMaildir } from './maildir.ts';

export interface Mailboxes {
  maildir?: string | undefined;
  imapUrl?: string | undefined;
}

export const mailboxesOf = ({ maildir, imapUrl }: Mailboxes): AsyncIterable<Arrived>[] => [
  ...(maildir === undefined ? [] : [fromMaildir(maildir)]),
  ...(imapUrl === undefined ? [] : [fromImap(imapUrl)]),
];

/** All of several. */
export async function* arrivedIn(all: readonly AsyncIterable<Arrived>[]): AsyncGenerator<Arrived> {
  for (const one of all) yield* one;
}
