/**
 * Rules over time: what a topic's stories, sources and terms say at an instant. Pure. The kinds and their names are
 * ElastAlert's; that silence is told apart from blindness is ours.
 */
import type { Signal, StoryReport } from '../state/signal.ts';
import type { Trend } from './topic.ts';
import { type Counted, storiesOf } from './trend/counting.ts';
import { ABSENCE, type Episode, isTold } from './trend/episodes.ts';
import { flatline } from './trend/flatline.ts';
import type { History } from './trend/history.ts';
import { newTerm } from './trend/newterm.ts';
import { rise } from './trend/rise.ts';
import { darkSince, isDark, type Unseen, unseenOf, type Watched, watchedSince } from './trend/seen.ts';

/** What is known of a topic. All times are milliseconds since the epoch. */
export interface Facts {
  /** Who reported which stories: of all that were first reported after `from`. */
  reports: readonly StoryReport[];
  from: number;
  /** The beginnings of the days (UTC) on which nobody looked. */
  idle: readonly number[];
  /** The enabled sources that serve the topic. */
  sources: readonly Watched[];
  /** Of a `new_term`: the entries that are new. */
  firsts: readonly First[];
}

/** An entry of a term that no item fitted for a whole baseline, and the first that did. */
export interface First {
  /** As its author wrote it, and the item's own words. */
  term: string;
  words: string;
  item: string;
  at: number;
}

/** The facts as one trend counts them: its stories, when each was first reported, and what was watched. */
export interface Known {
  stories: readonly Counted[];
  times: readonly number[];
  history: History;
}

/** How a trend does: `calm`, `firing` since an instant, too `young` to know what is usual, or `blind`. */
export type TrendState =
  | { is: 'calm' }
  | { is: 'firing'; since: number }
  | { is: 'young' }
  | { is: 'blind'; since: number | null; unseen: Unseen[] };

/** What is to be told, unless it was. */
export interface Found extends Episode {
  /** Of a silence that may be none: the sources that are not seen. */
  blind: Unseen[] | null;
  first: First | null;
  count: number;
  usual: number | null;
  /** Ids of the stories that show it, the newest first: of a silence those before it. */
  stories: string[];
}

export interface Judgement {
  trend: Trend;
  state: TrendState;
  /** How many there are within the time, how many there usually are, and how many (or few) make it fire. */
  count: number;
  usual: number | null;
  threshold: number | null;
  found: Found[];
}

/** How far back what was told must be known: to what was usual before the oldest that is still told. */
export const reachOf = ({ within, baseline }: Trend): number => baseline + 2 * within + ABSENCE;

/** How far back stories must be known. */
export const storyReachOf = (trend: Trend): number => (trend.type === 'new_term' ? trend.within : reachOf(trend));

/** Judges a trend. The same facts give the same judgement, in whatever order they came. */
export function judge(trend: Trend, { reports, from, idle, sources, firsts }: Facts, now: number): Judgement {
  const stories = storiesOf(trend.of, reports).filter(({ at }) => at <= now);
  const since = watchedSince(sources);
  const known: Known = { stories, times: stories.map(({ at }) => at), history: { since: Math.max(since, from), idle } };
  if (trend.type === 'flatline') return flatline(trend, known, sources, now);
  const judged = trend.type === 'new_term' ? newTerm(trend, { since, idle }, firsts, now) : rise(trend, known, now);
  if (!isDark(sources)) return judged;
  return { ...judged, state: { is: 'blind', since: darkSince(sources), unseen: unseenOf(sources, stories) } };
}

/** What of a judgement was not told before. */
export function untold({ trend, found }: Judgement, kept: readonly Signal[]): Found[] {
  const own = kept.filter((one) => one.topic === trend.topic && one.trend === trend.id);
  // A silence ends with the first story; a term is new again after a whole baseline without it.
  const lull = { frequency: trend.within, spike: trend.within, new_term: trend.baseline, flatline: 0 }[trend.type];
  return found.filter((one) => {
    const isAlike = ({ blind, term }: Signal) => blind === (one.blind !== null) && term === (one.first?.term ?? null);
    return !isTold(own.filter(isAlike), one, lull);
  });
}
