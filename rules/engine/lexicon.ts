/** The words that some pattern fits, each with all that do. */
import type { Pattern } from '../language/query.ts';
import { hashOf } from '../words/hash.ts';
import { HashTable } from './hashtable.ts';
import { Records } from './records.ts';
import { isWhole, Vocabulary } from './vocabulary.ts';

/** Past so many words, and twice as many as there are patterns, those that were met are forgotten: forms never end. */
const KEPT = 2 ** 15;
/** The words of more patterns lie no longer in the nearer caches of a processor. */
const FAR = 2 ** 14;

/** Whole words are known beforehand; what fits a prefix or a `?` is learnt when it is met. */
export class Lexicon {
  readonly records = new Records();
  readonly #table: HashTable;
  /** By pattern, the record of the one word that fits it, where it is a whole word. */
  readonly #alone: Int32Array;
  readonly #patterns: readonly Pattern[];
  readonly #vocabulary: Vocabulary;

  /** Patterns are told by their place in the list. */
  constructor(patterns: readonly Pattern[]) {
    this.#table = new HashTable(this.records, patterns.length < FAR);
    this.#alone = new Int32Array(patterns.length);
    this.#patterns = patterns;
    this.#vocabulary = new Vocabulary(patterns);
    this.#expect();
  }

  #expect(): void {
    for (const [n, pattern] of this.#patterns.entries()) {
      if (!isWhole(pattern)) continue;
      const { word } = pattern;
      const letters = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
      const open = this.#vocabulary.fitting(letters, 0, letters.length);
      this.#alone[n] = this.#keep(letters, 0, letters.length, hashOf(word), [n, ...open]);
    }
  }

  /** Has what is known of some words, told by their hashes, fetched from memory before it is asked for. */
  fetch(hashes: Int32Array, from: number, behind: number): void {
    this.#table.fetch(hashes, from, behind);
  }

  /** Where the record of a word begins, which is so many of the letters; 0 where nothing fits it. */
  recordOf(letters: Uint16Array, from: number, length: number, hash: number): number {
    let record = this.#table.find(letters, from, length, hash);
    if (record === 0) {
      if (!this.#vocabulary.mayFit(letters, from, length)) return 0;
      record = this.#keep(letters, from, length, hash, this.#vocabulary.fitting(letters, from, length));
    }
    return this.records.fitsAny(record) ? record : 0;
  }

  /** Those of some records whose words fit a pattern. */
  ofPattern(pattern: number, records: readonly number[]): readonly number[] {
    const alone = this.#alone[pattern]!;
    return alone !== 0 ? [alone] : records.filter((record) => this.records.fits(record, pattern));
  }

  /** Forgets what was met where it has become too much: what was told of records holds no more. */
  trim(): void {
    if (this.#table.size < KEPT + 2 * this.#patterns.length) return;
    this.#table.clear();
    this.records.clear();
    this.#expect();
  }

  #keep(letters: Uint16Array, from: number, length: number, hash: number, fitting: readonly number[]): number {
    const record = this.records.add(letters, from, length, fitting);
    this.#table.add(hash, record);
    return record;
  }
}
