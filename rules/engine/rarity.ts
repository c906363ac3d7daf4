/** How common words are, guessed where nobody counted: what is filed under rare words is seldom asked in vain. */
import type { Pattern } from '../language/query.ts';

/** Patterns by their numbers, and by number how many words and phrases of the rules hold it. */
interface Counted {
  patterns: readonly Pattern[];
  named: readonly number[];
}

/** The share of items that hold a word, by the number of its letters: the law of brevity (Zipf), about as agencies write. */
const SHARE_OF_ONE_LETTER = 0.5;
const FEWER_BY_LETTER = 0.55;
/** So many times as many items hold one of the words that begin so. */
const PREFIX = 4;

/**
 * By the number of a pattern, the expected share of items in which a word fits it. Only speed depends on it. What many
 * rules name is common: they were written about what is in the news.
 */
export function commonness({ patterns, named }: Counted): Float64Array {
  return Float64Array.from(patterns, (pattern, n) => brevity(pattern) * named[n]!);
}

/** The numbers of the patterns, the commonest first: what items mostly hold lies together in memory when it is filed so. */
export function byCommonness(counted: Counted): number[] {
  const shares = commonness(counted);
  return [...shares.keys()].sort((a, b) => shares[b]! - shares[a]!);
}

function brevity({ word, prefix }: Pattern): number {
  const letters = word.replaceAll('?', '').length;
  return SHARE_OF_ONE_LETTER * FEWER_BY_LETTER ** (letters - 1) * (prefix ? PREFIX : 1);
}
