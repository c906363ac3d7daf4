import type { Reason, ToldItem } from './edition.ts';
import type { Instant, Published } from './item.ts';

/**
 * One item's word that a subject of a tracker has reached a stage, or that it has not. The ledger keeps each for ever:
 * what an item took back is marked, never removed.
 */
export interface Move {
  topic: string;
  tracker: string;
  subject: string;
  stage: string;
  denied: boolean;
  item: string;
  /** `topic/rule` by which the item says so. */
  rule: string;
  family: string;
  /** When it was said: of what is not dated to the minute, a claim at its earliest, and a denial at its latest. */
  reported: Instant;
  /** When the item came to say so. */
  at: Instant;
  /** When the item ceased to say so: it was revised, or withdrawn. */
  withdrawn: Instant | null;
}

/** One family says so, or several independent ones do, or one denies what another says. */
export type Standing = 'reported' | 'confirmed' | 'disputed';

/** Where a subject of a board stands, as it is told. */
export interface ToldPlace {
  subject: string;
  title: string;
  /** The furthest stage, null where nothing is known of the subject. */
  stage: string | null;
  standing: Standing;
  /** The furthest stage that is confirmed: where one source tells of a further one, both are told. Absent in old editions. */
  confirmed?: string | null;
  /** How many independent families say so; absent in old editions. */
  families?: number;
  /** The day on which it was first reported, or as exactly as a document says. */
  since: Published | null;
  /** What says so, earliest first: items, and for what the documents say their paragraphs. */
  evidence: ToldItem[];
  denials: ToldItem[];
  cites: Reason['cites'];
  /** How it came there within the time that is told, oldest first. */
  changes: PlaceChange[];
}

export interface PlaceChange {
  at: Instant;
  what: 'moved' | 'confirmed' | 'disputed' | 'withdrawn';
  /** The stage before and after. */
  from: string | null;
  to: string | null;
  standing: Standing;
}

/** A board of subjects and stages, as it is told. */
export interface ToldBoard {
  topic: string;
  tracker: string;
  title: string;
  /** In their order: a subject goes from left to right. */
  stages: string[];
  places: ToldPlace[];
}
