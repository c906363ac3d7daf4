import { describe, expect, it } from 'vitest';
import { keyPhrases } from '../../../rules/draft/yake.ts';
import { blocksOf, wordStatistics } from '../../../rules/draft/yakewords.ts';

/**
 * Worked by hand from the paper's equations. Counts: iran 1, warn 1, armenia 2, answer 1; their mean 1.25 and deviation
 * 0.4330 make 1.6830 the usual frequency. Of armenia: case 1/(1+ln 2), position ln ln 3.5, relatedness 1+(1+1)·2/2.
 */
const TEXT = ['Iran warns Armenia.', 'Armenia answers.'];
const NONE = new Set<string>();

describe('YAKE', () => {
  it.each([
    ['iran', 0.1934],
    ['warn', 0.3438],
    ['armenia', 0.5121],
  ])('scores the word %s as the paper does: %d', (word, score) => {
    expect(wordStatistics(TEXT.map(blocksOf), NONE).get(word)!.score).toBeCloseTo(score, 4);
  });

  it('scores a phrase by its words: the product over the count and one plus the sum', () => {
    const found = new Map(keyPhrases(TEXT, NONE, 10).map(({ text, score }) => [text, score]));
    expect(found.get('Iran warns')).toBeCloseTo((0.1934 * 0.3438) / (1 + 0.1934 + 0.3438), 4);
  });

  it('weighs a stopword within a phrase by how surely it stands between the two words', () => {
    const text = ['Board of Peace meets.', 'Board of Peace ends.'];
    const words = wordStatistics(text.map(blocksOf), new Set(['of']));
    const [a, b] = [words.get('board')!.score, words.get('peace')!.score];
    const found = keyPhrases(text, new Set(['of']), 20).find((phrase) => phrase.text === 'Board of Peace')!;
    // It always does here, so the stopword changes nothing.
    expect(found.score).toBeCloseTo((a * b) / (2 * (1 + a + b)), 10);
  });

  it.each([
    [
      'begins or ends with a stopword',
      ['The talks of the day.'],
      new Set(['the', 'of']),
      ['talks of', 'of the', 'the day'],
    ],
    ['holds a number', ['In 2027 troops arrive.'], NONE, ['2027', '2027 troops']],
    ['reaches over punctuation', ['Iran, Armenia'], NONE, ['Iran Armenia']],
    ['is longer than three words', ['one two three four'], NONE, ['one two three four']],
  ])('proposes no phrase that %s', (_, text, stopwords, absent) => {
    const found = keyPhrases(text, stopwords, 50).map((phrase) => phrase.text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((phrase) => absent.includes(phrase))).toEqual([]);
  });

  it('tells of two phrases that look alike the better one, and at most as many as asked', () => {
    const text = ['Normalisation agreements were signed.', 'Normalization agreements were welcomed.'];
    const alike = keyPhrases(text, NONE, 50).filter((phrase) => /^normali.ation agreements$/i.test(phrase.text));
    expect(alike).toHaveLength(1);
    expect(keyPhrases(text, NONE, 2)).toHaveLength(2);
  });

  it('finds nothing in nothing', () => {
    expect([keyPhrases([], NONE, 5), keyPhrases(['— …'], NONE, 5)]).toEqual([[], []]);
  });
});
