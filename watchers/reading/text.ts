/**
 * Markup → plain text, in one pass whose time grows with the length alone, whatever stands in it. Tags, comments and
 * references are told from text as browsers tell them (HTML Living Standard, 13.2.5); of what they mean only lines remain.
 * In a text there is no control character, no half of a letter, and nothing that turns the direction of a line around.
 */
import { decodeHTML } from 'entities';

/** A body that is a book is somebody's mistake or attack. */
const MOST = 100_000;
/** As much markup as is read for one unit of text. Too little loses words; too much costs a visit some milliseconds. */
const MARKUP_PER_UNIT = 4;

/** What is no word of the sources' languages behind one space. Most titles and names hold none of it, and are read at once. */
const UNCLEAN = /[^ !-%'-;=-~\u00a1-\u024f\u0370-\u05ff\u0620-\u167f\u2010-\u2027]|^ | (?: |$)/;

/** Markup → text of at most so many units. Its lines are those of its elements, and its own where there is no tag. */
export function markup(written: string, most = MOST): string {
  const end = Math.min(written.length, Math.max(most, 1000) * MARKUP_PER_UNIT);
  begin(written.includes('<') ? FLOWING : PREFORMATTED);
  read(written, end, most);
  return wrapped ? plain(taken(most).replaceAll(']]>', ''), most) : taken(most);
}

/** Text → text of at most so many units, `<` and `&` being signs like others. */
export function plain(written: string, most = MOST): string {
  begin(PLAIN);
  read(written, written.length, most);
  return taken(most);
}

/** Markup → text on one line: it may become a header. */
export function line(written: string, most: number): string {
  if (written.length <= most && !UNCLEAN.test(written)) return written;
  return markup(written, most).replaceAll('\n', ' ');
}

function read(written: string, end: number, most: number): void {
  for (let at = 0; at < end && length <= most; ) {
    at = take(written, at, end, table, most);
    if (at < end) at = pass(written, at, most);
  }
}

/** What one UTF-16 unit does: it is kept, divides words, divides lines, vanishes, or may begin markup. */
const [LETTER, SPACE, BREAK, NOTHING, MARK] = [0, 1, 2, 3, 4] as const;
const [AND, SLASH, SEMICOLON, LESS, EQUALS, GREATER] = [0x26, 0x2f, 0x3b, 0x3c, 0x3d, 0x3e] as const;

/** What windows-1252 has where Latin-1 has controls. NEL, which is an ellipsis there, ends lines on mainframes. */
const MISREAD = /[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]/;

function kinds(newline: number, mark: number, misread: number): Uint8Array {
  const table = new Uint8Array(0x10000);
  // Controls count as white space; the rest is what Unicode calls so.
  table.fill(SPACE, 0, 0x21).fill(SPACE, 0x7f, 0xa1).fill(SPACE, 0x2000, 0x200b).fill(SPACE, 0x2028, 0x202a);
  for (const unit of [0x1680, 0x202f, 0x205f, 0x3000, 0xfeff]) table[unit] = SPACE;
  // Embeddings, overrides and isolates could reorder a mail's line. Marks (LRM, RLM, ALM) and joiners are spelling.
  table.fill(NOTHING, 0x202a, 0x202f).fill(NOTHING, 0x2066, 0x206a);
  for (let unit = 0x80; unit < 0xa0; unit++) if (MISREAD.test(String.fromCharCode(unit))) table[unit] = misread;
  table[0x0a] = newline;
  table[AND] = table[LESS] = mark;
  return table;
}

const PLAIN = kinds(BREAK, LETTER, MARK);
const SIGNS = kinds(SPACE, LETTER, SPACE);
const FLOWING = kinds(SPACE, MARK, MARK);
const PREFORMATTED = kinds(BREAK, MARK, MARK);

/** The one text under way, behind a space that is no part of it. */
const units = new Uint16Array(MOST + 2);
const wide = Buffer.from(units.buffer);
const narrow = Buffer.alloc(units.length);
let length = 1;
let spaced = 1;
let bits = 0;
/** How units are read where the pass stands, and whether a CDATA section began before. */
let table = PLAIN;
let wrapped = false;

function begin(how: Uint8Array): void {
  [length, spaced, bits, table, wrapped] = [1, 1, 0, how, false];
}

/** Takes units up to a mark, or as many as there is room for, and says how far it came. */
function take(text: string, from: number, to: number, how: Uint8Array, most: number): number {
  const end = Math.min(to, from + most + 1 - length);
  let at = from;
  // Locals that V8 knows to be whole numbers, and no branch at every space: each is a third of the time.
  let n = length | 0;
  let space = spaced | 0;
  let seen = bits | 0;
  for (; at < end; at++) {
    const unit = text.charCodeAt(at);
    const kind = how[unit]!;
    if (kind <= SPACE) {
      units[n] = unit ^ ((unit ^ 0x20) & -kind);
      n = (n + 1 - (kind & space)) | 0;
      space = kind;
      seen |= unit;
    } else if (kind === BREAK) {
      n = (n + 1 - space) | 0;
      units[n - 1] = 0x0a;
      space = 1;
    } else if (kind === MARK) break;
  }
  length = n;
  spaced = space;
  bits = seen;
  return at;
}

/** Divides what came from what comes: lines rather than words, and nothing twice. */
function divide(kind: number): void {
  if (kind === LETTER) return;
  length += 1 - spaced;
  if (spaced === 0 || kind === BREAK) units[length - 1] = kind === BREAK ? 0x0a : 0x20;
  spaced = 1;
}

/** What was taken; a cut goes between two letters. */
function taken(most: number): string {
  const end = Math.min(length - spaced, most + 1);
  if (bits > 0xff) {
    const cut = end > most && (units[end - 1]! & 0xfc00) === 0xd800;
    return wide.toString('utf16le', 2, 2 * (cut ? end - 1 : end)).toWellFormed();
  }
  narrow.set(units.subarray(0, end));
  return narrow.toString('latin1', 1, end);
}

/** Passes what begins with a mark, if it was one that `take` stopped at: markup of any kind, or else the sign itself. */
function pass(text: string, at: number, most: number): number {
  const sign = text.charCodeAt(at);
  if (table[sign] !== MARK) return at;
  if (sign === AND) return reference(text, at, most);
  // An XML parser made a control of the reference to a letter of windows-1252.
  if (sign !== LESS) return mean(`&#${sign};`, at + 1, most);
  const next = text.charCodeAt(at + 1);
  if (isLetter(next)) return tag(text, at + 1, false);
  if (next === SLASH && isLetter(text.charCodeAt(at + 2))) return tag(text, at + 2, true);
  if (text.startsWith('!--', at + 1)) return after(text, '-->', at + 2);
  if (text.startsWith('![CDATA[', at + 1)) {
    wrapped = true;
    return at + 9;
  }
  if (/[!?/]/.test(text[at + 1] ?? '') && /[a-z[>]/i.test(text[at + 2] ?? '')) return after(text, '>', at + 2);
  take('<', 0, 1, SIGNS, most);
  return at + 1;
}

const isName = (unit: number): boolean => isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x23;
const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** What references mean, as they come: most are some dozens. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 2000;
/** The longest name that HTML knows has 33 signs. */
const LONGEST_REFERENCE = 40;

function reference(text: string, at: number, most: number): number {
  let end = at + 1;
  while (end < at + LONGEST_REFERENCE && isName(text.charCodeAt(end))) end++;
  if (text.charCodeAt(end) === SEMICOLON) end++;
  return mean(text.slice(at, end), end, most);
}

/** Takes what a reference means, and goes on at `next`. */
function mean(written: string, next: number, most: number): number {
  let meant = KNOWN.get(written);
  if (meant === undefined) {
    meant = decodeHTML(written);
    if (KNOWN.size < MOST_KNOWN) KNOWN.set(written, meant);
  }
  take(meant, 0, meant.length, SIGNS, most);
  return next;
}

/** What an element does to the text around it and in it, and what ends it where its content is not shown. */
interface Element {
  divides: number;
  inside?: Uint8Array;
  hidden?: RegExp;
}

let name = 0;
const ELEMENTS = new Map<number, Element>();
const define = (names: string, element: (name: string) => Element): void => {
  for (const written of names.split(/\s+/)) {
    nameEnd(written, 0);
    ELEMENTS.set(name, element(written));
  }
};
const BLOCKS = `address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer
 form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p section summary table tbody tfoot thead tr ul`;
define(BLOCKS, () => ({ divides: BREAK }));
define('td th', () => ({ divides: SPACE }));
define('pre', () => ({ divides: BREAK, inside: PREFORMATTED }));
// What browsers never show, or only where they cannot show the thing itself. A noscript is shown to those who run none.
define('audio canvas iframe script style svg template title video', (name) => ({
  divides: LETTER,
  hidden: new RegExp(`</${name}(?=[\\s/>])`, 'gi'),
}));

function tag(text: string, from: number, closing: boolean): number {
  const named = nameEnd(text, from);
  const element = ELEMENTS.get(name);
  const end = tagEnd(text, named);
  if (!element) return end;
  divide(element.divides);
  if (element.inside) table = closing ? FLOWING : element.inside;
  // XML writes an empty frame as `<iframe/>`; a browser would take all that follows for its content.
  if (!element.hidden || closing || text.charCodeAt(end - 2) === SLASH) return end;
  element.hidden.lastIndex = end;
  return element.hidden.test(text) ? tagEnd(text, element.hidden.lastIndex) : text.length;
}

/** Reads a name, in any case, into a number. A strange name with the number of one of ours is taken for it: no harm. */
function nameEnd(text: string, from: number): number {
  name = 0;
  for (let at = from; ; at++) {
    const unit = text.charCodeAt(at);
    if (!(unit > 0x20) || unit === SLASH || unit === GREATER) return at;
    name = (Math.imul(name, 31) + (unit | 0x20)) | 0;
  }
}

/** Past the `>` of a tag: one in a quoted value ends nothing, and a tag that never ends takes all that follows. */
function tagEnd(text: string, from: number): number {
  let last = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === GREATER) return at + 1;
    if (last === EQUALS && (unit === 0x22 || unit === 0x27)) at = after(text, unit === 0x22 ? '"' : "'", at + 1) - 1;
    if (unit > 0x20) last = unit;
  }
  return text.length;
}
