/** Where the words of a phrase stand. */
import type { Node } from './node.ts';
import type { Reading } from './reading.ts';

/** A stretch of words, by their numbers in the item. */
export interface Stretch {
  from: number;
  to: number;
  /** Whether no shorter one ends with the same word. */
  shortest: boolean;
}

/**
 * Every stretch that makes a word or a phrase fit, in the order of their last words. A phrase with slack may take
 * several that end with the same word: of those the shortest is the first.
 */
export function* stretchesOf(node: Node, reading: Reading): Generator<Stretch> {
  const { patterns, where } = node;
  for (const to of reading.at(patterns.at(-1)!)) {
    const [latest, earliest] = beginning(node, to, reading);
    let shortest = true;
    for (let from = latest; from >= earliest; from--) {
      if (!reading.fitsAt(patterns[0]!, from) || !reading.stands(from, where)) continue;
      yield { from, to, shortest };
      shortest = false;
    }
  }
}

/**
 * From the latest down to the earliest word that a phrase may begin with where it ends with a given one. The words
 * between are taken as near to the end as they stand: what lies before them can so be reached, at the least slack.
 */
function beginning({ patterns, query }: Node, to: number, reading: Reading): [latest: number, earliest: number] {
  const { skips, slack } = query as typeof query & { kind: 'words' };
  const first = reading.bases[reading.columnOf(to)]!;
  let [at, tight] = [to, to];
  for (let n = patterns.length - 1; n > 0; n--) {
    const earliest = Math.max(first, tight - slack);
    while (at >= earliest && !reading.fitsAt(patterns[n]!, at)) at--;
    if (at < earliest) return [at, to];
    at -= 1 + skips[n]!;
    tight -= 1 + skips[n]!;
  }
  return [at, patterns.length === 1 ? to : Math.max(first, tight - slack)];
}
