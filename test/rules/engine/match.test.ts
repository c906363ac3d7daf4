import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../rules/language/parse.ts';
import type { Query } from '../../../rules/language/query.ts';
import { search } from '../fixture.ts';

const title = (text: string) => ({ title: text });
const body = (words: number, last: string) => `${'word '.repeat(words)}${last}`;

describe('a query fits', () => {
  it.each([
    ['a word that is there', 'visa', title('EU suspends visa deal'), true],
    ['no word that is not there', 'visa', title('EU suspends trade deal'), false],
    ['no part of a word', 'visa', title('visas'), false],
    ['a word in another spelling', 'naxcivan', title('NAXÇIVAN'), true],
    ['a prefix', 'suspen*', title('The suspension'), true],
    ['a prefix that is the whole word', 'suspend*', title('suspend'), true],
    ['no prefix in the middle of a word', 'pension*', title('suspension'), false],
    ['a prefix of the last word in the alphabet', 'zz*', title('aa zzz'), true],
    ['a phrase', '"visa free travel"', title('End of visa-free travel'), true],
    ['no phrase in another order', '"free visa"', title('visa free'), false],
    ['no phrase with a word between', '"visa travel"', title('visa free travel'), false],
    ['no phrase beyond the end', '"travel ban"', title('visa travel'), false],
    ['a phrase with a prefix', '"trump* rout*"', title('On the Trumpian Routes'), true],
    [
      'no phrase that begins in one field and ends in the next',
      '"visa free"',
      { title: 'visa', summary: 'free' },
      false,
    ],
    ['both of AND', 'a AND b', { title: 'a', content: 'b' }, true],
    ['not one of AND', 'a AND b', title('a'), false],
    ['either of OR', 'a OR b', title('b'), true],
    ['neither of OR', 'a OR b', title('c'), false],
    ['the absence of a word', 'NOT a', title('b'), true],
    ['no presence of an absent word', 'NOT a', title('a'), false],
    ['an empty item with what is absent', 'NOT a', {}, true],
    ['a word and the absence of another', 'a NOT b', title('a c'), true],
    ['no word where the other is present', 'a NOT b', title('a b'), false],
    ['a double negation', 'NOT NOT a', title('a'), true],
    ['a group', '(a OR b) (c OR d)', title('b d'), true],
    ['not half a group', '(a OR b) (c OR d)', title('a b'), false],
  ])('%s: %s', (_, query, item, expected) => {
    expect(search(query, item).fits).toBe(expected);
  });
});

describe('NEAR fits', () => {
  it.each([
    ['touching words, one step apart', 'a NEAR/1 b', title('a b'), true],
    ['words at the bound', 'a NEAR/3 b', title('a x y b'), true],
    ['no words beyond the bound', 'a NEAR/3 b', title('a x y z b'), false],
    ['in either order', 'a NEAR/3 b', title('b x y a'), true],
    ['in neither order beyond the bound', 'a NEAR/3 b', title('b x y z a'), false],
    ['from the end of a phrase', '"a x y z" NEAR/1 b', title('a x y z b'), true],
    ['to the beginning of a phrase', 'b NEAR/1 "a x y z"', title('b a x y z'), true],
    ['no words of two fields', 'a NEAR/9 b', { title: 'a', summary: 'b' }, false],
    ['any of several pairs', 'a NEAR/1 b', title('a x b x a b'), true],
    ['alternatives on both sides', '(a OR b) NEAR/1 (c OR d)', title('b d'), true],
    ['prefixes', 'suspen* NEAR/2 visa*', title('suspension of visas'), true],
    ['no word that is both', 'visa NEAR/3 visa*', title('visa'), false],
    ['a word that stands twice', 'visa NEAR/3 visa*', title('visa by visa'), true],
    ['nothing in a long text that repeats itself', 'a NEAR/9 b NEAR/9 x', title('a b '.repeat(25_000)), false],
    ['a chain', 'a NEAR/1 b NEAR/1 c', title('c a b'), true],
    ['no chain with a gap', 'a NEAR/1 b NEAR/1 c', title('a b x c'), false],
  ])('%s: %s', (_, query, item, expected) => {
    expect(search(query, item).fits).toBe(expected);
  });
});

describe('a field is', () => {
  it.each([
    ['the headline', 'title:visa', { title: 'visa' }, true],
    ['not the summary, for title', 'title:visa', { summary: 'visa' }, false],
    ['the summary', 'summary:visa', { summary: 'visa' }, true],
    ['not the headline, for summary', 'summary:visa', { title: 'visa' }, false],
    ['the body', 'content:visa', { content: 'visa' }, true],
    ['not the headline, for content', 'content:visa', { title: 'visa' }, false],
    ['any text, for text', 'text:visa', { content: 'visa' }, true],
    ['any text, where none is named', 'visa', { summary: 'visa' }, true],
    ['no source, where none is named', 'civil', { source: 'civil', family: 'civil', url: 'https://civil.ge' }, false],
    ['the source', 'source:civil', { source: 'civil' }, true],
    ['the family', 'family:rferl', { family: 'rferl' }, true],
    ['not the family, for source', 'source:rferl', { family: 'rferl' }, false],
    ['the language', 'lang:ka', { language: 'ka' }, true],
    ['not the text, for lang', 'lang:ka', { title: 'ka', language: 'en' }, false],
    ['no language where none is known', 'lang:ka', { language: null }, false],
    ['words of the address', 'url:"politics 2025"', { url: 'https://a.example/politics/2025' }, true],
    ['of a group, each of it', 'title:(a b)', { title: 'a', summary: 'b' }, false],
    ['the inner of two', 'title:(a summary:b)', { title: 'a', summary: 'b' }, true],
    ['the headline, for lead', 'lead:visa', { title: 'visa', summary: 'x' }, true],
    ['the summary, for lead', 'lead:visa', { summary: 'visa' }, true],
    ['not the body, for lead, where there is a summary', 'lead:visa', { summary: 'x', content: 'visa' }, false],
    ['the beginning of the body, for lead, where there is none', 'lead:visa', { content: body(79, 'visa') }, true],
    ['not the body beyond its first eighty words, for lead', 'lead:visa', { content: body(80, 'visa') }, false],
  ])('%s: %s', (_, query, item, expected) => {
    expect(search(query, item).fits).toBe(expected);
  });

  it('what a term is read in', () => {
    const terms: ReadonlyMap<string, Query> = new Map([['route', parseQuery('TRIPP').query!]]);
    expect(search('title:$route', { title: 'TRIPP' }, terms).fits).toBe(true);
    expect(search('title:$route', { summary: 'TRIPP' }, terms).fits).toBe(false);
  });
});
