/** Sentence → tagged words, by compromise: what is a name, of a place or people, and what is a verb. English only. */
import nlp from 'compromise';
import { STOPWORDS } from './stopwords.ts';
import { folded } from './words.ts';

export interface Tagged {
  text: string;
  /** Signs around it: a comma or a parenthesis divides names. */
  pre: string;
  post: string;
  tags: ReadonlySet<string>;
}

/** The words of one sentence with their tags (compromise's: ProperNoun, Place, Demonym, Verb, …). */
export function tagged(sentence: string): Tagged[] {
  const read = nlp(sentence).json({ terms: { tags: true } }) as {
    terms: (Omit<Tagged, 'tags'> & { tags: string[] })[];
  }[];
  return read
    .flatMap(({ terms }) => terms)
    .map(({ text, pre, post, tags }) => ({ text, pre, post, tags: new Set(tags) }));
}

/** Of English text about every second word joins others; of other languages hardly any is spelt like one that does. */
const SHARE = 0.2;

/** Whether a text reads as English. */
export function isEnglish(text: string): boolean {
  const words = folded(text.slice(0, 20_000));
  const joining = words.filter((word) => word.length > 1 && STOPWORDS.has(word)).length;
  return words.length > 0 && joining / words.length >= SHARE;
}
