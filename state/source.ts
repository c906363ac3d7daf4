import type { Instant } from './item.ts';

export const KINDS = ['feed', 'page', 'google-news', 'bing-news', 'gdelt'] as const;

/** What answers: a feed document, an HTML page, or an aggregator's feed, whose items are other publishers'. */
export type Kind = (typeof KINDS)[number];

/** CSS selectors of a page's items; all but `item` are looked up inside the item. */
export interface Selectors {
  item: string;
  link?: string | undefined;
  title?: string | undefined;
  summary?: string | undefined;
  time?: string | undefined;
}

/** A feed or page that we watch, as configured. */
export interface Source {
  id: string;
  title: string;
  kind: Kind;
  url: string;
  /** BCP 47, or null for a source of several languages. */
  language: string | null;
  topics: string[];
  /** Who is one editorial voice; an aggregator's own name stands for "each item's publisher". */
  family: string;
  /** Minimum time between two visits in milliseconds. */
  every: number;
  /** Who we say we are: ourselves, or a browser where a host lets nobody else in. */
  agent: 'own' | 'browser';
  /** An answer of fewer bytes is an error. */
  floor: number;
  select: Selectors | null;
  /** Pattern of the paths that are items, for a page without selectors. */
  links: string | null;
  enabled: boolean;
  note: string | null;
}

/** What visits have taught us about a source. */
export interface Learnt {
  source: string;
  lastVisit: Instant;
  outcome: 'fetched' | 'unchanged' | 'failed';
  /** Why the last visit failed, in words; null after a good one. */
  because: string | null;
  /** Since when the outcome has been good, or bad. */
  since: Instant;
  /** Failures in a row. */
  failures: number;
  /** Not to be visited again before this instant. */
  next: Instant;
}
