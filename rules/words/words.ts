/** Text → words, each with its folded form and where it stands. */
import { WordReader } from './reader.ts';
import type { Word } from './segments.ts';

export { WordReader } from './reader.ts';
export type { Word } from './segments.ts';

/** Every word of a text, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  reader.open(text);
  while (reader.next()) words.push({ word: reader.word, start: reader.start, end: reader.end });
  return words;
}

/** Reads what is read at once. */
const reader = new WordReader();
