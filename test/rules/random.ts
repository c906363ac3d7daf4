/** Items, queries and topics of every form, of few words, so that they meet. */
import fc from 'fast-check';
import { parseQuery } from '../../rules/language/parse.ts';
import { FIELDS, type Query } from '../../rules/language/query.ts';
import type { Rule, Topic } from '../../rules/topic.ts';
import { readable } from './fixture.ts';

/** Few words, so that texts and queries meet; among them what is folded, divided, shared in its beginning or joined. */
const VOCABULARY = [
  'visa',
  'Visas',
  'vis',
  'vice',
  'Georgia',
  "Georgia's",
  'ЁЖ',
  'ежи',
  'زنگه‌زور',
  '中国走廊',
  'the',
  '—',
];
const text = (maxLength: number) =>
  fc.array(fc.constantFrom(...VOCABULARY), { maxLength }).map((words) => words.join(' '));
/** Any item of such words. */
export const anyItem = fc
  .record({
    title: text(6),
    summary: text(8),
    content: fc.oneof(text(8), text(100)),
    source: text(2),
    family: text(2),
    language: fc.option(text(1)),
    url: fc.option(text(3)),
    published: fc.option(fc.constantFrom('2025-08-31T23:30:00.000Z', '2025-08-31', '2025-08', '2025', '2026-01-15')),
  })
  .map((its) => readable(its));

const words = fc.constantFrom(
  ...['visa', 'visa*', 'vi*', 'vis*', 'georgia', 'еж*', 'ёж', 'the', 'зима', '中国', '走廊', 'زنگه‌زور'],
  ...['"visa georgia"', '"the vi* georgia"', '"vi* the"', '"中国 走廊"', '"ежи еж*"'],
  ...['vi?a', 'vis?', 'v?s*', 'vi??', 'е?и', '"visa * the"', '"the * * vi*"', '"vi* georgia"~3', '"the v?sa * vi*"~2'],
  ...['/vis\\w/', '/a G/', '/^the/', '/еж/', '/ — /', '/s$/'],
);
const dates = fc.constantFrom('date:2025', 'date:2025-08', 'date:2025-08-31', 'date:..2025-08', 'date:2025-08-31..');
/** So many alternatives that an item's words tell which ones to ask. */
const BROAD = Array.from({ length: 20 }, (_, n) =>
  n % 3 ? `x${n} NEAR/3 the` : `"vi* x${n}" OR (еж* ONEAR/2 ежи)`,
).join(' OR ');
const TERMS = ['first', 'second', 'third'];
const someTerm = fc.constantFrom('#other', ...TERMS.map((name) => `$${name}`));
export const { near, query } = fc.letrec<{ near: string; query: string }>((tie) => ({
  // What NEAR may join: it has places in the text.
  near: fc.oneof(
    { maxDepth: 2 },
    words,
    fc.array(words, { minLength: 2, maxLength: 4 }).map((all) => `(${all.join(' OR ')})`),
    fc
      .tuple(tie('near'), fc.constantFrom('NEAR', 'ONEAR'), fc.integer({ min: 1, max: 6 }), tie('near'))
      .map(([a, near, n, b]) => `(${a} ${near}/${n} ${b})`),
    fc.tuple(fc.constantFrom(...FIELDS), tie('near')).map(([field, one]) => `${field}:${one}`),
  ),
  query: fc.oneof(
    { maxDepth: 4 },
    tie('near'),
    someTerm,
    dates,
    fc
      .tuple(fc.integer({ min: 1, max: 2 }), tie('query'), tie('query'), tie('query'))
      .map(([least, ...of]) => `${least} OF (${of.join(', ')})`),
    fc.constant(`(${BROAD} OR vice)`),
    fc.tuple(someTerm, tie('near')).map(([a, b]) => `(${a} NEAR/3 ${b})`),
    fc.tuple(fc.constantFrom(...FIELDS), tie('query')).map(([field, one]) => `${field}:(${one})`),
    fc.tuple(tie('query'), fc.constantFrom('AND', 'OR'), tie('query')).map(([a, and, b]) => `(${a} ${and} ${b})`),
    tie('query').map((one) => `(NOT ${one})`),
  ),
}));

/** Any topic, with terms and rules that name one another. */
export const anyTopic = fc
  .record({ terms: fc.tuple(near, near, near), scope: fc.option(query), rules: fc.array(query, { maxLength: 4 }) })
  .map(({ terms, scope, rules }): Topic => {
    const named = new Map<string, Query>(terms.map((one, n) => [TERMS[n]!, parseQuery(one).query!]));
    const others = new Map([['other', parseQuery(terms[0]).query!]]);
    const read = (written: string) => parseQuery(written, named, others).query!;
    return {
      ...{
        id: 't',
        title: 'T',
        summary: 'S',
        deadlines: [],
        trackers: [],
        trends: [],
        terms: new Map(),
        scope: scope === null ? null : read(scope),
      },
      rules: rules.map((when, n): Rule => {
        return { id: `r${n}`, topic: 't', title: when, severity: 'low', when: read(when), version: 'v', cites: [] };
      }),
    };
  });
