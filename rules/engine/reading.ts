/** An item's words, as far as a plan looks for them. */
import { WordReader } from '../words/words.ts';
import { bitOf, ORDER, type Readable, type Run, SUMMARY, type View, viewOf } from './columns.ts';
import { Lexicon } from './lexicon.ts';
import { Occurrences } from './occurrences.ts';
import type { Plan } from './plan.ts';
import { WordTable } from './wordtable.ts';

/** Room for more words is given back: one book among the items would be paid for ever after. */
const KEPT_WORDS = 2 ** 16;

/** Reads one item after another; what it tells is of the item that it read last. Words are numbered through its columns. */
export class Reading {
  item: Readable | undefined;
  /** The patterns that its words fit, each once. */
  readonly found: number[] = [];
  /** By pattern, where the words stand that fit it: all their bits. */
  readonly held: Uint8Array;
  /** By the place of a field: where its words stand. Behind the fields: anywhere. */
  bits: Uint8Array;
  /** By column, the number of its first word; behind the last, the number of words. */
  readonly bases = new Int32Array(ORDER.length + 1);
  readonly words = new WordTable();
  readonly #reader = new WordReader();
  readonly #lexicon: Lexicon;
  /** The columns that are read and the bits of the fields, where there is no summary and where there is one. */
  readonly #views: readonly [View, View];
  readonly #occurrences: Occurrences;

  constructor(plan: Plan) {
    this.#lexicon = new Lexicon(plan.patterns);
    this.#occurrences = new Occurrences(this.#lexicon.records);
    this.#views = [viewOf(plan.fields, false), viewOf(plan.fields, true)];
    this.bits = this.#views[0].bits;
    this.held = new Uint8Array(plan.patterns.length);
  }

  /** Turns to an item. */
  read(item: Readable): void {
    this.#forget();
    this.item = item;
    let words = 0;
    let view = this.#views[0];
    for (let column = 0; column < ORDER.length; column++) {
      this.bases[column] = words;
      if ((view.columns & (1 << column)) === 0) continue;
      words = this.#readColumn(column, words);
      if (1 << column === SUMMARY && words > this.bases[column]!) view = this.#views[1];
    }
    this.bases[ORDER.length] = words;
    this.bits = view.bits;
    for (const record of this.#occurrences.met) this.#hold(record);
  }

  /** The text of a column, told by its place in their order; empty where the item has none. */
  text(column: number): string {
    return this.item?.[ORDER[column]!] ?? '';
  }

  /** Whether a word fits a pattern in a field, which is told by its place. */
  holds(pattern: number, where: number): boolean {
    return (this.held[pattern]! & this.bits[where]!) !== 0;
  }

  /** Whether a word fits a pattern. */
  fitsAt(pattern: number, word: number): boolean {
    const record = this.words.records[word]!;
    return record !== 0 && this.#lexicon.records.fits(record, pattern);
  }

  /** The numbers of the words that fit a pattern, ascending. */
  at(pattern: number): number[] {
    if (this.held[pattern] === 0) return [];
    return this.#occurrences.wordsOf(this.#lexicon.ofPattern(pattern, this.#occurrences.met));
  }

  /** The column of a word, by its place in their order. */
  columnOf(word: number): number {
    let column = 0;
    while (word >= this.bases[column + 1]!) column++;
    return column;
  }

  /** Whether a word stands in a field. */
  stands(word: number, where: number): boolean {
    const column = this.columnOf(word);
    return (bitOf(column, word - this.bases[column]!) & this.bits[where]!) !== 0;
  }

  /** From one word to another in the same column. */
  run(from: number, to: number): Run {
    const column = this.columnOf(from);
    const base = this.bases[column]!;
    const [start, end] = [this.words.starts[from]!, this.words.ends[to]!];
    return { column: ORDER[column]!, from: from - base, to: to - base, start, end };
  }

  #forget(): void {
    for (const pattern of this.found) this.held[pattern] = 0;
    this.found.length = 0;
    this.#occurrences.clear();
    this.#lexicon.trim();
    if (this.words.room > KEPT_WORDS) this.#resize(0);
  }

  /** Numbers the words of a column from a given number, and tells the one behind the last. */
  #readColumn(column: number, first: number): number {
    const text = this.text(column);
    // No word is without a letter, and but for scripts without spaces none without a sign before the next.
    if (first + text.length > this.words.room) this.#resize(2 * (first + text.length));
    const behind = this.words.fill(this.#reader, text, first);
    this.#lexicon.fetch(this.words.hashes, first, behind);
    this.#recognise(column, first, behind);
    return behind;
  }

  /** Notes what fits the words of a column. */
  #recognise(column: number, first: number, behind: number): void {
    const { lengths, hashes, records } = this.words;
    const { letters } = this.#reader;
    for (let word = first, from = 0; word < behind; word++) {
      const length = lengths[word]!;
      const record = this.#lexicon.recordOf(letters, from, length, hashes[word]!);
      records[word] = record;
      if (record !== 0) this.#occurrences.add(record, word, bitOf(column, word - first));
      from += length;
    }
  }

  /** Notes what the words of a record fit. */
  #hold(record: number): void {
    const { records } = this.#lexicon;
    const stand = this.#occurrences.standOf(record);
    const behind = records.behind(record);
    for (let n = records.patternsAt(record); n < behind; n++) {
      const pattern = records.numbers[n]!;
      if (this.held[pattern] === 0) this.found.push(pattern);
      this.held[pattern]! |= stand;
    }
  }

  #resize(words: number): void {
    this.words.resize(words);
    this.#occurrences.resize(words);
  }
}
