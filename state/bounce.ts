import type { Instant } from './item.ts';

const BOUNCE_KINDS = ['bounce', 'complaint', 'reply', 'unsubscribe', 'none'] as const;

/** What a mail that came back to us says of one recipient. */
export interface Bounce {
  /** A hash of the mail, so that one that is read twice counts once. */
  id: string;
  /** The address that it is about, folded; empty where it names none. */
  recipient: string;
  at: Instant;
  kind: (typeof BOUNCE_KINDS)[number];
  /** Enhanced status code (RFC 3463), as `5.1.1`. */
  status: string | null;
  /** Whether it is for good. */
  hard: boolean;
  /** In one word: `userunknown`, `mailboxfull`. */
  reason: string | null;
  /** The server's words. */
  because: string;
  delivery: string | null;
  subscriber: string | null;
}
