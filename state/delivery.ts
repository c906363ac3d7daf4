import type { Instant } from './item.ts';

/** What a subscriber sees of one message. */
export interface Mail {
  subject: string;
  html: string;
  text: string;
  /** Pictures that the HTML shows, as `cid:` and their name. */
  images?: Picture[];
}

/** A picture inside a mail. */
export interface Picture {
  /** `coverage-tripp.png`: the same name shows it in the HTML. */
  name: string;
  /** PNG, in base64. */
  png: string;
}

/** What is written to a subscriber: an edition, a story at once, what changed in it, a deadline that comes near, a rule over time that fired. */
export const KINDS = ['edition', 'alert', 'follow-up', 'correction', 'reminder', 'signal'] as const;

export const DELIVERY_STATES = ['waiting', 'sending', 'accepted', 'refused', 'unknown', 'skipped'] as const;

/**
 * `waiting` to be sent (again); `sending` from just before the send until its answer is recorded; `accepted` by the
 * mail server; `refused` for good; `unknown` where the answer was lost after the message went out; `skipped` because
 * the subscriber had left, or a later message on the same story went in its place.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One message to one subscriber: one row, unique by kind, subject, revision and subscriber, written before the send. */
export interface Delivery {
  id: string;
  kind: (typeof KINDS)[number];
  /** What is told: an edition's id, a story's, a deadline's with its date, a trend's with its period. */
  subject: string;
  /** Which telling of the subject: of a story the alert's, of a reminder the days that are left. */
  revision: number;
  subscriber: string;
  /** RFC 5322 Message-ID, the same at every attempt, so that a mailbox can drop a copy. */
  messageId: string;
  /** Message-IDs of what was told before of the same story, oldest first (RFC 5322, 3.6.4). */
  references: string[];
  mail: Mail;
  /** The stories that the message tells. */
  stories: string[];
  state: DeliveryState;
  attempts: number;
  /** Not before this instant. */
  next: Instant;
  created: Instant;
  settled: Instant | null;
  /** The server's words, or ours, on the last attempt. */
  because: string | null;
}
