/**
 * XML as it is met, tag by tag, in one pass whose time is proportional to the text. Nothing is refused: what opens no
 * tag is text, what has no end reaches to the end. Entities that a doctype defines are never expanded.
 */
import { attributesIn, isSpace } from './attributes.ts';
import { decoded } from './references.ts';
import type { Attributes } from './values.ts';

const [BANG, QUOTE, APOSTROPHE, SLASH, LT, GT, QUESTION] = [33, 34, 39, 47, 60, 62, 63] as const;

/** Letters, `_`, `:` and all beyond ASCII, which is wider than XML by signs that no feed starts a name with. */
const startsName = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code > 127;
const endsName = (code: number): boolean => isSpace(code) || code === GT || code === SLASH || code === LT;

/** A walk over the tags of a text. */
export class Markup {
  readonly text: string;
  /** Of the tag that was read last: what it is, its name, and where it begins and ends. */
  kind: 'open' | 'close' = 'open';
  name = '';
  start = 0;
  end: number;
  /** Whether an open tag closes itself. */
  empty = false;
  /** Whether to gather the text between tags, and what was gathered since it was last taken. */
  gather = false;
  gathered = '';
  #attributes = 0;
  /** What does not occur any more is not looked for again: this is what keeps the time proportional. */
  readonly #absent = new Set<string>();

  constructor(text: string, at = 0) {
    this.text = text;
    this.end = at;
  }

  /** Reads on to the next tag; false at the end of the text. */
  next(): boolean {
    const { text } = this;
    let from = this.end;
    let at = text.indexOf('<', from);
    while (at >= 0) {
      const sign = text.charCodeAt(at + 1);
      if (startsName(sign) || sign === SLASH) {
        this.#take(from, at);
        return sign === SLASH ? this.#close(at) : this.#open(at);
      }
      if (sign !== BANG && sign !== QUESTION) {
        at = text.indexOf('<', at + 1);
        continue;
      }
      const after = this.#declaration(at, sign, from);
      if (after > at + 1) from = after;
      at = text.indexOf('<', after);
    }
    this.#take(from, text.length);
    this.end = text.length;
    return false;
  }

  /** The next tag is once more the one that was just read. */
  back(): void {
    this.end = this.start;
  }

  /** What was gathered since this was last called. */
  taken(): string {
    const { gathered } = this;
    this.gathered = '';
    return gathered;
  }

  #take(from: number, to: number): void {
    if (this.gather && to > from) this.gathered += decoded(this.text.slice(from, to));
  }

  #open(at: number): true {
    const { text } = this;
    let to = at + 1;
    while (to < text.length && !endsName(text.charCodeAt(to))) to++;
    this.#attributes = to;
    const gt = text.charCodeAt(to) === GT ? to : this.#tagEnd(to);
    this.empty = text.charCodeAt(gt - 1) === SLASH;
    return this.#tag('open', at, text.slice(at + 1, to), gt);
  }

  #close(at: number): true {
    const { text } = this;
    let to = at + 2;
    while (to < text.length && !endsName(text.charCodeAt(to))) to++;
    let gt = to;
    while (gt < text.length && isSpace(text.charCodeAt(gt))) gt++;
    this.empty = false;
    // Where the tag is not ended before the next one, that is where it ends.
    return this.#tag('close', at, text.slice(at + 2, to), text.charCodeAt(gt) === GT ? gt : Math.max(gt - 1, at + 1));
  }

  #tag(kind: 'open' | 'close', start: number, name: string, gt: number): true {
    this.kind = kind;
    this.start = start;
    this.name = name;
    this.end = Math.min(gt + 1, this.text.length);
    return true;
  }

  /** Where an open tag ends: at the first `>` outside quotes; a quote that is never closed is a sign like any other. */
  #tagEnd(from: number): number {
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === GT) return at;
      if (code === QUOTE || code === APOSTROPHE) at = this.#quoteEnd(at, code === QUOTE ? '"' : "'");
    }
    return text.length;
  }

  /** Where a quoted value ends. What leaves the tag and enters another one was never meant to be one. */
  #quoteEnd(at: number, quote: string): number {
    const pair = this.#find(quote, at + 1);
    const value = this.text.slice(at + 1, Math.max(pair, at + 1));
    const left = value.indexOf('>');
    return pair < 0 || (left >= 0 && value.includes('<', left)) ? at : pair;
  }

  /** Passes over what begins with `<!` or `<?`, and gathers CDATA as it stands; gives where it ends. */
  #declaration(at: number, sign: number, from: number): number {
    const { text } = this;
    if (text.startsWith('<![CDATA[', at)) {
      this.#take(from, at);
      const to = this.#until(']]>', at + 9);
      if (this.gather) this.gathered += text.slice(at + 9, to);
      return Math.min(to + 3, text.length);
    }
    const after = sign === QUESTION ? this.#instruction(at) : this.#bang(at);
    if (after > at + 1) this.#take(from, at);
    return after;
  }

  #instruction(at: number): number {
    const to = this.#find('?>', at + 2);
    return to >= 0 ? to + 2 : this.#until('>', at + 2) + 1;
  }

  #bang(at: number): number {
    const { text } = this;
    if (text.startsWith('--', at + 2)) return Math.min(this.#until('-->', at + 4) + 3, text.length);
    if (!/doctype/i.test(text.slice(at + 2, at + 9))) return at + 1;
    const gt = this.#until('>', at);
    const subset = text.slice(at, gt).indexOf('[');
    return (subset < 0 ? gt : this.#until('>', this.#until(']', at + subset))) + 1;
  }

  #until(what: string, from: number): number {
    const at = this.#find(what, from);
    return at < 0 ? this.text.length : at;
  }

  #find(what: string, from: number): number {
    if (this.#absent.has(what)) return -1;
    const at = this.text.indexOf(what, from);
    if (at < 0) this.#absent.add(what);
    return at;
  }

  /** Whether the open tag has attributes at all. */
  get hasAttributes(): boolean {
    return this.end - this.#attributes > 3;
  }

  /** The open tag's attributes, as it stands. */
  get attributeText(): string {
    return this.text.slice(this.#attributes, this.end - 1);
  }

  get attributes(): Attributes {
    return attributesIn(this.attributeText);
  }
}
