import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../rules/language/parse.ts';
import { formatQuery, printQuery } from '../../../rules/language/print.ts';
import { FIELDS, type Query } from '../../../rules/language/query.ts';

const terms: ReadonlyMap<string, Query> = new Map([
  ['route', parseQuery('"Trump Route" OR TRIPP').query!],
  ['absent', parseQuery('NOT visa').query!],
]);

const rules: ReadonlyMap<string, Query> = new Map([['signed', parseQuery('sign*').query!]]);

function read(text: string): Query {
  const { query, problems } = parseQuery(text, terms, rules);
  expect(problems).toEqual([]);
  return query!;
}

function printed(text: string): string {
  return printQuery(read(text));
}

describe('what a query means', () => {
  it.each([
    ['a word is folded', 'Čeferin', 'ceferin'],
    ['an asterisk makes a prefix', 'suspend*', 'suspend*'],
    ['words side by side are joined by AND', 'visa Georgia EU', '(visa AND georgia AND eu)'],
    ['AND may be written out', 'visa AND Georgia', '(visa AND georgia)'],
    ['AND binds tighter than OR', 'a OR b c OR d', '(a OR (b AND c) OR d)'],
    ['NEAR binds tighter than AND', 'a b NEAR/3 c', '(a AND (b NEAR/3 c))'],
    ['NEAR binds to the left', 'a NEAR/3 b NEAR/5 c', '((a NEAR/3 b) NEAR/5 c)'],
    ['NOT binds tighter than AND', 'NOT a b', '(NOT a AND b)'],
    ['NOT may follow AND', 'a AND NOT b', '(a AND NOT b)'],
    ['NOT may be doubled', 'NOT NOT a', 'NOT NOT a'],
    ['parentheses bind tightest', '(a OR b) c', '((a OR b) AND c)'],
    ['parentheses around one thing mean nothing', '((a))', 'a'],
    ['quotation marks make a phrase', '"visa free travel"', '"visa free travel"'],
    ['a phrase may hold prefixes', '"Trump* rout*"', '"trump* rout*"'],
    ['a phrase of one word is that word', '"TRIPP"', 'tripp'],
    ['operators in a phrase are words', '"NOT AND OR"', '"not and or"'],
    ['a word with a hyphen is a phrase', 'visa-free*', '"visa free*"'],
    ['curly and angle quotation marks do too', '“a b” «c d» „e f“', '("a b" AND "c d" AND "e f")'],
    ['operators in quotation marks are words', '"not" a "or" b', '(not AND a AND or AND b)'],
    ['words that begin like operators are words', 'NEARBY ORDER NOTE ANDES', '(nearby AND order AND note AND andes)'],
    ['a field holds for the next word only', 'title:visa Georgia', '(title:visa AND georgia)'],
    ['a field holds for a group', 'lead:(visa OR "free travel")', 'lead:(visa OR "free travel")'],
    ['NEAR may join alternatives', '(a OR b) NEAR/2 "c d"', '((a OR b) NEAR/2 "c d")'],
    ['a term is written out', '$route NEAR/9 Armenia', '(("trump route" OR tripp) NEAR/9 armenia)'],
    ['a field holds for a term', 'title:$route', 'title:("trump route" OR tripp)'],
    ['a question mark is one letter', 'organi?ation Tbilis??', '(organi?ation AND tbilis??)'],
    ['a question mark that follows no letter is none', '"why ?" a', '(why AND a)'],
    ['a question mark and a star may go together', 'organi?ation*', 'organi?ation*'],
    ['a lone star in a phrase is any word', '"visa * * regime*"', '"visa * * regime*"'],
    ['a phrase may have room', '"visa regime"~3', '"visa regime"~3'],
    ['a word in quotation marks needs none', '"visa"~3', 'visa'],
    ['ONEAR keeps the order', 'a ONEAR/3 b', '(a ONEAR/3 b)'],
    ['NEAR and ONEAR bind to the left alike', 'a NEAR/1 b ONEAR/2 c', '((a NEAR/1 b) ONEAR/2 c)'],
    ['a count has parts', '2 OF (a, b OR c, d e)', '2 OF (a, (b OR c), (d AND e))'],
    ['a count may be of alternatives', '2 OF (a OR b OR c)', '2 OF (a, b, c)'],
    ['a number is a word', '2 of-the "OF"', '(2 AND "of the" AND of)'],
    ['a number with a comma is a phrase', '1,000 troops', '("1 000" AND troops)'],
    ['a day', 'date:2025-08-31', 'date:2025-08-31..2025-08-31'],
    ['a month is all its days', 'date:2024-02', 'date:2024-02-01..2024-02-29'],
    ['a span ends with the last day of its end', 'date:2025-08..2026', 'date:2025-08-01..2026-12-31'],
    ['a span may be open', 'date:..2025 date:2026..', '(date:..2025-12-31 AND date:2026-01-01..)'],
    ['a regular expression is kept as it is', String.raw`a /b\d+ "c/`, String.raw`(a AND /b\d+ "c/)`],
    ['an expression may hold a stroke', String.raw`url:/\/news\/\d+/`, String.raw`url:/\/news\/\d+/`],
    ['a stroke that nothing closes is a sign', 'a/b 1/2', '("a b" AND "1 2")'],
    ['a rule is written out', '#signed visa', '(sign* AND visa)'],
    ['line breaks are spaces', 'a\n  OR b', '(a OR b)'],
  ])('%s: %s', (_, text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it.each(FIELDS)('%s is a field', (field) => {
    expect(parseQuery(`${field}:visa`).query).toMatchObject({ kind: 'field', field, of: { kind: 'words' } });
  });

  it('a term keeps its name, so that a match can name it', () => {
    expect(parseQuery('$route', terms).query).toMatchObject({ kind: 'term', name: 'route' });
  });

  it('a phrase keeps what its author wrote, so that a match can quote it', () => {
    expect(parseQuery('"Trump Route*"').query).toMatchObject({ kind: 'words', written: '"Trump Route*"' });
  });
});

describe('a query is written as its author would', () => {
  it.each([
    ['((a)) AND (b c)', 'a AND (b AND c)'],
    ['a b OR c', 'a AND b OR c'],
    ['(a OR b) AND c', '(a OR b) AND c'],
    ['a (b OR c) NOT d', 'a AND (b OR c) AND NOT d'],
    ['NOT (a OR b)', 'NOT (a OR b)'],
    ['NOT NOT a', 'NOT NOT a'],
    ['(a NEAR/2 b) NEAR/3 c', 'a NEAR/2 b NEAR/3 c'],
    ['a NEAR/2 (b ONEAR/3 c)', 'a NEAR/2 (b ONEAR/3 c)'],
    ['title:(a) lead:(NOT b)', 'title:a AND lead:(NOT b)'],
    ['lead:((a OR b))', 'lead:(a OR b)'],
    ['«Trump Route*» $route  #signed', '"Trump Route*" AND $route AND #signed'],
    ['2 OF ((a), b OR c,(d e),f,"g h" )', '2 OF (a, b OR c, d AND e, f, "g h")'],
    ['2 OF (a OR b)', '2 OF (a, b)'],
    ['"a b"~2 date:2025..', '"a b"~2 AND date:2025..'],
    ['/a b/ organi?ation', '/a b/ AND organi?ation'],
  ])('%s → %s', (text, expected) => {
    expect(formatQuery(read(text))).toBe(expected);
  });
});

const word = fc.constantFrom(
  'organi?ation*',
  '"visa * regime"',
  '"visa free regime"~2',
  String.raw`/\d{2,} troops\//`,
  'visa',
  'suspen*',
  '"Trump Route"',
  '"виз* режим"',
  'visa-free',
  'زنگه‌زور',
  '中国',
  'Naxçıvan',
  "o'zbek",
);
const { query: anyQuery } = fc.letrec<{ query: string; place: string; primary: string }>((tie) => ({
  place: fc.oneof(
    { maxDepth: 2 },
    word,
    fc.tuple(tie('place'), tie('place')).map(([a, b]) => `(${a} OR ${b})`),
  ),
  primary: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.constantFrom('$route', '$absent', '#signed', 'date:2025', 'date:2024-02..2025-08-31', 'date:..2026'),
    tie('query').map((q) => `(${q})`),
  ),
  query: fc.oneof(
    { maxDepth: 4 },
    tie('primary'),
    tie('primary').map((q) => `NOT ${q}`),
    fc.tuple(fc.constantFrom(...FIELDS), tie('primary')).map(([field, q]) => `${field}:${q}`),
    fc.tuple(tie('place'), fc.integer({ min: 1, max: 100 }), tie('place')).map(([a, n, b]) => `${a} NEAR/${n} ${b}`),
    fc.tuple(tie('place'), fc.integer({ min: 1, max: 100 }), tie('place')).map(([a, n, b]) => `${a} ONEAR/${n} ${b}`),
    fc.array(tie('query'), { minLength: 2, maxLength: 4 }).map((of) => `${of.length - 1} OF (${of.join(', ')})`),
    fc.tuple(tie('query'), fc.constantFrom(' AND ', ' OR ', ' '), tie('query')).map(([a, and, b]) => a + and + b),
  ),
}));

describe('whatever the query', () => {
  it('its canonical spelling is read as the same query', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const canonical = printed(text);
        expect(printed(canonical)).toBe(canonical);
      }),
      { numRuns: 1000 },
    );
  });

  it('as its author would write it, it is read as the same query, and is written so again', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const formatted = formatQuery(read(text));
        expect(printed(formatted)).toBe(printed(text));
        expect(formatQuery(read(formatted))).toBe(formatted);
      }),
      { numRuns: 1000 },
    );
  });

  const scraps = [
    ...['2 OF (', ',', '/a/', '/', '?', 'b?', '#signed', '#', 'date:', '2025', '..', '~2', 'ONEAR/2', '"a * b"'],
    'a',
    'b*',
    'NOT',
    'AND',
    'OR',
    'NEAR/3',
    'NEAR',
    '(',
    ')',
    '"',
    '“',
    '»',
    '$route',
    '$x',
    'title:',
    'x:',
    '*',
    ' ',
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map((some) => some.join(' ')),
    fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map((some) => some.join('')),
  );

  it('reading never throws, and gives either a query or problems', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { query, problems } = parseQuery(text, terms);
        expect(query === undefined).toBe(problems.length > 0);
        for (const { at } of problems) expect(at >= 0 && at <= text.length).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['opened parentheses', '('.repeat(20_000)],
    ['nested parentheses', `${'('.repeat(20_000)}a${')'.repeat(20_000)}`],
    ['negations', `${'NOT '.repeat(20_000)}a`],
    ['fields', `${'title:'.repeat(20_000)}a`],
    ['words in a row of NEAR', `${'a NEAR/3 '.repeat(20_000)}a`],
  ])('twenty thousand %s are refused in few words', (_, text) => {
    const { query, problems } = parseQuery(text);
    expect(query).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ what: expect.stringMatching(/^this stands in more than/) })]);
  });

  it('five hundred alternatives side by side are no depth', () => {
    expect(parseQuery(Array.from({ length: 500 }, (_, n) => `(w${n} x)`).join(' OR ')).problems).toEqual([]);
  });
});
