/** `new_term`: an entry of a term that no item fitted for a whole baseline. Pure. */
import type { Trend } from '../topic.ts';
import type { First, Judgement, TrendState } from '../trend.ts';
import { type History, watchedIn } from './history.ts';

/** Judges a `new_term` by the entries that are new. */
export function newTerm(trend: Trend, history: History, firsts: readonly First[], now: number): Judgement {
  const judged = { trend, usual: null, threshold: 1 };
  if (!hasWatched(trend, history, now)) return { ...judged, state: { is: 'young' }, count: 0, found: [] };
  const found = firsts.map((first) => {
    return { since: first.at, until: first.at, blind: null, first, count: 1, usual: null, stories: [] };
  });
  const since = Math.min(...firsts.map(({ at }) => at));
  const state: TrendState = found.length > 0 ? { is: 'firing', since } : { is: 'calm' };
  return { ...judged, state, count: found.length, found };
}

/** Whether enough is known to say that something is new: half of the baseline before the time that is looked at. */
export function hasWatched({ within, baseline }: Trend, history: History, now: number): boolean {
  const end = now - within;
  return 2 * watchedIn(history, end - baseline, end) >= baseline;
}
