import type { Instant } from './item.ts';

export const KINDS = ['feed', 'page', 'region', 'json', 'google-news', 'bing-news', 'gdelt'] as const;

/**
 * What answers: a feed document, an HTML page that lists items, a page of which one region is watched for change, a
 * JSON document that lists items, or an aggregator's feed, whose items are other publishers'.
 */
export type Kind = (typeof KINDS)[number];

/** Whether a source's items are other publishers'. */
export const isAggregator = (kind: Kind): boolean => kind === 'google-news' || kind === 'bing-news' || kind === 'gdelt';

/** CSS selectors of a page's items; all but `item` are looked up inside the item. */
export interface Selectors {
  item: string;
  link?: string | undefined;
  title?: string | undefined;
  summary?: string | undefined;
  time?: string | undefined;
}

/** One part of a page that is watched for change. */
export interface Region {
  /** CSS selector; of several elements that fit, all are watched. */
  watch: string;
  /** What changes without meaning anything: CSS selectors inside the region, or regular expressions between slashes. */
  ignore: string[];
}

/** JSONPath queries (RFC 9535): `items` from the document's root, all others from an item. */
export interface Paths {
  items: string;
  title: string;
  /** The item's address; where it holds `{…}`, an address with the values of those paths put in. */
  link?: string | undefined;
  id?: string | undefined;
  summary?: string | undefined;
  time?: string | undefined;
}

/** The second, tolerant reader of feeds. What it has read once it reads for ever: two readers never quite agree. */
export type PinnedReader = 'tolerant';

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
  /** Usual time between two visits in milliseconds; what is learnt stays near it. */
  every: number;
  /** Who we say we are: ourselves, a browser where a host lets nobody else in, or any other name, verbatim. */
  agent: 'own' | 'browser' | (string & {});
  /** An answer of fewer bytes is an error. */
  floor: number;
  select: Selectors | null;
  /** Pattern of the paths that are items, for a page without selectors. */
  links: string | null;
  region: Region | null;
  paths: Paths | null;
  /** Whether the page behind each new item is read for its whole text: by what readers find readable, or by a selector. */
  article: boolean | string;
  enabled: boolean;
  note: string | null;
}

/** RSS `ttl`, `skipHours` and `skipDays`, and the syndication module's `updatePeriod` and `updateFrequency`. */
export interface PublisherPace {
  /** Milliseconds between two changes, as the publisher says. */
  every: number | null;
  /** Hours of the day, in GMT, at which nobody need come: 0 to 23. */
  skipHours: number[];
  /** Days of the week, in GMT, at which nobody need come: 0 is Sunday. */
  skipDays: number[];
}

/** What a watched region said when it was last read. */
export interface RegionState {
  text: string;
  /** How often it has changed since it is watched. */
  changes: number;
}

/** Where permanent redirects (RFC 9110, 15.4.2 and 15.4.9) lead. */
export interface Moved {
  /** The configured address that they start from: what was learnt of another one is void. */
  from: string;
  to: string;
  /** Good visits in a row that agreed. */
  visits: number;
  since: Instant;
}

/** What visits have taught us about a source. */
export interface Learnt {
  source: string;
  firstVisit: Instant;
  lastVisit: Instant;
  outcome: 'fetched' | 'unchanged' | 'failed';
  /** Name of the last visit's failure, and the same in words; null after a good one. */
  reason: string | null;
  because: string | null;
  /** Since when the outcome has been good, or bad. */
  since: Instant;
  /** Failures in a row, by weight. */
  failures: number;
  /** The last visit that showed us what the source publishes. */
  lastGood: Instant | null;
  /** Not to be visited again before this instant. */
  next: Instant;
  /** Milliseconds between two visits, as learnt from how much they overlap; null until two were compared. */
  interval: number | null;
  /** Milliseconds that a visit may take: more for a host that needs them; null before anything is known. */
  patience: number | null;
  /** Items in the last document that was read; null before the first. */
  found: number | null;
  /** When it last had an item that was new to us. */
  lastNews: Instant | null;
  /** Mean time between two visits with news, in milliseconds; null until there were two. */
  rhythm: number | null;
  /** When a visit last shared no item with the one before it, so that items may have scrolled away between them. */
  gap: Instant | null;
  moved: Moved | null;
  reader: PinnedReader | null;
  pace: PublisherPace | null;
  region: RegionState | null;
}

/** What visits have taught us about a host: the pause between two requests that it puts up with. */
export interface HostBudget {
  /** Registrable domain, or address. */
  host: string;
  /** Milliseconds. */
  spacing: number;
  /** When it last asked us to come later. */
  busy: Instant;
}
