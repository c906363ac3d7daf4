import type { Instant } from './item.ts';

/** What is not told at once for a while, and who said so, why, and until when. Digests tell it all the same. */
export interface Silence {
  id: string;
  /** A topic, a story's id, or `topic/id` of a rule, a deadline, a tracker or a trend. */
  of: string;
  author: string;
  reason: string;
  since: Instant;
  until: Instant;
  /** When it was ended before its time. */
  ended: Instant | null;
  /** When it was told that it is about to end. */
  warned: Instant | null;
}

/** What a silence kept from being told at once. */
export interface Held {
  silence: string;
  /** As in `Delivery.subject`: a story's id, or what names a reminder or a signal. */
  subject: string;
  /** When it was first kept back. */
  at: Instant;
}
