/** What is known of words: their letters and the patterns that they fit. */
import { enlarged } from './room.ts';

/** Of a record: a number for whoever reads, how many letters and patterns there are, and both. */
export const MET = 0;
const LENGTH = 1;
const COUNT = 2;
const LETTERS = 3;
/** So many letters are kept in one number. */
const UNITS = 2;

/** Records one behind the other in memory, each told by where it begins; none begins at 0. */
export class Records {
  numbers = new Int32Array(0);
  /** The same memory, as letters. */
  #units = new Uint16Array(0);
  #used = 1;

  /** Makes the record of a word, which is so many of the letters, and tells where it begins. */
  add(letters: Uint16Array, from: number, length: number, patterns: readonly number[]): number {
    const record = this.#used;
    this.#used += LETTERS + room(length) + patterns.length;
    if (this.#used > this.numbers.length) this.#widen(this.#used * 2);
    const { numbers } = this;
    numbers[record + MET] = 0;
    numbers[record + LENGTH] = length;
    numbers[record + COUNT] = patterns.length;
    const first = (record + LETTERS) * UNITS;
    for (let at = 0; at < length; at++) this.#units[first + at] = letters[from + at]!;
    for (let n = 0; n < patterns.length; n++) numbers[record + LETTERS + room(length) + n] = patterns[n]!;
    return record;
  }

  /** Whether a record is of this word. */
  isOf(record: number, letters: Uint16Array, from: number, length: number): boolean {
    if (this.numbers[record + LENGTH] !== length) return false;
    const units = this.#units;
    const first = (record + LETTERS) * UNITS;
    for (let at = 0; at < length; at++) if (units[first + at] !== letters[from + at]) return false;
    return true;
  }

  /** Whether the word fits some pattern. */
  fitsAny(record: number): boolean {
    return this.numbers[record + COUNT] !== 0;
  }

  /** Whether the word fits a pattern. */
  fits(record: number, pattern: number): boolean {
    const behind = this.behind(record);
    for (let n = this.patternsAt(record); n < behind; n++) if (this.numbers[n] === pattern) return true;
    return false;
  }

  /** Where the patterns of a record begin. */
  patternsAt(record: number): number {
    return record + LETTERS + room(this.numbers[record + LENGTH]!);
  }

  /** Where they end. */
  behind(record: number): number {
    return this.patternsAt(record) + this.numbers[record + COUNT]!;
  }

  /** Forgets all records; the room is kept. */
  clear(): void {
    this.#used = 1;
  }

  #widen(room: number): void {
    this.numbers = enlarged(this.numbers, room);
    this.#units = new Uint16Array(this.numbers.buffer);
  }
}

/** How many numbers hold so many letters. */
const room = (letters: number): number => (letters + 1) >> 1;
