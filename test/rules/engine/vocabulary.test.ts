import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWhole, Vocabulary } from '../../../rules/engine/vocabulary.ts';
import { anyPatterns, anyWord, fittingOf, lettersOf, patternOf } from './patterns.ts';

/** What fits a word that stands among other letters, and whether a glance says that something may. */
function asked(vocabulary: Vocabulary, word: string) {
  const letters = lettersOf(`x${word}x`);
  const fitting = vocabulary.fitting(letters, 1, word.length).sort((a, b) => a - b);
  return { fitting, mayFit: vocabulary.mayFit(letters, 1, word.length) };
}

describe('a vocabulary recognises', () => {
  it.each([
    ['a prefix, of any length', ['vi*', 'visa*', 'vis*'], 'visas', [0, 1, 2]],
    ['a prefix that is the whole word', ['visa*'], 'visa', [0]],
    ['a prefix where longer ones part', ['vis*', 'visit*', 'visas*'], 'visual', [0]],
    ['any letter by a ?', ['vi?a', 'v?s?', 'vis?', 'visa?'], 'visa', [0, 1, 2]],
    ['no word without a letter for the ?', ['visa?'], 'visa', []],
    ['a prefix with a ?', ['v?s*', 'vi?*', 'vit?*'], 'visas', [0, 1]],
    ['no prefix that is longer', ['visas*'], 'visa', []],
    ['no whole word, which it passes over', ['visa', 'vis*', 'visas'], 'visa', [1]],
    ['nothing where nothing is sought', [], 'visa', []],
    ['nothing in an empty word', ['visa*'], '', []],
  ])('%s', (_, patterns, word, expected) => {
    const { fitting, mayFit } = asked(new Vocabulary(patterns.map(patternOf)), word);
    expect(fitting).toEqual(expected);
    expect(mayFit || expected.length === 0).toBe(true);
  });

  it('what begins with a prefix, whatever the patterns, and never misses it at a glance', () => {
    fc.assert(
      fc.property(anyPatterns, anyWord, (patterns, word) => {
        const expected = fittingOf(patterns, word).filter((n) => !isWhole(patterns[n]!));
        const { fitting, mayFit } = asked(new Vocabulary(patterns), word);
        expect(fitting).toEqual(expected);
        expect(mayFit || expected.length === 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('by a glance that nothing fits most other words', () => {
    const vocabulary = new Vocabulary(['visa*', 'border*', 'trans?t'].map(patternOf));
    const others = Array.from({ length: 1000 }, (_, n) => `w${n.toString(36)}`);
    expect(others.filter((word) => asked(vocabulary, word).mayFit).length).toBeLessThan(50);
  });
});
