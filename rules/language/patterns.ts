/** A word or a phrase of a query → the patterns that a text's words are held against. */
import { wordsOf } from '../words/words.ts';
import type { Words } from './query.ts';

/** A letter that no text of ours holds, folds to itself, and can so stand in a word for the `?`, which divides words. */
const ANY_LETTER = 'ꞏ';

/** The folded patterns of what stands in quotation marks, or of one word without. What cannot be sought is told. */
export function patternsOf(written: string, problem: (what: string) => void): Pick<Words, 'patterns' | 'skips'> {
  const text = written.replaceAll(SINGLE, ANY_LETTER);
  const found = wordsOf(text);
  if (found.length === 0) {
    problem(`${written || 'an empty phrase'} holds no word that a text could hold`);
    return { patterns: [], skips: [] };
  }
  const patterns = found.map(({ word, end }) => ({
    word: word.replaceAll(ANY_LETTER, '?'),
    prefix: text[end] === '*',
  }));
  for (const { word, prefix } of patterns) {
    const shown = prefix ? `${word}*` : word;
    if (prefix && word.replaceAll('?', '').length < 2)
      problem(`${shown} would fit every text; a prefix has at least 2 letters`);
  }
  if (/(?<![\p{L}\p{M}\p{N}])\?+[\p{L}\p{N}]/u.test(text))
    problem('a ? stands for a letter behind the first one; mend: write out how the word may begin');
  if (/\*\S/.test(text)) problem('a star stands at the end of a word only');
  const stars = [...text.matchAll(ANY_WORD)].map(({ index }) => index);
  if (stars.some((at) => at < found[0]!.start || at > found.at(-1)!.start))
    problem('a * by itself stands for a word between two words of a phrase');
  const skips = found.map(
    ({ start }, n) => stars.filter((at) => at < start && at > (found[n - 1]?.start ?? start)).length,
  );
  return { patterns, skips };
}

/** Behind a letter; elsewhere it is a question mark. */
const SINGLE = /(?<=[\p{L}\p{M}\p{N}]\?*)\?/gu;
const ANY_WORD = /(?<!\S)\*(?!\S)/g;
