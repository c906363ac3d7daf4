import type { ToldItem } from './edition.ts';
import type { Instant } from './item.ts';
import type { Citation } from './match.ts';
import type { Severity } from './severity.ts';

/** The kinds of rules over time, by the names that ElastAlert gave them. */
export const TRENDS = ['frequency', 'spike', 'new_term', 'flatline'] as const;

export type TrendType = (typeof TRENDS)[number];

/** A rule over time has fired: once for each period that it looks at. */
export interface Signal {
  topic: string;
  trend: string;
  /** What makes it one: a period, a new term, or the beginning of a silence. */
  period: string;
  type: TrendType;
  title: string;
  severity: Severity;
  at: Instant;
  /** How many there were, and how many are usual. */
  count: number;
  usual: number | null;
  /** What was seen, in one sentence. */
  words: string;
  /** The items that show it, the newest first, a few of them. */
  items: ToldItem[];
  cites: Citation[];
}
