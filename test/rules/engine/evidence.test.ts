import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Readable } from '../../../rules/engine/columns.ts';
import { parseQuery } from '../../../rules/language/parse.ts';
import { FIELDS, type Query } from '../../../rules/language/query.ts';
import { matchQuery, readable, search } from '../fixture.ts';

const terms: ReadonlyMap<string, Query> = new Map([['route', parseQuery('"Trump Route" OR TRIPP').query!]]);
const shown = (query: string, item: Partial<Readable>) =>
  search(query, item, terms).evidence.map(({ clause, field, text }) => `${clause} | ${field} | ${text}`);

describe('the evidence of a match', () => {
  it.each([
    ['names clause, field and words', 'visa', { title: 'The Visa deal' }, ['visa | title | Visa']],
    ['quotes the words as they stand', '"visa free"', { title: 'Visa—Free!' }, ['"visa free" | title | Visa—Free']],
    ['names the term and its own clause', '$route', { title: 'On TRIPP' }, ['$route: TRIPP | title | TRIPP']],
    ['names the field that was asked for', 'title:visa', { title: 'visa' }, ['title:visa | title | visa']],
    [
      'of NEAR is its two sides',
      'a NEAR/3 b',
      { title: 'x b c a y' },
      ['a NEAR/3 b | title | b', 'a NEAR/3 b | title | a'],
    ],
    ['of AND shows both', 'a b', { title: 'b a' }, ['b | title | b', 'a | title | a']],
    ['of OR shows all that are there', 'a OR b OR c', { title: 'a c' }, ['a | title | a', 'c | title | c']],
    ['of OR shows nothing of a part that does not fit', 'a OR (b c)', { title: 'a b' }, ['a | title | a']],
    ['of NOT is none', 'a NOT b', { title: 'a' }, ['a | title | a']],
    ['of a double negation is none', 'NOT NOT a', { title: 'a' }, []],
    ['shows every place', 'a', { title: 'a x a', content: 'a' }, ['a | title | a', 'a | title | a', 'a | content | a']],
    ['shows a stretch once', 'aa OR aa*', { title: 'aa' }, ['aa* | title | aa']],
    [
      'reads as the item does',
      'c OR b OR a',
      { title: 'a', summary: 'b', content: 'c' },
      ['a | title | a', 'b | summary | b', 'c | content | c'],
    ],
    ['may be a source', 'source:civil', { source: 'civil' }, ['source:civil | source | civil']],
    ['is none where the query does not fit', 'a b', { title: 'a' }, []],
  ])('%s: %s', (_, query, item, expected) => {
    expect(shown(query, item)).toEqual(expected);
  });

  it('is at most 24 places', () => {
    expect(shown('a', { title: 'a '.repeat(100) })).toHaveLength(24);
  });

  it('is at the offsets of the text as written', () => {
    expect(search('visa', { title: '🙂 Georgia’s VISA' }).evidence).toEqual([
      { clause: 'visa', field: 'title', start: 13, end: 17, text: 'VISA' },
    ]);
  });
});

const vocabulary = ['visa', 'visas', 'Georgia', 'ЁЖ', 'ежи', 'زنگه‌زور', '中国走廊', 'Naxçıvan', "o'zbek's", '🙂', '—'];
const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 8 }).map((words) => words.join(' '));
const anyItem = fc
  .record({
    title: text,
    summary: text,
    content: text,
    source: text,
    family: text,
    language: fc.option(text),
    url: fc.option(text),
  })
  .map((its) => readable(its));
const word = fc.constantFrom(
  'visa',
  'visa*',
  'еж*',
  '"visa Georgia"',
  'زنگه‌زور',
  '走廊',
  '"中国 走廊"',
  'naxcivan',
  "o'zbek",
);
const { query: anyQuery } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.tuple(word, fc.integer({ min: 1, max: 5 }), word).map(([a, n, b]) => `(${a} NEAR/${n} ${b})`),
    fc.tuple(fc.constantFrom(...FIELDS), word).map(([field, one]) => `${field}:${one}`),
    fc.tuple(tie('query'), fc.constantFrom('AND', 'OR'), tie('query')).map(([a, and, b]) => `(${a} ${and} ${b})`),
    tie('query').map((one) => `(NOT ${one})`),
  ),
}));

describe('whatever the item and the query', () => {
  it('evidence is what stands at its offsets, in reading order, each stretch once', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyItem, anyQuery, (item, query) => {
        const { fits, evidence } = search(query, item);
        if (!fits) expect(evidence).toEqual([]);
        for (const { field, start, end, text } of evidence) {
          expect(item[field]!.slice(start, end)).toBe(text);
          expect(text).not.toBe('');
        }
        const places = evidence.map(({ field, start, end }) => `${field} ${start} ${end}`);
        const order = evidence.map(({ field, start }) => Object.keys(item).indexOf(field) * 1e6 + start);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(new Set(places).size).toBe(places.length);
        seen += evidence.length;
      }),
      { numRuns: 1000 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  it('AND, OR and NOT are those of logic', () => {
    fc.assert(
      fc.property(anyItem, anyQuery, anyQuery, (item, a, b) => {
        const fits = (query: string) => search(query, item).fits;
        expect(fits(`(${a}) AND (${b})`)).toBe(fits(a) && fits(b));
        expect(fits(`(${a}) OR (${b})`)).toBe(fits(a) || fits(b));
        expect(fits(`NOT (${a})`)).toBe(!fits(a));
      }),
      { numRuns: 300 },
    );
  });

  it('the same query on the same item finds the same, however often and in whatever company', () => {
    fc.assert(
      fc.property(anyItem, anyQuery, anyQuery, (item, first, other) => {
        const fresh = search(first, item);
        matchQuery(parseQuery(other).query!, item);
        expect(matchQuery(parseQuery(first).query!, item)).toEqual(fresh);
        expect(matchQuery(parseQuery(first).query!, item)).toEqual(fresh);
      }),
      { numRuns: 300 },
    );
  });
});
