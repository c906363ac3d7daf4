/** Key phrases of analyses for a topic's terms: YAKE's, without what names say already and what is no noun. */
import { tagged } from './english.ts';
import type { Sentence } from './reading.ts';
import { STOPWORDS } from './stopwords.ts';
import { folded, stemOf } from './words.ts';
import { type KeyPhrase, keyPhrases } from './yake.ts';

/** As many of each analysis are looked at; the further down, the more they repeat one another. */
const RANKED = 250;
/** In a longer text than this many sentences, what matters is said twice. */
export const SHORT = 10;

/** The key phrases of each analysis in turn, each once, best first; `named` are the stems of words that names hold. */
export function phrasesOf(sentences: readonly Sentence[], named: ReadonlySet<string>): KeyPhrase[] {
  const best = new Map<string, KeyPhrase>();
  for (const own of Map.groupBy(sentences, ({ document }) => document).values()) {
    for (const phrase of ownPhrases(own, named)) {
      const key = folded(phrase.text).map(stemOf).join(' ');
      if ((best.get(key)?.score ?? Number.POSITIVE_INFINITY) > phrase.score) best.set(key, phrase);
    }
  }
  return [...best.values()].sort((a, b) => a.score - b.score);
}

function ownPhrases(sentences: readonly Sentence[], named: ReadonlySet<string>): KeyPhrase[] {
  const english = sentences.some(({ tagged }) => tagged.length > 0);
  const texts = sentences.map(({ text }) => text);
  const phrases = keyPhrases(texts, english ? STOPWORDS : new Set(), RANKED);
  const often = phrases.filter(({ count }) => count > 1 || texts.length <= SHORT);
  return english ? often.filter(({ text }) => isNoun(text, named)) : often;
}

/** Whether a phrase ends in a noun, holds no verb, and neither begins nor ends with a name. */
function isNoun(phrase: string, named: ReadonlySet<string>): boolean {
  const words = phrase.split(' ');
  const edges = [words[0]!, words.at(-1)!];
  if (edges.some((word) => folded(word).every((part) => named.has(stemOf(part))))) return false;
  const tags = tagged(phrase.toLowerCase());
  const ends = tags.at(-1)?.tags;
  return (
    ends?.has('Noun') === true &&
    !ends.has('Date') &&
    !tags.some((word) => word.tags.has('Verb') && !word.tags.has('Gerund'))
  );
}
