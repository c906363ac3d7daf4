/** Which items reprint the words of others: an agency and its subscribers are one voice. Pure. */
import type { Item } from '../state/item.ts';
import { byReport, type MatchedItem } from '../state/story.ts';
import { wordsOf } from './words/words.ts';

/** As many words as an outlet's own report cannot share with another's by chance. */
const RUN = 5;
/** Fewer words than this are a formula that many write of one event. */
const LEAST = 12;
/** What stands further down is cut off in one feed and not in the other. */
const READ = 90;
/** An agency's text is shortened and given another first sentence, and still is the agency's. */
const SHARED = 0.7;

/**
 * The family whose words each item of a story prints, by the item's id: of those that are copies of one another it is the
 * one that reported first. The order in which they come does not matter.
 */
export function voicesOf(items: readonly MatchedItem[]): Map<string, string> {
  const inTime = items.toSorted(byReport);
  const originals: { family: string; runs: ReadonlySet<string> }[] = [];
  const voices = new Map<string, string>();
  for (const item of inTime) {
    const runs = runsOf(item);
    const first = originals.find(({ family, runs: words }) => family !== item.family && haveOneText(words, runs));
    voices.set(item.id, first?.family ?? item.family);
    // What reprints is not looked at again: a story of hundreds of copies has a few originals.
    if (!first) originals.push({ family: item.family, runs });
  }
  return voices;
}

type Text = Pick<Item, 'summary' | 'content'>;

/**
 * Whether one of two items reprints the other, as far as their texts show: most runs of five words of the shorter stand
 * in the longer one (Broder's containment of shingles). What has a headline only is nobody's copy.
 */
export const isCopy = (a: Text, b: Text): boolean => haveOneText(runsOf(a), runsOf(b));

function haveOneText(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [short, long] = one.size < other.size ? [one, other] : [other, one];
  if (short.size < LEAST - RUN + 1) return false;
  let both = 0;
  for (const run of short) if (long.has(run)) both++;
  return both / short.size >= SHARED;
}

function runsOf({ summary, content }: Text): Set<string> {
  const words = wordsOf(summary.length > content.length ? summary : content).slice(0, READ);
  const runs = words.slice(RUN - 1).map((_, n) => words.slice(n, n + RUN));
  return new Set(runs.map((run) => run.map(({ word }) => word).join(' ')));
}
