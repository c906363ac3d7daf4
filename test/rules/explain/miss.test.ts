import { describe, expect, it } from 'vitest';
import type { Readable } from '../../../rules/engine/columns.ts';
import { Explainer } from '../../../rules/explain/explain.ts';
import { parseQuery } from '../../../rules/language/parse.ts';
import type { Rule } from '../../../rules/topic.ts';
import { readable } from '../fixture.ts';

function missOf(written: string, its: string | Partial<Readable>) {
  const when = parseQuery(written).query!;
  const rule: Rule = { id: 'r', topic: 't', title: 'R', severity: 'low', when, version: 'v', cites: [] };
  const item = readable(typeof its === 'string' ? { title: its } : its);
  return new Explainer({ scope: null }, [rule]).explain(item)[0]!.when.miss;
}

describe('the nearest miss', () => {
  it.each([
    ['of a word that is not there', 'railway', 'A road', 'railway is not there'],
    [
      'of a word in another field',
      'title:railway',
      { content: 'A railway' },
      'railway stands in the content, and not in the title',
    ],
    [
      'of a word that is spelled almost so',
      'Zangezur',
      'The Zangezor road',
      '"Zangezor" is spelled almost as Zangezur',
    ],
    [
      'of a prefix that is spelled almost so',
      'Zangezur*',
      'Zangezorian',
      '"Zangezorian" is spelled almost as Zangezur*',
    ],
    ['of a short word is no other short word', 'road', 'A roads', 'road is not there'],
    [
      'of words in another order',
      '"visa free"',
      'Free visa',
      'the words of "visa free" are there, but not side by side',
    ],
    [
      'of a phrase that is there in part',
      '"visa free regime"',
      'A visa regime',
      'of "visa free regime" only visa regime is there',
    ],
    [
      'of words too far apart',
      'visa NEAR/2 ban',
      'visa for us and ban',
      'visa and ban are 4 words apart, and NEAR/2 asks for less',
    ],
    ['of words in the other order', 'visa ONEAR/2 ban', 'ban on visa', 'visa and ban stand in the other order'],
    [
      'of words in different fields',
      'visa NEAR/2 ban',
      { title: 'visa', summary: 'ban' },
      'both sides are there, in different fields',
    ],
    ['of one side', 'visa NEAR/2 ban', 'visa talks', 'ban is not there'],
    ['of both sides', 'visa NEAR/2 ban', 'talks', 'visa is not there; and ban is not there'],
    [
      'of a NOT is what stands there',
      'NOT visa',
      'The Visa and VISA again',
      '"Visa", "VISA" stands there, and may not',
    ],
    ['of a NOT without words', 'NOT NOT visa', 'talks', 'what may not be is so'],
    ['of an AND is what is missing', 'visa ban', 'visa talks', 'ban is not there'],
    [
      'of an OR is the nearest',
      'railway OR "visa free"',
      'Free visa',
      'the words of "visa free" are there, but not side by side',
    ],
    ['of a count is what is missing of it', '2 OF (visa, ban)', 'visa', 'ban is not there'],
    ['of a date is the date', 'date:2025', { published: '2026-01' }, 'it was published on 2026-01'],
    ['of a date where there is none', 'date:2025', 'visa', 'it has no date'],
    ['of an expression is nothing', String.raw`/\d+ troops/`, 'troops', String.raw`nothing fits /\d+ troops/`],
  ])('%s: %s', (_, query, item, words) => {
    expect(missOf(query, item)?.words).toBe(words);
  });

  it.each([
    ['the spelling', 'Zangezur', 'Zangezor', 'Syunik'],
    ['the distance', 'visa NEAR/2 ban', 'visa for us and ban', 'visa talks'],
    ['how much is there', 'visa ban talks', 'visa ban', 'visa'],
    ['the field', 'title:visa', { content: 'visa' }, { content: 'ban' }] as const,
  ])('is the nearer by %s', (_, query, near, far) => {
    expect(missOf(query, near)!.far).toBeLessThan(missOf(query, far)!.far);
  });

  it('is none of what fits', () => {
    expect(missOf('visa', 'visa')).toBeNull();
  });
});
