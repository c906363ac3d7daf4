/** Whether two items carry one text. Pure. */
import type { Item } from '../../state/item.ts';
import { wordsOf } from '../words/words.ts';

type Text = Pick<Item, 'summary' | 'content'>;

/** As many words as an outlet's own report cannot share with another's by chance. */
const RUN = 5;
/** Fewer words than this are a formula that many write of one event. */
const LEAST = 12;
/** What stands further down is cut off in one feed and not in the other. */
const READ = 90;
/** An agency's text is shortened and given another first sentence, and still is the agency's. */
const SHARED = 0.7;

/**
 * Whether one of two items reprints the other, as far as their texts show: most runs of five words of the shorter stand
 * in the longer one (Broder's containment of shingles). What has a headline only is nobody's copy.
 */
export function isCopy(a: Text, b: Text): boolean {
  const [one, other] = [runsOf(a), runsOf(b)];
  const [short, long] = one.size < other.size ? [one, other] : [other, one];
  if (short.size < LEAST - RUN + 1) return false;
  return short.intersection(long).size / short.size >= SHARED;
}

function runsOf({ summary, content }: Text): Set<string> {
  const words = wordsOf(summary.length > content.length ? summary : content).slice(0, READ);
  const runs = words.slice(RUN - 1).map((_, n) => words.slice(n, n + RUN));
  return new Set(runs.map((run) => run.map(({ word }) => word).join(' ')));
}
