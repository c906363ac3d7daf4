/** The hash of what a paragraph says. */
import { createHash } from 'node:crypto';

const DIGITS = 16;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const PLAIN: readonly [RegExp, string][] = [
  [/[“”„‟«»″]/g, '"'],
  [/[‘’‚‛‹›′]/g, "'"],
  [/[‐‑‒–—―−]/g, '-'],
];

/**
 * The hash of what a paragraph says, 16 hexadecimal digits of SHA-256. Typesetting is no part of it (Unicode's
 * compatibility forms, the kinds of quotation marks and dashes, spaces, soft hyphens and other signs without width); the
 * words, their case and their order are.
 */
export function hashOf(paragraph: string): string {
  return createHash('sha256').update(plainOf(paragraph)).digest('hex').slice(0, DIGITS);
}

/** Composed last: taking out a sign without width may bring a letter and its accent together. */
function plainOf(paragraph: string): string {
  const visible = paragraph.normalize('NFKC').replace(INVISIBLE, '');
  const plain = PLAIN.reduce((text, [signs, sign]) => text.replace(signs, sign), visible);
  return plain.normalize('NFKC').replace(/\s+/g, ' ').trim();
}
