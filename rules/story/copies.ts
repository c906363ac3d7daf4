/**
 * Copies of one text, as agencies' subscribers print it: found by sketches of their shingles (Broder, "On the
 * resemblance and containment of documents", 1997), without comparing all with all.
 */
import type { Features } from './features.ts';
import { Partition } from './partition.ts';
import { apart } from './time.ts';
import { compatible, distinct } from './veto.ts';

/** Words in a row that make a shingle. */
const SHINGLE = 3;
/** A sketch is so many bands of so many least hashes: of texts alike by 0.8 it misses one in four hundred. */
const BANDS = 8;
const ROWS = 3;
/** Share of shingles in common from which a text is a copy. Too low takes a follow-up with its background for one. */
const RESEMBLANCE = 0.7;
/** In a band where many look alike, each is compared with so many that came before it. */
const NEIGHBOURS = 4;

/** The numbers of texts that are copies of one another, each in one group; given in order of time. */
export function copiesOf(texts: readonly Features[], within: number): number[][] {
  const shingles = texts.map(({ read }) => shinglesOf(read));
  const copies = new Partition(texts.length);
  const marks = texts.map(({ mark }) => [mark]);
  for (const band of bandsOf(shingles)) {
    for (const [place, n] of band.entries()) {
      for (const other of band.slice(Math.max(0, place - NEIGHBOURS), place)) {
        if (copies.of(n) !== copies.of(other) && isCopy(n, other)) join(n, other);
      }
    }
  }
  return copies.groups();

  function join(n: number, other: number): void {
    const both = distinct([...marks[copies.of(n)]!, ...marks[copies.of(other)]!]);
    copies.join(n, other);
    marks[copies.of(n)] = both;
  }

  function isCopy(n: number, other: number): boolean {
    const [a, b] = [texts[n]!, texts[other]!];
    const near =
      a.severity === b.severity &&
      apart(a.when, b.when) <= within &&
      compatible(marks[copies.of(n)]!, marks[copies.of(other)]!);
    return near && resemblance(shingles[n]!, shingles[other]!) >= RESEMBLANCE;
  }
}

/** The hashes of all stretches of so many words; of a shorter text its one. */
function shinglesOf(words: readonly string[]): Int32Array {
  const hashes = words.map(hashOf);
  const found = new Set<number>();
  for (let n = 0; n <= Math.max(0, hashes.length - SHINGLE); n++) {
    let hash = 0;
    for (const word of hashes.slice(n, n + SHINGLE)) hash = mixed(hash ^ word);
    found.add(hash);
  }
  return words.length > 0 ? Int32Array.from(found).sort() : new Int32Array(0);
}

/** The texts that share a band of their sketches, where more than one does. */
function bandsOf(shingles: readonly Int32Array[]): number[][] {
  const bands = new Map<string, number[]>();
  for (const [n, its] of shingles.entries()) {
    if (its.length === 0) continue;
    for (let band = 0; band < BANDS; band++) {
      const key = `${band} ${leastHashes(its, band * ROWS)}`;
      const others = bands.get(key);
      if (others) others.push(n);
      else bands.set(key, [n]);
    }
  }
  return [...bands.values()].filter((band) => band.length > 1);
}

function leastHashes(shingles: Int32Array, from: number): string {
  const least: number[] = [];
  for (let row = from; row < from + ROWS; row++) {
    const seed = mixed(row + 1);
    let smallest = 2 ** 31;
    for (const shingle of shingles) smallest = Math.min(smallest, mixed(shingle ^ seed));
    least.push(smallest);
  }
  return least.join(' ');
}

/** Shingles of both, of those of either. */
function resemblance(a: Int32Array, b: Int32Array): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [one, other] = [a[i]!, b[j]!];
    if (one === other) both++;
    if (one <= other) i++;
    if (other <= one) j++;
  }
  return both / (a.length + b.length - both);
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < word.length; n++) hash = Math.imul(hash ^ word.charCodeAt(n), 0x01000193);
  return hash;
}

/** The finisher of MurmurHash3: every bit of what is given moves half of the bits. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
