/** Which prefixes, and words with a `?`, fit a word. */
import type { Pattern } from '../language/query.ts';
import { hashOf, START, stirred } from '../words/hash.ts';
import { Sieve } from './sieve.ts';

const NONE: readonly number[] = [];
const ANY = '?'.charCodeAt(0);
/** So many letters, at most, of a word's beginning are looked at in passing. */
const GLANCE = 3;

/** The open patterns, which are no whole words, each filed under its stem: what stands before the first `?`, mostly all. */
export class Vocabulary {
  readonly #patterns: readonly Pattern[];
  /** By the hash of the stem. What is not sought and has the same is found out by its letters. */
  readonly #byStem = new Map<number, number[]>();
  /** The stems that words may go on from, and the first letters of such. */
  readonly #stems: Sieve;
  readonly #glances: Sieve;
  /** How many letters a glance takes: no stem has fewer. */
  readonly #glance: number;

  /** Patterns are told by their place in the list; whole words among them are passed over. */
  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
    const open = [...patterns.keys()].filter((n) => !isWhole(patterns[n]!));
    const stems = open.map((n) => stemOf(patterns[n]!));
    for (const [at, n] of open.entries()) this.#file(n, hashOf(stems[at]!));
    this.#glance = stems.reduce((least, { length }) => Math.min(least, length), GLANCE);
    this.#stems = sieveOf(stems);
    this.#glances = sieveOf(stems.map((stem) => stem.slice(0, this.#glance)));
  }

  #file(n: number, hash: number): void {
    const filed = this.#byStem.get(hash);
    if (filed) filed.push(n);
    else this.#byStem.set(hash, [n]);
  }

  /** Whether any may fit a word, which is so many of the letters; where not, none does. */
  mayFit(letters: Uint16Array, from: number, length: number): boolean {
    if (length < this.#glance) return false;
    let hash = START;
    let at = from;
    for (; at < from + this.#glance; at++) hash = stirred(hash, letters[at]!);
    if (!this.#glances.mayHold(hash)) return false;
    for (; !this.#stems.mayHold(hash); at++) {
      if (at === from + length) return false;
      hash = stirred(hash, letters[at]!);
    }
    return true;
  }

  /** All that fit a word. */
  fitting(letters: Uint16Array, from: number, length: number): number[] {
    const found: number[] = [];
    let hash = START;
    for (let at = 0; at < length; at++) {
      hash = stirred(hash, letters[from + at]!);
      if (!this.#stems.mayHold(hash)) continue;
      for (const n of this.#byStem.get(hash) ?? NONE)
        if (isFit(this.#patterns[n]!, letters, from, length) && !found.includes(n)) found.push(n);
    }
    return found;
  }
}

function sieveOf(stems: readonly string[]): Sieve {
  const sieve = new Sieve(stems.length);
  for (const stem of stems) sieve.add(hashOf(stem));
  return sieve;
}

const stemOf = ({ word }: Pattern): string => word.split('?', 1)[0]!;
/** Whether a pattern is one word and no other. */
export const isWhole = ({ word, prefix }: Pattern): boolean => !prefix && !word.includes('?');

function isFit({ word, prefix }: Pattern, letters: Uint16Array, from: number, length: number): boolean {
  if (prefix ? length < word.length : length !== word.length) return false;
  for (let at = 0; at < word.length; at++) {
    const sought = word.charCodeAt(at);
    if (sought !== letters[from + at] && sought !== ANY) return false;
  }
  return true;
}
