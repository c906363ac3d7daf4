import type { Instant } from './item.ts';

/** What a subscriber sees of one message. */
export interface Mail {
  subject: string;
  html: string;
  text: string;
}

export const DELIVERY_STATES = ['waiting', 'sending', 'accepted', 'refused', 'unknown', 'skipped'] as const;

/**
 * `waiting` to be sent (again); `sending` from just before the send until its answer is recorded; `accepted` by the
 * mail server; `refused` for good; `unknown` where the answer was lost after the message went out; `skipped` because
 * the subscriber had left.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One message to one subscriber: one row, unique by kind, subject, revision and subscriber, written before the send. */
export interface Delivery {
  id: string;
  kind: 'edition' | 'alert';
  /** What is told: an edition's id, or a story's. */
  subject: string;
  revision: number;
  subscriber: string;
  /** RFC 5322 Message-ID, the same at every attempt, so that a mailbox can drop a copy. */
  messageId: string;
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
