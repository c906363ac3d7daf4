import type { Instant } from './item.ts';
import type { Subscriber } from './subscriber.ts';

/** What a subscriber may wish: all that is recorded of them but who they are, and since when and whether they are there. */
export type Wishes = Omit<Subscriber, 'id' | 'address' | 'paused' | 'since' | 'left'>;

/** Somebody's wish to get our mail, which counts once they have confirmed it from their mailbox (double opt-in). */
export interface Join {
  id: string;
  address: string;
  wishes: Wishes;
  asked: Instant;
  /** The IP address from which it was asked. */
  network: string;
  /** Which wording of the form they agreed to. */
  wording: string;
  confirmed: Instant | null;
}
