/** An instant of our own clock: ISO 8601 in UTC with milliseconds, so that text order is time order. */
export type Instant = string;

/** In milliseconds, as all spans of time. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
/** The instant so many milliseconds before another. */
export const before = (at: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(at) - milliseconds).toISOString();

/**
 * A date as its publisher gave it: ISO 8601, whole (an instant in UTC) or reduced to a day, a month or a year. Never
 * invented: what names no date has none.
 */
export type Published = string;

/** One thing that one source published, as recorded. Texts are plain text: markup was taken off at the door. */
export interface Item {
  /** Ours: a digest of the source and the item's key, the same at every visit. */
  id: string;
  source: string;
  /** What the source identifies the item by: guid, address, or title and text (see `watchers/reading/items.ts`). */
  key: string;
  url: string | null;
  /** The address in the form in which two spellings of it are equal; no address to visit. */
  canonical: string | null;
  title: string;
  summary: string;
  content: string;
  authors: string[];
  categories: string[];
  /** BCP 47 tag, or null where neither document nor source says. */
  language: string | null;
  published: Published | null;
  updated: Published | null;
  /** The outlet's name where the source is an aggregator, else the source's own title. */
  publisher: string;
  /** Who is one editorial voice: independent confirmation is counted by this. */
  family: string;
  firstSeen: Instant;
  /** How often its text has changed materially since; the former texts are in the ledger. */
  revision: number;
  /** When its source was seen to have taken it back; absent where it has not, or has it again. */
  withdrawn?: Instant;
}

/** The part of an item that a reader finds in a document: what is ours (id, first seen, revision) is added when it is recorded. */
export type FoundItem = Omit<Item, 'id' | 'firstSeen' | 'source' | 'revision' | 'withdrawn'>;
