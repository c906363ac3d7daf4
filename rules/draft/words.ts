/** Words as the draft compares and writes them. */
import { parseQuery } from '../language/parse.ts';
import { wordsOf } from '../words/words.ts';

/** A text's folded words, in order. */
export const folded = (text: string): string[] => wordsOf(text).map(({ word }) => word);

/** A text without signs that no query may hold, on one line. */
export const bare = (text: string): string =>
  text
    .replace(/[\p{C}"“”„«»*?]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Longer words are no words, and longer phrases sentences. */
const LONGEST = 60;

/**
 * The query for a word or phrase, its last word in any of its endings where that is asked; null where there is none to
 * be had.
 */
export function queryFor(text: string, anyEnding: boolean): string | null {
  const words = folded(text);
  if (words.length === 0 || words.some((word) => word.length > LONGEST)) return null;
  const plain = bare(text).replace(/['’]s?$/u, '');
  const last = plain.split(/[\s\-–—/]+/).at(-1)!;
  const spelt = anyEnding ? `${plain.slice(0, plain.length - last.length)}${withEndings(last)}` : plain;
  const query =
    /^[\p{L}\p{N}]+\*?$/u.test(spelt) && !OPERATOR.test(spelt) ? eitherSpelling(spelt) : `"${eitherSpelling(spelt)}"`;
  return parseQuery(query).query ? query : null;
}

const OPERATOR = /^(?:and|or|not|of|o?near|of)$/i;

/** -isation and -ization are one word. */
const eitherSpelling = (text: string): string => text.replace(/(?<=\p{L}{3}i)[sz](?=ations?\b|ational\b)/giu, '?');

/** A word's singular, plural and possessive as one prefix; as it stands where a prefix would take in others. */
function withEndings(word: string): string {
  if (!/^[\p{L}\p{M}]{4,}$/u.test(word) || word === word.toUpperCase()) return word;
  const stem = /[^aeiou]ies$/i.test(word)
    ? word.slice(0, -3)
    : /[^aeiou]y$/i.test(word)
      ? word.slice(0, -1)
      : singular(word);
  return stem.length >= 4 ? `${stem}*` : word;
}

/** A plural's singular, by its ending alone. */
const singular = (word: string): string => (/[^sui]s$/i.test(word) ? word.slice(0, -1) : word);

/** What two spellings of one word share: folded, without the ending of the plural. */
export const stemOf = (word: string): string =>
  word.length > 3 ? word.replace(/(?:ies|y)$/, 'i').replace(/([^sui])s$/, '$1') : word;
