/** Stories over time: how many there were in a window, and how many are usual. Pure. */
import type { StoryReport } from '../../state/signal.ts';
import { type History, isWatched } from './history.ts';

/** A story, when it was first reported (milliseconds since the epoch), and by which sources. */
export interface Counted {
  story: string;
  at: number;
  sources: Set<string>;
}

/**
 * The stories that some rules fit, or any rule, in the order in which they were first reported. Twenty copies are one
 * story, and a story that goes on is counted when it began.
 */
export function storiesOf(rules: readonly string[], reports: readonly StoryReport[]): Counted[] {
  const stories = new Map<string, Counted>();
  for (const { story, rule, source, at } of reports) {
    if (rules.length > 0 && !rules.includes(rule)) continue;
    const known = stories.get(story) ?? { story, at: Number.POSITIVE_INFINITY, sources: new Set<string>() };
    known.at = Math.min(known.at, Date.parse(at));
    known.sources.add(source);
    stories.set(story, known);
  }
  return [...stories.values()].sort((a, b) => a.at - b.at || (a.story < b.story ? -1 : 1));
}

/** How many of the times, which are in order, lie after `from` and not after `to`. */
export const countBetween = (times: readonly number[], from: number, to: number): number =>
  placeAfter(times, to) - placeAfter(times, from);

/** The place of the first time after an instant. */
function placeAfter(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Spans {
  /** Milliseconds. */
  within: number;
  baseline: number;
}

/**
 * How many there usually are within the time, at an instant: the median of the windows of that length, end to end, that
 * fill the baseline before the last one. The median and not the mean: one wild week last month must not hide the next,
 * nor make up for three silent ones. Windows that were not watched are left out; null where fewer than half were.
 */
export function usualAt(times: readonly number[], at: number, { within, baseline }: Spans, history: History) {
  const most = Math.floor(baseline / within);
  const ends = Array.from({ length: most }, (_, n) => at - (n + 1) * within);
  const watched = ends.filter((end) => isWatched(history, end - within, end));
  return 2 * watched.length >= most ? median(watched.map((end) => countBetween(times, end - within, end))) : null;
}

function median(counts: number[]): number {
  counts.sort((a, b) => a - b);
  const middle = counts.length >>> 1;
  return counts.length % 2 === 1 ? counts[middle]! : (counts[middle - 1]! + counts[middle]!) / 2;
}

/** More stories than this show nothing new. */
const SHOWN = 5;

/** Ids of the stories that were first reported after `from` and not after `to`, the newest first, a few of them. */
export const newest = (stories: readonly Counted[], from: number, to: number): string[] =>
  stories
    .filter(({ at }) => at > from && at <= to)
    .slice(-SHOWN)
    .reverse()
    .map(({ story }) => story);
