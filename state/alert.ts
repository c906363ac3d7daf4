import type { DeadlineChange } from './deadline.ts';
import type { Delivery } from './delivery.ts';
import type { ToldItem, ToldStory } from './edition.ts';
import type { Instant } from './item.ts';
import type { Severity } from './severity.ts';
import type { PlaceChange } from './tracker.ts';

/** How an item that was told differs from what its source says now. */
export interface Correction {
  /** The item as it was told last. */
  told: ToldItem;
  /** What it says now; null where it is gone without another word. */
  now: ToldItem | null;
  /** When it came to say so. */
  at: Instant;
  /** `restored`: it was told as withdrawn, or as no longer about the topic, and is there again. */
  because: 'edited' | 'withdrawn' | 'no longer about the topic' | 'restored';
}

/** Why a story is told, or told again. */
export type Change =
  | { what: 'new' }
  | { what: 'graver'; from: Severity; to: Severity }
  | { what: 'confirmed'; families: number; by: string }
  | { what: 'moved'; tracker: string; title: string; subject: string; change: PlaceChange }
  | { what: 'deadline'; deadline: string; title: string; change: DeadlineChange }
  | { what: 'corrected'; correction: Correction };

/**
 * A story as it is told at once: frozen when it is raised, and the same for every subscriber who gets it. Revision 0 is
 * the first; each further one tells what changed since.
 */
export interface Alert {
  story: string;
  topic: string;
  revision: number;
  at: Instant;
  /** When the newest of its items was reported; null where none is news, as what a source had when we first came. */
  reported: Instant | null;
  changes: Change[];
  /** Ids within the topic of all rules that make it as grave as it is. */
  rules: string[];
  told: ToldStory;
}

/** Something that happened to what some items say: the story that holds one of them may be told again for it. */
export interface Cause {
  items: string[];
  at: Instant;
  change: Change;
}

/** What was written of an alert to a subscriber. */
export type Written = Pick<Delivery, 'id' | 'revision' | 'subscriber' | 'state' | 'messageId' | 'created'> & {
  story: string;
};
