import type { Instant } from './item.ts';

/** A time in which nothing is sent, because the mail server does not want our mail, or does not answer. */
export interface Pause {
  id: string;
  since: Instant;
  /** When sending begins again by itself; null where somebody must say so. */
  until: Instant | null;
  because: string;
  /** The delivery whose answer led to it. */
  delivery: string | null;
  /** When a person ended it. */
  ended: Instant | null;
}
