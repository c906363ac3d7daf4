/** A text under way: words, and between two of them one gap. */
import { BREAK, type Kinds, MARK, MISREAD, misread, NOTHING, SPACE } from './kinds.ts';

/** What stands between two words: a space or, which outdoes it, the end of a line. */
export type Gap = ' ' | '\n';

/** Gathers a text of at most so many units. It neither begins nor ends with a gap. */
export class Letters {
  readonly #most: number;
  #text = '';
  /** Between the last word and the next one, if one comes. */
  #gap: Gap | '' = '';

  constructor(most: number) {
    this.#most = most;
  }

  /** How many units it can still take. */
  get room(): number {
    return this.#most - this.#text.length - this.#gap.length;
  }

  /** Takes what stands between `from` and `to`, up to a mark or as much as there is room for, and says how far it came. */
  take(written: string, kinds: Kinds, from = 0, to = written.length): number {
    let at = this.#words(written, kinds, from, to);
    while (at < to && this.room > 0 && kinds[written.charCodeAt(at)] !== MARK) {
      this.#between(written.charCodeAt(at), kinds);
      at = this.#words(written, kinds, at + 1, to);
    }
    return at;
  }

  /** Divides what came from what comes: lines rather than words, and nothing twice. */
  divide(gap: Gap): void {
    if (this.#text !== '' && this.#gap !== '\n') this.#gap = gap;
  }

  /** The text so far; a cut goes between two letters. */
  taken(): string {
    const whole = this.#text.length < this.#most ? this.#text : this.#text.replace(/[\ud800-\udbff]$/, '');
    return whole.toWellFormed();
  }

  /** Takes words with single spaces between them, as they stand, and says where they end. */
  #words(written: string, kinds: Kinds, from: number, to: number): number {
    const end = Math.min(to, from + this.room);
    let at = from;
    let last: number = SPACE;
    for (; at < end; at++) {
      const kind = kinds[written.charCodeAt(at)]!;
      // Other than a letter, or a space behind one. To branch at every space would cost a fifth of all reading.
      if (kind + last > SPACE) break;
      last = kind;
    }
    if (at > from) this.#add(written.slice(from, last === SPACE ? at - 1 : at), last === SPACE ? ' ' : '');
    return at;
  }

  #add(words: string, gap: Gap | ''): void {
    this.#text += this.#gap + words;
    this.#gap = gap;
  }

  #between(unit: number, kinds: Kinds): void {
    const kind = kinds[unit];
    if (kind === MISREAD) this.#add(misread(unit), '');
    else if (kind !== NOTHING) this.divide(kind === BREAK ? '\n' : ' ');
  }
}
