/**
 * Which pairs are compared at all: those that share something rare, the rarest first, and of what many share those
 * nearest in time (blocking, and sorted neighbourhoods after Hernández and Stolfo, "The merge/purge problem", 1995).
 * That keeps the work of an item the same however many others there are.
 */
import type { Features } from './features.ts';
import type { Likeness } from './likeness.ts';
import { apart } from './time.ts';
import { heaviest, type Vector } from './vectors.ts';

/** So many of an item's rarest words, names, figures and terms are looked up; terms, which many share, by twos. */
const WORDS = 10;
const NAMES = 10;
const FIGURES = 2;
const TERMS = 7;
/** Of what many share, an item is compared with so many that came before it. */
const NEIGHBOURS = 24;
/** And in all with so many. Fewer find less of a story in a busy window; more take longer. */
const MOST = 40;

/** Calls for every pair to be compared, once: two numbers of items, which are given in order of time. */
export function comparePairs(
  items: readonly Features[],
  likeness: Likeness,
  within: number,
  compare: (a: number, b: number) => void,
): void {
  const keys = keysByRarity(items.length, likeness);
  const blocks = new Map<number, number[]>();
  const asked = new Int32Array(items.length).fill(-1);
  for (const [n, its] of keys.entries()) {
    let left = MOST;
    for (const key of its) {
      const block = blocks.get(key) ?? [];
      for (let place = block.length - 1; place >= 0 && left > 0; place--) {
        const other = block[place]!;
        if (asked[other] === n || apart(items[other]!.when, items[n]!.when) > within) continue;
        asked[other] = n;
        left--;
        compare(other, n);
      }
      if (block.length === 0) blocks.set(key, block);
      if (block.push(n) > NEIGHBOURS) block.shift();
    }
  }
}

/** What each item is looked up by, the rarest first; without what no other has. */
function keysByRarity(size: number, likeness: Likeness): number[][] {
  const keys = Array.from({ length: size }, (_, n) => keysOf(n, likeness));
  const spread = new Map<number, number>();
  for (const its of keys) for (const key of its) spread.set(key, (spread.get(key) ?? 0) + 1);
  return keys.map((its) =>
    its.filter((key) => spread.get(key)! > 1).sort((a, b) => spread.get(a)! - spread.get(b)! || a - b),
  );
}

function keysOf(n: number, { words, names, figures, terms }: Likeness): number[] {
  return [
    ...keyed(0, words[n]!, WORDS),
    ...keyed(1, names[n]!, NAMES),
    ...keyed(2, figures[n]!, FIGURES),
    ...pairs(heaviest(terms[n]!, TERMS)).map((pair) => pair * KINDS + 3),
  ];
}

const KINDS = 4;
/** No topic has as many terms. */
const PAIR = 2 ** 20;

const keyed = (kind: number, vector: Vector, most: number): number[] =>
  heaviest(vector, most).map((feature) => feature * KINDS + kind);

const pairs = (features: readonly number[]): number[] =>
  features.flatMap((one, n) =>
    features.slice(n + 1).map((other) => Math.min(one, other) * PAIR + Math.max(one, other)),
  );
