/** Text → words, each with its folded form and where it stands. */
import { APOSTROPHE, isInWord, LAST_SIGN, ODD, SEPARATOR, SURROGATE, signOf } from './fold.ts';
import { wordsOfRun } from './segments.ts';

export interface Word {
  /** Folded. */
  word: string;
  /** UTF-16 offsets in the text as given: `text.slice(start, end)` is the word as written. */
  start: number;
  end: number;
}

/** Every word of a text, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const reader = new WordReader(text);
  while (reader.next()) words.push({ word: reader.word, start: reader.start, end: reader.end });
  return words;
}

/** Longer words are folded the slow way. So many code units lie within the array object itself, which is made fast. */
const LETTERS = 32;

/**
 * Reads a text word by word, and makes no string where none is asked for. A word is a run of letters, marks, digits
 * and joiners; Uzbek writes o‘ and g‘ with whatever apostrophe is at hand; scripts written without spaces are divided
 * by the Unicode dictionary segmenter.
 */
export class WordReader {
  start = 0;
  end = 0;
  /** The word's folded code units are the first `length` of these. */
  letters = new Uint16Array(LETTERS);
  length = 0;
  readonly #text: string;
  /** Where the run that was read last ends. */
  #at = 0;
  #asWritten = true;
  /** The words of a run that was read as a whole, the next one last. */
  #waiting: Word[] = [];
  #whole: Word | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the next word; false where there is none. */
  next(): boolean {
    while (this.#waiting.length === 0) {
      if (!this.#begin()) return false;
      const simple = this.#run();
      if (!simple) this.#waiting = wordsOfRun(this.#text.slice(this.start, this.end), this.start).reverse();
      else if (this.length > 0 && !this.#isPossessive()) return true;
    }
    this.#take(this.#waiting.pop()!);
    return true;
  }

  /** The word that was read, folded. */
  get word(): string {
    if (this.#whole) return this.#whole.word;
    if (this.#asWritten) return this.#text.slice(this.start, this.end);
    let word = '';
    for (let n = 0; n < this.length; n++) word += String.fromCharCode(this.letters[n]!);
    return word;
  }

  /** Passes over what stands between words; false at the end of the text. */
  #begin(): boolean {
    const text = this.#text;
    let at = this.#at;
    for (; at < text.length; at++) {
      const sign = signOf(text.charCodeAt(at));
      if (sign > LAST_SIGN || unitsInWord(text, at, sign) > 0) break;
    }
    this.start = at;
    this.#whole = undefined;
    return at < text.length;
  }

  /** Reads to the end of a run; false where it has to be folded or divided as a whole. */
  #run(): boolean {
    const { letters, start } = this;
    const text = this.#text;
    let at = start;
    let length = 0;
    let changed = 0;
    let simple = true;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const sign = signOf(unit);
      if (sign > LAST_SIGN) letters[length++] = sign;
      else if (sign === SEPARATOR) break;
      else {
        const units = unitsInWord(text, at, sign) || unitsSpelling(text, at, start, sign);
        if (units === 0) break;
        simple &&= sign !== ODD && sign !== SURROGATE;
        at += units - 1;
      }
      changed |= sign ^ unit;
    }
    this.#at = at;
    this.end = at;
    this.length = length;
    this.#asWritten = changed === 0;
    return simple && length <= LETTERS;
  }

  /** Whether the word is the s of a possessive. */
  #isPossessive(): boolean {
    if (this.end - this.start > 1 || this.letters[0] !== S) return false;
    return /^['’][sS]$/.test(this.#text.slice(this.start - 1, this.end));
  }

  #take(whole: Word): void {
    this.#whole = whole;
    this.start = whole.start;
    this.end = whole.end;
    this.length = whole.word.length;
    if (this.length > this.letters.length) this.letters = new Uint16Array(this.length);
    for (let n = 0; n < this.length; n++) this.letters[n] = whole.word.charCodeAt(n);
  }
}

const S = 's'.charCodeAt(0);

/** How many code units the character at an offset takes in a word; none where it stands between words. */
function unitsInWord(text: string, at: number, sign: number): number {
  if (sign === SEPARATOR || sign === APOSTROPHE) return 0;
  if (sign === SURROGATE) return isInWord(text, at) ? 2 : 0;
  return 1;
}

const SPELLING = /[oOgG]['‘’`](?=\p{L}{2})/uy;

/** How many it takes where it is an apostrophe that spells. */
function unitsSpelling(text: string, at: number, start: number, sign: number): number {
  if (sign !== APOSTROPHE || at === start) return 0;
  SPELLING.lastIndex = at - 1;
  return SPELLING.test(text) ? 1 : 0;
}
