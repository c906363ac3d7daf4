import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../rules/language/parse.ts';
import type { Query } from '../../../rules/language/query.ts';

const rules: ReadonlyMap<string, Query> = new Map([['signed', parseQuery('sign*').query!]]);
const terms: ReadonlyMap<string, Query> = new Map([
  ['georgia', parseQuery('Georgia OR Tbilisi').query!],
  ['not_now', parseQuery('NOT now').query!],
]);

describe('a query is refused with the place and the mend', () => {
  it.each([
    ['an operator in small letters', 'a and b', 2, 'and is read as a word here; mend: write AND'],
    ['a star in the middle', 'a ab*c', 2, 'a star stands at the end of a word only'],
    ['a star in front', '*bc', 0, 'a star stands at the end of a word only'],
    ['a field and nothing', 'title: a', 0, 'no space may stand between title: and what is sought in it'],
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
    ['NEAR with NOT on its right', 'a NEAR/3 NOT b', 2, 'NEAR/3 joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with NOT on its left', 'NOT a NEAR/3 b', 6, 'NEAR/3 joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with AND', 'a NEAR/3 (b c)', 2, 'NEAR/3 joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with a term that negates', 'a NEAR/3 $not_now', 2, 'NEAR/3 joins words, phrases, $terms and (a OR b)'],
    ['NEAR with nothing on its right', 'a NEAR/3', 8, 'a word, "phrase", $term or ( is missing before the end'],
    ['NEAR with nothing on its left', 'NEAR/3 a', 0, 'a word, "phrase", $term or ( is missing before NEAR/3'],
    ['OR with nothing on its right', 'a OR', 4, 'a word, "phrase", $term or ( is missing before the end'],
    ['OR with nothing on its left', 'OR a', 0, 'a word, "phrase", $term or ( is missing before OR'],
    ['AND after OR', 'a OR AND b', 5, 'a word, "phrase", $term or ( is missing before AND'],
    ['NOT with nothing after it', 'a NOT', 5, 'a word, "phrase", $term or ( is missing before the end'],
    ['a ? in front', 'visa ?eorgia', 5, 'a ? stands for a letter behind the first one; mend:'],
    ['a star and ? with one letter', 'a?*', 0, 'a?* would fit every text; a prefix has at least 2 letters'],
    ['a * before a phrase', 'b "* a"', 2, 'a * by itself stands for a word between two words of a phrase'],
    ['a * behind a phrase', '"a *"', 0, 'a * by itself stands for a word between two words of a phrase'],
    ['a slack behind a word', 'foo~2', 0, '~ stands behind a phrase: "visa regime"~2, and not behind a word'],
    ['a slack of none', '"a b"~0', 0, '~ needs a number of words: "visa regime"~2 (1 to 100)'],
    ['a slack beyond a text', '"a b"~101', 0, '~ needs a number of words: "visa regime"~2 (1 to 100)'],
    ['ONEAR without a number', 'a ONEAR b', 2, 'NEAR needs a distance in words: NEAR/5 (1 to 100)'],
    ['ONEAR with AND', 'a ONEAR/2 (b c)', 2, 'ONEAR/2 joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with a count', 'a NEAR/3 2 OF (b, c)', 2, 'NEAR/3 joins words, phrases, $terms and (a OR b) of such;'],
    ['NEAR with a date', 'a NEAR/3 date:2025', 2, 'NEAR/3 joins words, phrases, $terms and (a OR b) of such;'],
    ['a count of one part', 'a 2 OF (b)', 2, '2 OF needs two parts or more; mend: divide them by commas'],
    ['a count of parts side by side', '2 OF (a b c)', 0, '2 OF needs two parts or more; mend: divide them by commas'],
    ['a count of none', '0 OF (a, b)', 0, '0 OF 2 parts is never or always true; mend: 1 to 2'],
    ['a count of more than all', '3 OF (a, b)', 0, '3 OF 2 parts is never or always true; mend: 1 to 2'],
    ['a count with an empty part', '2 OF (a, , b)', 9, 'a word, "phrase", $term or ( is missing before ,'],
    ['a count that is never closed', '2 OF (a, b', 5, 'this ( is never closed'],
    ['a comma elsewhere', 'a, b', 1, 'a comma divides the parts of n OF (…), and nothing else'],
    ['a comma in a group', '(a, b)', 0, 'this ( is never closed'],
    ['an OF in small letters', '2 of (a, b)', 2, 'of is read as a word here; mend: write 2 OF (a, b), or'],
    ['a broken expression', 'a /b(c/', 2, 'this regular expression is not understood: '],
    ['a backreference', String.raw`/(a)\1/`, 0, 'this regular expression is not understood: '],
    ['an expression that looks ahead', '/a(?=b)/', 0, 'this regular expression is not understood: '],
    [
      'an expression that fits nothing at all',
      '/a*/',
      0,
      'this regular expression is not understood: it would fit every',
    ],
    ['an expression without end', `/${'a'.repeat(501)}/`, 0, 'this regular expression is not understood: it is longer'],
    ['an expression that explodes', '/((a{99}){99}){99}/', 0, 'this regular expression is not understood: '],
    ['no day', 'date:yesterday', 0, 'date:yesterday names no days; write date:2025-08-31, date:2025-08 or'],
    ['a day that is in no calendar', 'date:2025-02-30', 0, 'date:2025-02-30 names no days; write'],
    ['a month that is in no calendar', 'date:2025-13', 0, 'date:2025-13 names no days; write'],
    ['a span without ends', 'date:..', 0, 'date:.. names no days; write'],
    ['a span of three', 'date:2024..2025..2026', 0, 'date:2024..2025..2026 names no days; write'],
    ['a span that ends before it begins', 'date:2026..2025', 0, 'date:2026..2025 ends before it begins'],
    ['a misspelt date', 'dat:2025', 0, 'unknown field dat:; did you mean date?; the fields are title, summary,'],
    ['an unknown rule', 'a #sigend', 2, 'unknown rule #sigend; did you mean #signed?'],
    [
      'a rule of another topic',
      '#tripp/signed',
      0,
      'unknown rule #tripp/signed; a rule of another topic cannot be named',
    ],
    ['a field with an operator after it', 'title:NOT a', 6, 'a word, "phrase", $term or ( is missing before NOT'],
  ])('%s: %s', (_, text, at, what) => {
    const { query, problems } = parseQuery(text, terms, rules);
    expect(query).toBeUndefined();
    expect(problems[0]).toEqual({ at, what: expect.stringContaining(what) });
    expect(problems[0]!.what.startsWith(what)).toBe(true);
  });

  it('several mistakes are reported at once', () => {
    const { problems } = parseQuery('$georgai OR titel:visa OR a NEAR b', terms);
    expect(problems.map(({ at }) => at).sort((a, b) => a - b)).toEqual([0, 12, 28]);
  });

  it.each(['a ()', '()', '2 OF (a, )', '(a OR)'])('%s has one mistake, and the group is closed', (text) => {
    expect(parseQuery(text).problems).toHaveLength(1);
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
