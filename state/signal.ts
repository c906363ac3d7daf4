import type { ToldItem } from './edition.ts';
import type { Instant, Published } from './item.ts';
import type { Citation } from './match.ts';
import type { Severity } from './severity.ts';

/**
 * The kinds of rules over time, by the names that ElastAlert gave them: `frequency`, so many stories within a time;
 * `spike`, so many times more than usual; `new_term`, a term's entry for the first time; `flatline`, none at all.
 */
export const TRENDS = ['frequency', 'spike', 'new_term', 'flatline'] as const;

export type TrendType = (typeof TRENDS)[number];

/** A rule over time has fired: once while what it looks for lasts. */
export interface Signal {
  topic: string;
  trend: string;
  /** What makes it one: the instant at which it began, and of `new_term` the entry besides. */
  period: string;
  type: TrendType;
  /**
   * Of `flatline`: that nothing is reported, and nobody can say whether nothing happens, since the sources that usually
   * report it are not seen as they should be.
   */
  blind: boolean;
  /** Of `new_term`: the term's entry, as its author wrote it; null of the others. */
  term: string | null;
  title: string;
  severity: Severity;
  /** When it was noticed, when what it looks for began, and the last of what was counted. */
  at: Instant;
  since: Instant;
  until: Instant;
  /** How many there were, and how many are usual. */
  count: number;
  usual: number | null;
  /** What was seen, in one sentence. */
  words: string;
  /** The items that show it, the newest first, a few of them. */
  items: ToldItem[];
  cites: Citation[];
}

/** That a source reported a story which a rule fits, and when first. */
export interface StoryReport {
  story: string;
  rule: string;
  source: string;
  at: Published;
}
