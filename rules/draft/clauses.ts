/** Sentence → clauses: a condition or an aside is told apart from what it is said of. */
import type { Word } from '../words/words.ts';
import type { Tagged } from './english.ts';
import { folded } from './words.ts';

const SUBORDINATE =
  /^(?:if|unless|while|whereas|because|although|though|when|once|which|who|whose|where|since|after|before|until)$/;
const DIVIDES = /[;:.?!—]|\s[-–]\s/;

/**
 * The number of each word's clause. A subordinate clause ends at the next comma, where its sentence goes on; from the
 * word `listed` on, commas and “or” divide what is listed.
 */
export function clausesOf(sentence: string, words: readonly Word[], listed: number): number[] {
  let [last, main, now] = [0, 0, 0];
  return words.map(({ word, start }, n) => {
    const gap = sentence.slice(words[n - 1]?.end ?? start, start);
    const lists = n > listed && (gap.includes(',') || word === 'or' || word === 'and');
    if (n === listed || lists || DIVIDES.test(gap) || word === 'but') now = main = ++last;
    else if (gap.includes(',')) now = main;
    if (n < listed && SUBORDINATE.test(word)) now = ++last;
    return now;
  });
}

/** Whether each word is a verb that tells of a step: none that helps another. */
export function verbsIn(words: readonly Word[], tagged: readonly Tagged[]): boolean[] {
  const verbs = words.map(() => false);
  let from = 0;
  for (const { text, tags } of tagged) {
    for (const part of folded(text)) {
      // Acronyms stand there for their long forms, so that some words are passed over.
      const at = words.findIndex(({ word }, n) => n >= from && n < from + REACH && word === part);
      if (at < 0) continue;
      verbs[at] = tags.has('Verb') && !HELPERS.some((tag) => tags.has(tag));
      from = at + 1;
    }
  }
  return verbs;
}

const REACH = 15;
const HELPERS = ['Modal', 'Auxiliary', 'Copula', 'Adjective'];

/** Clauses where each has a verb: what has none belongs to the one after it, or at the end to the one before. */
export function withVerbs(clauses: readonly number[], verbs: readonly boolean[], listed: number): number[] {
  const hasVerb = new Set(clauses.filter((_, n) => verbs[n]));
  const own = clauses.map((clause, n) => {
    if (n < listed || hasVerb.has(clause)) return clause;
    return clauses.find((other, k) => k > n && hasVerb.has(other)) ?? clauses.findLast((other) => hasVerb.has(other));
  });
  return own.map((clause, n) => clause ?? clauses[n]!);
}
