import type { DeadlineChange } from './deadline.ts';
import type { ToldItem, ToldStory } from './edition.ts';
import type { Instant } from './item.ts';
import type { Severity } from './severity.ts';
import type { PlaceChange } from './tracker.ts';

/** How the text of an item that was told differs from what it says now. */
export interface Correction {
  /** The item as it was told. */
  told: ToldItem;
  /** What it says now; null where it is gone, or is no longer about the topic. */
  now: ToldItem | null;
  at: Instant;
  because: 'edited' | 'withdrawn' | 'no longer about the topic';
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
  changes: Change[];
  told: ToldStory;
}
