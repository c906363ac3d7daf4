import type { ToldItem } from './edition.ts';
import type { Instant } from './item.ts';
import type { Citation } from './match.ts';

/** How exactly a date is known. */
export type Precision = 'day' | 'month' | 'year';

/** A date that a document or an item sets, as its topic names it. */
export interface Deadline {
  topic: string;
  id: string;
  title: string;
  /** ISO 8601, as exact as `precision` says; null where no document names one and items are to set it. */
  date: string | null;
  precision: Precision;
  cites: Citation[];
}

/** One item's word that a deadline is on a date: the ledger keeps each for ever, also of what was taken back. */
export interface Announcement {
  topic: string;
  deadline: string;
  item: string;
  family: string;
  /** ISO 8601, as exact as `precision` says. */
  date: string;
  precision: Precision;
  /** The sentence that names the date, as the item has it. */
  words: string;
  /** When that was published: with the item, or with the revision that first said so. */
  reported: Instant;
  /** When the item came to say so, to our knowledge. */
  at: Instant;
  /** When the item ceased to say so. */
  withdrawn: Instant | null;
}

/** What an analyst decided of an announced date. Of several on one date the latest holds; the others are kept. */
export interface Verdict {
  topic: string;
  deadline: string;
  date: string;
  precision: Precision;
  confirmed: boolean;
  author: string;
  at: Instant;
}

/** Ahead; here; passed and the event came; passed and nothing that we saw says that it came; no date known yet. */
export type DeadlineState = 'ahead' | 'due' | 'met' | 'passed' | 'open';

/** What became of a deadline, at an instant. */
export interface DeadlineChange {
  at: Instant;
  /** `set` where a date is the first, only more exact, or the next after what was due took place; `slipped` where it is another. */
  what: 'proposed' | 'slipped' | 'set' | 'met' | 'passed';
  /** The date that it speaks of; of `met` the day on which that was reported. */
  date: string;
  precision: Precision;
  /** The date before, of `proposed` and `met` the one in force; null where there was none. */
  was: string | null;
  /** Who confirmed it: an analyst by name, or how many independent families; null where nobody had to. */
  by: string | null;
  /** The items that say so, earliest first. */
  items: ToldItem[];
}

/** A date that items announce and nobody has confirmed. */
export interface ProposedDate {
  /** By which an analyst confirms or rejects it: made of topic, deadline and date, and so the same for ever. */
  id: string;
  date: string;
  precision: Precision;
  /** The families whose items say so. */
  families: string[];
  /** The items that say so, the earliest first. */
  items: string[];
}

/** A deadline as it is told: its date is the one in force, with the titles of the documents that set it, and what became of it. */
export interface ToldDeadline extends Deadline {
  state: DeadlineState;
  changes: DeadlineChange[];
  /** The date that was in force before, where items or an analyst have set another; absent in old editions, as all that follows. */
  was?: string | null;
  proposals?: ProposedDate[];
  /** Whether any rule would tell us that what was due took place. */
  watched?: boolean;
  /** The day on which what was due took place, as it was reported. */
  met?: string | null;
}
