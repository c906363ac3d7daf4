/** Reads texts word by word. */
import { LAST_SIGN, ODD, SEPARATOR, SURROGATE, signOf } from './fold.ts';
import { START, stirred } from './hash.ts';
import { type Word, wordsOfRun } from './segments.ts';
import { isPossessive, unitsInWord, unitsSpelling } from './signs.ts';

/** Room for so many code units at least; of more than so many what a short text does not need is given back. */
const ROOM = 128;
const KEPT = 2 ** 16;
const S = 's'.charCodeAt(0);

/**
 * Reads a text word by word, and makes no string where none is asked for. A word is a run of letters, marks, digits
 * and joiners; Uzbek writes o‘ and g‘ with whatever apostrophe is at hand; scripts written without spaces are divided
 * by the Unicode dictionary segmenter.
 */
export class WordReader {
  start = 0;
  end = 0;
  /** The folded code units of all words so far: of the last one `length`, the first of them at `from`. */
  letters = new Uint16Array(0);
  from = 0;
  length = 0;
  /** Of these letters. */
  hash = START;
  #text = '';
  /** Its code units, copied at once: asking a string for one after another takes longer. The bytes are the same memory. */
  #units = new Uint16Array(0);
  #bytes = Buffer.alloc(0);
  /** Where the run that was read last ends. */
  #at = 0;
  #asWritten = true;
  /** The words of a run that was read as a whole, the next one last. */
  #waiting: Word[] = [];
  #whole: Word | undefined;

  /** Turns to the beginning of a text: one reader reads many. */
  open(text: string): void {
    this.#text = text;
    this.#at = this.from = this.length = this.#waiting.length = 0;
    if (this.#units.length < text.length || this.letters.length > Math.max(KEPT, 4 * text.length))
      this.#makeRoom(Math.max(ROOM, text.length * 2));
    this.#bytes.write(text, 'utf16le');
  }

  /** Goes to the next word; false where there is none. */
  next(): boolean {
    this.from += this.length;
    while (this.#waiting.length === 0) {
      if (!this.#begin()) return false;
      const simple = this.#run();
      if (!simple) this.#waiting = wordsOfRun(this.#text.slice(this.start, this.end), this.start).reverse();
      else if (this.length > 0 && !(this.letters[this.from] === S && isPossessive(this.#text, this.start, this.end)))
        return true;
    }
    this.#take(this.#waiting.pop()!);
    return true;
  }

  /** The word that was read, folded. */
  get word(): string {
    if (this.#whole) return this.#whole.word;
    if (this.#asWritten) return this.#text.slice(this.start, this.end);
    let word = '';
    for (let n = 0; n < this.length; n++) word += String.fromCharCode(this.letters[this.from + n]!);
    return word;
  }

  /** Passes over what stands between words; false at the end of the text. */
  #begin(): boolean {
    const text = this.#text;
    const units = this.#units;
    const count = text.length;
    let at = this.#at;
    for (; at < count; at++) {
      const sign = signOf(units[at]!);
      if (sign > LAST_SIGN || unitsInWord(text, at, sign) > 0) break;
    }
    this.start = at;
    this.#whole = undefined;
    return at < count;
  }

  /** Reads to the end of a run; false where it has to be folded or divided as a whole. */
  #run(): boolean {
    const { letters, start, from } = this;
    const text = this.#text;
    const units = this.#units;
    const count = text.length;
    let at = start;
    let behind = from;
    let hash = START;
    let changed = 0;
    let simple = true;
    for (; at < count; at++) {
      const unit = units[at]!;
      const sign = signOf(unit);
      if (sign > LAST_SIGN) {
        letters[behind++] = sign;
        hash = stirred(hash, sign);
      } else if (sign === SEPARATOR) break;
      else {
        const more = unitsInWord(text, at, sign) || unitsSpelling(text, at, start, sign);
        if (more === 0) break;
        simple &&= sign !== ODD && sign !== SURROGATE;
        at += more - 1;
      }
      changed |= sign ^ unit;
    }
    this.#at = at;
    this.end = at;
    this.length = behind - from;
    this.hash = hash;
    this.#asWritten = changed === 0;
    return simple;
  }

  #take(whole: Word): void {
    this.#whole = whole;
    this.start = whole.start;
    this.end = whole.end;
    this.length = whole.word.length;
    this.hash = START;
    // What is folded may grow longer, and must leave room for what follows.
    const needed = this.from + this.length + this.#text.length;
    if (needed > this.letters.length) this.#widen(needed * 2);
    for (let n = 0; n < this.length; n++) {
      const letter = whole.word.charCodeAt(n);
      this.letters[this.from + n] = letter;
      this.hash = stirred(this.hash, letter);
    }
  }

  #makeRoom(units: number): void {
    this.letters = new Uint16Array(units);
    this.#units = new Uint16Array(units);
    this.#bytes = Buffer.from(this.#units.buffer);
  }

  #widen(letters: number): void {
    const old = this.letters;
    this.letters = new Uint16Array(letters);
    this.letters.set(old);
  }
}
