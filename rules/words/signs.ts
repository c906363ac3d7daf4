/** Which characters of a text stand in its words. */
import { APOSTROPHE, isInWord, SEPARATOR, SURROGATE } from './fold.ts';

/** How many code units the character at an offset takes in a word; none where it stands between words. */
export function unitsInWord(text: string, at: number, sign: number): number {
  if (sign === SEPARATOR || sign === APOSTROPHE) return 0;
  if (sign === SURROGATE) return isInWord(text, at) ? 2 : 0;
  return 1;
}

const SPELLING = /[oOgG]['‘’`](?=\p{L}{2})/uy;

/** How many it takes where it is an apostrophe that spells, in a word that begins at a given offset. */
export function unitsSpelling(text: string, at: number, start: number, sign: number): number {
  if (sign !== APOSTROPHE || at === start) return 0;
  SPELLING.lastIndex = at - 1;
  return SPELLING.test(text) ? 1 : 0;
}

const POSSESSIVE = /['’][sS]/y;

/** Whether a word, from one offset to another, is the s of a possessive. */
export function isPossessive(text: string, start: number, end: number): boolean {
  if (end - start > 1 || start === 0) return false;
  POSSESSIVE.lastIndex = start - 1;
  return POSSESSIVE.test(text);
}
