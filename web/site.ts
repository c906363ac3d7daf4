/** What the pages need to know and to do: whoever serves them hands it in. */
import type { Mail } from '../state/delivery.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Sender } from '../templates/sender.ts';

export interface Site {
  /** Base address at which the pages are reached, without a slash at its end. */
  url: string;
  sender: Sender;
  topics: readonly { id: string; title: string; summary: string }[];
  /** IANA time zone that a form begins with. */
  timezone: string;
  /** How many proxies of ours stand in front and add to X-Forwarded-For. */
  proxies: number;
}

/** What topics are called that somebody follows; one may be gone since. */
export const titlesOf = (ids: readonly string[], { topics }: Pick<Site, 'topics'>): string[] =>
  ids.map((id) => topics.find((topic) => topic.id === id)?.title ?? `${id} (not watched any more)`);

/** A mail that a page writes: a row in the ledger, sent as soon as may be. */
export interface PageMail {
  kind: 'confirmation';
  /** What it confirms, so that it is written once. */
  subject: string;
  /** A subscriber's id, or that of a wish to join. */
  recipient: string;
  mail: Mail;
  /** Why it is written and not sent, so that a page takes the same time over both. */
  skipped?: string | undefined;
}

export interface WebWorld {
  now(): Date;
  /** Waits for so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
  ledger: Ledger;
  /** What tokens are signed with. */
  secret: string;
  write(mail: PageMail): Promise<void>;
  log(event: string, facts: Record<string, unknown>, words: string, level?: 'info' | 'warn'): void;
}

/** What a request brings besides itself, as Hono takes it. */
export interface Visit {
  /** The connection, of which Node's server tells. */
  Bindings: { incoming?: { socket: { remoteAddress?: string | undefined } } };
  /** The IP address that the request came from, as far as we believe it; empty where there is no connection. */
  Variables: { network: string };
}
