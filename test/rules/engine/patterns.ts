/** Patterns and words for the tests of what recognises them. */
import fc from 'fast-check';
import type { Pattern } from '../../../rules/language/query.ts';

export const patternOf = (written: string): Pattern => {
  return { word: written.replace('*', ''), prefix: written.endsWith('*') };
};

export const lettersOf = (word: string): Uint16Array =>
  Uint16Array.from({ length: word.length }, (_, n) => word.charCodeAt(n));

export const anyWord = fc.string({ unit: fc.constantFrom(...'abж\uffff'), minLength: 1, maxLength: 6 });
const rest = fc.string({ unit: fc.constantFrom(...'abж?'), maxLength: 5 });
const begun = fc.tuple(anyWord, rest).map(([first, rest]) => first.slice(0, 2) + rest);

/** No two the same, as in a plan. */
export const anyPatterns = fc.uniqueArray(fc.record({ word: begun, prefix: fc.boolean() }), {
  selector: (one) => `${one.word} ${one.prefix}`,
  maxLength: 300,
});

/** The places of the patterns that fit a word, by asking each of them. */
export const fittingOf = (patterns: readonly Pattern[], word: string): number[] =>
  [...patterns.keys()].filter((n) => {
    const { word: sought, prefix } = patterns[n]!;
    const there = word.slice(0, prefix ? sought.length : undefined);
    return there.length === sought.length && [...sought].every((letter, k) => letter === '?' || letter === there[k]);
  });
