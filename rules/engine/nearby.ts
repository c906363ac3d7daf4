/** Which places of two sides are near one another. */
import { type Column, ORDER, type Run } from './columns.ts';

/** A stretch of one column, by word number: `from` the first, `to` the last. */
export interface Place {
  column: Column;
  from: number;
  to: number;
  clause: string;
  /** What proves it: of a NEAR the two sides, and not what stands between them. */
  parts: readonly Run[];
  /** Whether a shorter stretch of the same phrase ends with the same word: it counts for NEAR, and alone is not shown. */
  loose: boolean;
}

/** How two sides are to stand. */
export interface Nearness {
  within: number;
  /** The left side is to stand before the right one. */
  ordered: boolean;
  /** As evidence names the operator. */
  name: string;
}

/** More words or signs than any text has. */
const FAR = 2 ** 25;

/** A number that a stretch of one column has and no other. */
export const stretch = (column: Column, from: number, to: number): number =>
  (from * FAR + to) * ORDER.length + ORDER.indexOf(column);

/**
 * Pairs with at most `within` steps from the end of one to the beginning of the other; touching words are one step
 * apart, and a word is not near itself. Each stretch is kept once: a chain of NEAR over a text that repeats itself
 * would grow with every link.
 */
export function nearby(lefts: readonly Place[], unordered: readonly Place[], nearness: Nearness): Place[] {
  const rights = unordered.toSorted((a, b) => a.from - b.from);
  const longest = rights.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const found = new Map<number, Place>();
  for (const left of lefts) {
    const first = left.from - nearness.within - longest;
    for (let n = lowerBound(rights, (right) => right.from < first); n < rights.length; n++) {
      const right = rights[n]!;
      if (right.from > left.to + nearness.within) break;
      if (!isNear(left, right, nearness)) continue;
      const place = joined(left, right, `${left.clause} ${nearness.name} ${right.clause}`);
      const key = stretch(place.column, place.from, place.to);
      if (!found.has(key)) found.set(key, place);
    }
  }
  return [...found.values()];
}

function joined(left: Place, right: Place, clause: string): Place {
  const [from, to] = [Math.min(left.from, right.from), Math.max(left.to, right.to)];
  return { column: left.column, from, to, clause, parts: [...left.parts, ...right.parts], loose: false };
}

function isNear(a: Place, b: Place, { within, ordered }: Nearness): boolean {
  const steps = ordered ? b.from - a.to : Math.max(a.from - b.to, b.from - a.to);
  return a.column === b.column && steps > 0 && steps <= within;
}

/** The first place in a sorted list whose entry is not before what is sought. */
function lowerBound<T>(sorted: readonly T[], isBefore: (entry: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
