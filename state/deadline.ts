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
  /** When the item came to say so. */
  at: Instant;
  /** When the item ceased to say so. */
  withdrawn: Instant | null;
}

/** What an analyst decided of an announced date. */
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
  what: 'proposed' | 'slipped' | 'set' | 'met' | 'passed';
  /** The date that it speaks of. */
  date: string;
  precision: Precision;
  /** The date before; null where there was none. */
  was: string | null;
  /** Who confirmed it: an analyst by name, or how many independent families; null where nobody had to. */
  by: string | null;
  /** The items that say so, earliest first. */
  items: ToldItem[];
}

/** A deadline as it is told: with the titles of the documents that set it, and what became of it. */
export interface ToldDeadline extends Deadline {
  state: DeadlineState;
  changes: DeadlineChange[];
}
