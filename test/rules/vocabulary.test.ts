import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pattern } from '../../rules/query.ts';
import { Vocabulary } from '../../rules/vocabulary.ts';

const pattern = (written: string): Pattern => ({ word: written.replace('*', ''), prefix: written.endsWith('*') });
const fitting = (patterns: readonly Pattern[], word: string) => {
  const letters = Uint16Array.from({ length: word.length + 1 }, (_, n) => word.charCodeAt(n));
  return new Vocabulary(patterns).fitting(letters, word.length).toSorted((a, b) => a - b);
};

describe('a vocabulary recognises', () => {
  it.each([
    ['a word', ['visa'], 'visa', [0]],
    ['no word that goes on', ['visa'], 'visas', []],
    ['no word that ends before', ['visa'], 'vis', []],
    ['a prefix, of any length', ['vi*', 'visa*', 'vis*'], 'visas', [0, 1, 2]],
    ['a prefix that is the whole word, and the word', ['visa', 'visa*'], 'visa', [0, 1]],
    ['a prefix where longer words part', ['vis*', 'visit', 'visas'], 'visual', [0]],
    ['nothing in an empty vocabulary', [], 'visa', []],
    ['nothing in an empty word', ['visa*'], '', []],
  ])('%s', (_, patterns, word, expected) => {
    expect(fitting(patterns.map(pattern), word)).toEqual(expected);
  });

  it('what begins with a prefix or is the word, whatever the patterns', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abж\uffff'), minLength: 1, maxLength: 6 });
    const patterns = fc.uniqueArray(fc.record({ word, prefix: fc.boolean() }), {
      selector: (one) => `${one.word} ${one.prefix}`,
      maxLength: 300,
    });
    fc.assert(
      fc.property(patterns, word, (all, sought) => {
        const expected = [...all.keys()].filter((n) => {
          const { word, prefix } = all[n]!;
          return prefix ? sought.startsWith(word) : sought === word;
        });
        expect(fitting(all, sought)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
