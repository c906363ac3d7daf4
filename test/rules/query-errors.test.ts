import { describe, expect, it } from 'vitest';
import { parseQuery, type Query } from '../../rules/query.ts';

const terms: ReadonlyMap<string, Query> = new Map([
  ['georgia', parseQuery('Georgia OR Tbilisi').query!],
  ['not_now', parseQuery('NOT now').query!],
]);

describe('a query is refused with the place and the mend', () => {
  it.each([
    ['an operator in small letters', 'a and b', 2, 'and is read as a word here; mend: write AND'],
    ['a star in the middle', 'a ab*c', 2, 'a star stands at the end of a word only'],
    ['a star in front', '*bc', 0, 'a star stands at the end of a word only'],
    ['a field and nothing', 'title: a', 0, 'nothing may stand between title: and what it is sought in'],
    ['an empty query', '', 0, 'the query is empty; mend: name at least one word'],
    ['a blank query', ' \n ', 0, 'the query is empty; mend: name at least one word'],
    ['an unknown term', 'visa $georgai', 5, 'unknown term $georgai; did you mean $georgia?'],
    ['an unknown term that resembles none', '$xyz', 0, 'unknown term $xyz'],
    [
      'an unknown field',
      'tittle:visa',
      0,
      'unknown field tittle:; did you mean title?; the fields are title, summary, content,',
    ],
    ['an address, which looks like a field', 'https://a.b', 0, 'unknown field https:; the fields are title,'],
    ['a ( that is never closed', 'a (b OR c', 2, 'this ( is never closed'],
    ['a ) that was never opened', 'a OR b) c', 6, 'unexpected ); is a ( missing?'],
    ['an empty group', 'a ()', 3, 'a word, "phrase", $term or ( is missing before )'],
    ['a quotation mark that is never closed', 'visa "free travel', 5, 'a quotation mark is opened and never closed'],
    ['an empty phrase', 'a ""', 2, 'an empty phrase holds no word that a text could hold'],
    ['a phrase of signs', '"!!!"', 0, '!!! holds no word that a text could hold'],
    ['signs', 'a OR !?', 5, '!? holds no word that a text could hold'],
    ['a closing quotation mark that opens nothing', 'a » b', 2, '» has no meaning here; a phrase stands between'],
    ['a prefix of one letter', 'visa a*', 5, 'a* would fit every text; a prefix has at least 2 letters'],
    ['a prefix of one letter in a phrase', '"a* visa"', 0, 'a* would fit every text; a prefix has at least 2 letters'],
    ['NEAR without a number', 'a NEAR b', 2, 'NEAR needs a distance in words: NEAR/5 (1 to 100)'],
    ['NEAR/0', 'a NEAR/0 b', 2, 'NEAR needs a distance in words: NEAR/5 (1 to 100)'],
    ['NEAR/101', 'a NEAR/101 b', 2, 'NEAR needs a distance in words: NEAR/5 (1 to 100)'],
    ['NEAR with NOT on its right', 'a NEAR/3 NOT b', 2, 'NEAR joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with NOT on its left', 'NOT a NEAR/3 b', 6, 'NEAR joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with AND', 'a NEAR/3 (b c)', 2, 'NEAR joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with a term that negates', 'a NEAR/3 $not_now', 2, 'NEAR joins words, phrases, $terms and (a OR b)'],
    ['NEAR with nothing on its right', 'a NEAR/3', 8, 'a word, "phrase", $term or ( is missing before the end'],
    ['NEAR with nothing on its left', 'NEAR/3 a', 0, 'a word, "phrase", $term or ( is missing before NEAR/3'],
    ['OR with nothing on its right', 'a OR', 4, 'a word, "phrase", $term or ( is missing before the end'],
    ['OR with nothing on its left', 'OR a', 0, 'a word, "phrase", $term or ( is missing before OR'],
    ['AND after OR', 'a OR AND b', 5, 'a word, "phrase", $term or ( is missing before AND'],
    ['NOT with nothing after it', 'a NOT', 5, 'a word, "phrase", $term or ( is missing before the end'],
    ['a field with an operator after it', 'title:NOT a', 6, 'a word, "phrase", $term or ( is missing before NOT'],
  ])('%s: %s', (_, text, at, what) => {
    const { query, problems } = parseQuery(text, terms);
    expect(query).toBeUndefined();
    expect(problems[0]).toEqual({ at, what: expect.stringContaining(what) });
    expect(problems[0]!.what.startsWith(what)).toBe(true);
  });

  it('several mistakes are reported at once', () => {
    const { problems } = parseQuery('$georgai OR titel:visa OR a NEAR b', terms);
    expect(problems.map(({ at }) => at).sort((a, b) => a - b)).toEqual([0, 12, 28]);
  });

  it('the place is marked by a caret under the query', () => {
    const [problem] = parseQuery('visa AND $georgai', terms).problems;
    expect(problem!.what.split('\n').slice(1)).toEqual(['visa AND $georgai', '         ^']);
  });

  it('of a long query the forty characters around the place are shown', () => {
    const [problem] = parseQuery(`${'visa OR '.repeat(20)}$georgai${' OR visa'.repeat(20)}`, terms).problems;
    const [, shown, caret] = problem!.what.split('\n');
    expect(shown).toHaveLength(80);
    expect(shown!.slice(caret!.indexOf('^'))).toMatch(/^\$georgai OR/);
  });

  it('a term that is known and has mistakes of its own is not called unknown', () => {
    const broken = { get: () => undefined, keys: () => ['route'] };
    expect(parseQuery('$route', broken)).toEqual({ problems: [] });
  });
});
