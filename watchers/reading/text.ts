/**
 * Markup → plain text, in one pass whose time grows with the length alone, whatever stands in it. Tags, comments and
 * references are told from text as browsers tell them (HTML Living Standard, 13.2.5); of what they mean only lines remain.
 * In a text there is no control character, no half of a letter, and nothing that turns the direction of a line around.
 */
import { decodeHTML } from 'entities';
import { FLOWING, type Kinds, MARK, MEANT, PLAIN, PREFORMATTED } from './kinds.ts';
import { Letters } from './letters.ts';
import { hiddenEnd, past, pastMatch, tagAt } from './tags.ts';

/** A body that is a book is somebody's mistake or attack. */
const MOST = 100_000;
/** As much markup as is read for one unit of text. Too little loses words; too much costs a visit some milliseconds. */
const MARKUP_PER_UNIT = 4;

/** Markup → text of at most so many units. Its lines are those of its elements, and its own where there is no tag. */
export function markup(written: string, most = MOST): string {
  const pass = new Pass(written, most);
  const text = pass.read();
  return pass.wrapped ? plain(text.replaceAll(']]>', ''), most) : text;
}

/** Text → text of at most so many units, `<` and `&` being signs like others. */
export function plain(written: string, most = MOST): string {
  const letters = new Letters(most);
  letters.take(written, PLAIN);
  return letters.taken();
}

/** Text → text on one line, `<` and `&` being signs like others. */
export const plainLine = (written: string, most: number): string => plain(written, most).replaceAll('\n', ' ');

/** Markup → text on one line: it may become a header. */
export function line(written: string, most: number): string {
  return markup(written, most).replaceAll('\n', ' ');
}

/** The longest name that HTML knows has 33 signs. */
const REFERENCE = /&[a-z\d#]{0,39};?/iy;

/** One pass over markup, from mark to mark; each of its steps says where the next one begins. */
class Pass {
  readonly #written: string;
  readonly #end: number;
  readonly #letters: Letters;
  #kinds: Kinds;
  /** Whether a CDATA section began; what ends it was taken as text. */
  wrapped = false;

  constructor(written: string, most: number) {
    this.#written = written;
    this.#end = Math.min(written.length, Math.max(most, 1000) * MARKUP_PER_UNIT);
    this.#letters = new Letters(most);
    this.#kinds = written.includes('<') ? FLOWING : PREFORMATTED;
  }

  read(): string {
    for (let at = 0; at < this.#end && this.#letters.room > 0; ) {
      at = this.#letters.take(this.#written, this.#kinds, at, this.#end);
      if (at < this.#end && this.#kinds[this.#written.charCodeAt(at)] === MARK) at = this.#mark(at);
    }
    return this.#letters.taken();
  }

  #mark(at: number): number {
    const written = this.#written;
    if (written[at] === '&') return this.#reference(at);
    if (isLetter(written.charCodeAt(at + 1))) return this.#tag(at + 1, false);
    if (written[at + 1] === '/' && isLetter(written.charCodeAt(at + 2))) return this.#tag(at + 2, true);
    return this.#declaration(at);
  }

  #reference(at: number): number {
    const end = pastMatch(REFERENCE, this.#written, at);
    this.#letters.take(decodeHTML(this.#written.slice(at, end)), MEANT);
    return end;
  }

  #tag(from: number, closing: boolean): number {
    const { element, end } = tagAt(this.#written, from);
    if (!element) return end;
    if (element.divides) this.#letters.divide(element.divides);
    if (element.preformatted) this.#kinds = closing ? FLOWING : PREFORMATTED;
    // XML writes an empty frame as `<iframe/>`; a browser would take all that follows for its content.
    if (!element.hidden || closing || this.#written[end - 2] === '/') return end;
    return hiddenEnd(element.hidden, this.#written, end);
  }

  /** A comment, a declaration, an instruction or the end of a tag without a name; or else the sign itself. */
  #declaration(at: number): number {
    const written = this.#written;
    if (written.startsWith('<!--', at)) return past('-->', written, at + 2);
    if (written.startsWith('<![CDATA[', at)) {
      this.wrapped = true;
      return at + '<![CDATA['.length;
    }
    if (/^<[!?/][a-z[>]/i.test(written.slice(at, at + 3))) return past('>', written, at + 2);
    this.#letters.take('<', MEANT);
    return at + 1;
  }
}

const isLetter = (unit: number): boolean => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
