/** Header fields as text (RFC 5322, 2.2; RFC 2047): what was written by others can add no field, and breaks no line. */
import { encodeWord, foldLines, quoteString } from 'nodemailer/lib/mime-funcs';

/** A name, and a value of printable ASCII in one line. */
export type Field = [name: string, value: string];

/**
 * The field as it stands in a message: folded at 76 signs where a space lets it, and ended by CRLF.
 *
 * @throws Error where the value is no printable ASCII: whoever made it has a fault
 */
export function fieldLine([name, value]: Field): string {
  if (!/^[\x20-\x7e]*$/.test(value)) throw new Error(`the field ${name} is not of printable ASCII: ${value}`);
  const line = `${name}: ${value}`.trimEnd();
  return line.length <= LINE ? `${line}\r\n` : `${foldLines(line, LINE)}\r\n`;
}

const LINE = 76;
/** Longest encoded word (RFC 2047, 2), less what a field's name may take before it. */
const WORD = 64;
/** A word that is longer than this could not be folded, and a line must not have more than 998 octets. */
const LONGEST = 60;

/** Text in a field that is for people: a subject. */
export function words(text: string): string {
  const line = oneLine(text);
  const plain = /^[\x20-\x7e]*$/.test(line) && !line.includes('=?') && !new RegExp(`\\S{${LONGEST + 1}}`).test(line);
  return plain ? line : inWords(line);
}

/** A name before an address (RFC 5322, 3.4). */
export function phrase(name: string): string {
  const line = oneLine(name);
  if (/^[\w!#$%&'*+/?^`{|}~ -]{0,60}$/.test(line)) return line;
  return /^[\x20-\x7e]{1,60}$/.test(line) && !line.includes('=?') ? quoteString(line) : inWords(line);
}

/** In the shorter of the two encodings. */
function inWords(line: string): string {
  const [q, b] = (['Q', 'B'] as const).map((way) => encodeWord(line, way, WORD));
  return q!.length <= b!.length ? q! : b!;
}

/**
 * One line without what is not seen: controls, line separators, marks that turn the order of letters around (U+202E and its
 * kin), and what is no letter at all. The joiners of Persian and the marks of direction that Arabic needs stay.
 */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]+/gu, ' ')
    .trim();
