import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lexicon } from '../../../rules/engine/lexicon.ts';
import type { Pattern } from '../../../rules/language/query.ts';
import { hashOf } from '../../../rules/words/hash.ts';
import { anyPatterns, anyWord, fittingOf, lettersOf, patternOf } from './patterns.ts';

function lexiconOf(patterns: readonly Pattern[]) {
  const lexicon = new Lexicon(patterns);
  const { records } = lexicon;
  const fitting = (word: string, hash = hashOf(word)) => {
    const record = lexicon.recordOf(lettersOf(`x${word}`), 1, word.length, hash);
    if (record === 0) return [];
    return [...records.numbers.slice(records.patternsAt(record), records.behind(record))].sort((a, b) => a - b);
  };
  return { lexicon, fitting };
}

const written = (...patterns: string[]) => lexiconOf(patterns.map(patternOf));

describe('a lexicon recognises', () => {
  it.each([
    ['a word', ['visa'], 'visa', [0]],
    ['no word that goes on', ['visa'], 'visas', []],
    ['no word that ends before', ['visa'], 'vis', []],
    ['a word, and what begins it', ['visa', 'visa*', 'vi*'], 'visa', [0, 1, 2]],
    ['a word, and any of its letters by a ?', ['v?sa', 'visa', 'visa?'], 'visa', [0, 1]],
    ['a prefix where words part', ['vis*', 'visit', 'visas'], 'visual', [0]],
    ['nothing where nothing is sought', [], 'visa', []],
    ['nothing in an empty word', ['visa', 'visa*'], '', []],
  ])('%s', (_, patterns, word, expected) => {
    expect(written(...patterns).fitting(word)).toEqual(expected);
  });

  it('what begins with a prefix or is the word, whatever the patterns', () => {
    fc.assert(
      fc.property(anyPatterns, anyWord, (patterns, word) => {
        expect(lexiconOf(patterns).fitting(word)).toEqual(fittingOf(patterns, word));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a lexicon tells of a word what fits it', () => {
  it('at first sight and ever after', () => {
    const { fitting } = written('visa', 'vis*', 'v?sa');
    for (let n = 0; n < 3; n++) {
      expect(fitting('visa')).toEqual([0, 1, 2]);
      expect(fitting('visas')).toEqual([1]);
      expect(fitting('vosa')).toEqual([2]);
      expect(fitting('vosas')).toEqual([]);
    }
  });

  it('whatever other words have the same hash', () => {
    const { fitting } = written('abc*', 'abd*');
    const hash = hashOf('abc');
    const words = ['abcx', 'abdx', 'abcy', 'abd', 'abzz', 'abc', 'abdxx'];
    const expected = [[0], [1], [0], [1], [], [0], [1]];
    for (let n = 0; n < 2; n++) expect(words.map((word) => fitting(word, hash))).toEqual(expected);
  });

  it('however many it has met, and when it has forgotten them', () => {
    const { lexicon, fitting } = written('abc*');
    for (let n = 0; n < 40_000; n++) expect(fitting(`abc${n}`)).toEqual([0]);
    expect(fitting('abc17')).toEqual([0]);
    const before = lexicon.records.numbers.length;
    lexicon.trim();
    expect(fitting('abc17')).toEqual([0]);
    expect(fitting('abd17')).toEqual([]);
    for (let n = 0; n < 30_000; n++) fitting(`abc${n}`);
    expect(lexicon.records.numbers.length).toBe(before);
  });
});
