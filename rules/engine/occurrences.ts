/** Where the words of an item stand that fit something. */
import { MET, type Records } from './records.ts';
import { enlarged } from './room.ts';

/** The words of each record are a chain, from the last back to the first. */
export class Occurrences {
  /** The records of the words, each once; a record that is among them has its number, from 1, written in it. */
  readonly met: number[] = [];
  /** By the number of a record: 1 + its last word, and all bits of where its words stand. */
  #lasts = new Int32Array(0);
  #stands = new Int32Array(0);
  /** By word: 1 + the last word before it with the same record. */
  #before = new Int32Array(0);
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Gives room for so many words; what is more is given back. */
  resize(words: number): void {
    this.#before = enlarged(this.#before, words);
    this.#lasts = enlarged(this.#lasts, words + 1);
    this.#stands = enlarged(this.#stands, words + 1);
  }

  /** Notes the next word, its record, and the bit of where it stands. */
  add(record: number, word: number, bit: number): void {
    const { numbers } = this.#records;
    let met = numbers[record + MET]!;
    if (met === 0) {
      met = numbers[record + MET] = this.met.push(record);
      this.#lasts[met] = this.#stands[met] = 0;
    }
    this.#before[word] = this.#lasts[met]!;
    this.#lasts[met] = word + 1;
    this.#stands[met]! |= bit;
  }

  /** All bits of where the words of a record stand, which is among those met. */
  standOf(record: number): number {
    return this.#stands[this.#records.numbers[record + MET]!]!;
  }

  /** The words of some records that were met, ascending. */
  wordsOf(records: readonly number[]): number[] {
    const found: number[] = [];
    for (const record of records)
      for (let n = this.#lasts[this.#records.numbers[record + MET]!]!; n > 0; n = this.#before[n - 1]!)
        found.push(n - 1);
    return found.sort((a, b) => a - b);
  }

  /** Forgets all words. */
  clear(): void {
    const { numbers } = this.#records;
    for (const record of this.met) numbers[record + MET] = 0;
    this.met.length = 0;
  }
}
