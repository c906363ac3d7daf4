/** A subscriber's part of an edition. */
import type { Edition, ToldStory } from '../state/edition.ts';
import type { Instant } from '../state/item.ts';
import { rank } from '../state/severity.ts';

/** What of an edition is told to one subscriber: of their topics, from their severity up, and new to them. */
export interface Selection {
  /** What came after this is new to them. */
  since: Instant;
  /** When they were last sent an edition, where that was so long ago that not all that came since is told; else null. */
  absent: Instant | null;
  /** What matters most first. */
  stories: ToldStory[];
  /** When they were told a story at once. */
  atOnce: ReadonlyMap<string, Instant>;
  /** With what changed on them; boards that did not change are left out. */
  boards: NonNullable<Edition['boards']>;
  /** All that stand, with what became of them. */
  deadlines: Edition['deadlines'];
  corrections: NonNullable<Edition['corrections']>;
  signals: NonNullable<Edition['signals']>;
}

/** Whether anything of it is news; a deadline that only stands is none. */
export function hasNews({ stories, boards, deadlines, corrections, signals }: Selection): boolean {
  const moved = deadlines.some(({ changes }) => changes.length > 0);
  return moved || [stories, boards, corrections, signals].some((all) => all.length > 0);
}

/** What matters most first: the gravest, then what is newest; what is equal in both stays in the order of the edition. */
export function byGravity<T extends Pick<ToldStory, 'severity' | 'lastSeen'>>(a: T, b: T): number {
  return rank(b.severity) - rank(a.severity) || (a.lastSeen === b.lastSeen ? 0 : a.lastSeen < b.lastSeen ? 1 : -1);
}
