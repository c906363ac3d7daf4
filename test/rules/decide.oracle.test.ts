import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRulebook } from '../../jobs/rulebook.ts';
import type { Readable } from '../../rules/columns.ts';
import { decide } from '../../rules/decide.ts';
import { FIELDS, parseQuery, type Query } from '../../rules/query.ts';
import type { Rule, Topic } from '../../rules/topic.ts';
import { shared, withShared } from '../shared.ts';
import { matchQuery, readable } from './fixture.ts';
import * as slow from './oracle/decide.ts';
import * as slowly from './oracle/match.ts';

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
const anyItem = fc
  .record({
    title: text(6),
    summary: text(8),
    content: fc.oneof(text(8), text(100)),
    source: text(2),
    family: text(2),
    language: fc.option(text(1)),
    url: fc.option(text(3)),
  })
  .map((its) => readable(its));

const words = fc.constantFrom(
  ...['visa', 'visa*', 'vi*', 'vis*', 'georgia', 'еж*', 'ёж', 'the', 'зима', '中国', '走廊', 'زنگه‌زور'],
  ...['"visa georgia"', '"the vi* georgia"', '"vi* the"', '"中国 走廊"', '"ежи еж*"'],
);
const TERMS = ['first', 'second', 'third'];
const someTerm = fc.constantFrom(...TERMS.map((name) => `$${name}`));
const { near, query } = fc.letrec<{ near: string; query: string }>((tie) => ({
  // What NEAR may join: it has places in the text.
  near: fc.oneof(
    { maxDepth: 2 },
    words,
    fc.array(words, { minLength: 2, maxLength: 4 }).map((all) => `(${all.join(' OR ')})`),
    fc.tuple(tie('near'), fc.integer({ min: 1, max: 6 }), tie('near')).map(([a, n, b]) => `(${a} NEAR/${n} ${b})`),
    fc.tuple(fc.constantFrom(...FIELDS), tie('near')).map(([field, one]) => `${field}:${one}`),
  ),
  query: fc.oneof(
    { maxDepth: 4 },
    tie('near'),
    someTerm,
    fc.tuple(someTerm, tie('near')).map(([a, b]) => `(${a} NEAR/3 ${b})`),
    fc.tuple(fc.constantFrom(...FIELDS), tie('query')).map(([field, one]) => `${field}:(${one})`),
    fc.tuple(tie('query'), fc.constantFrom('AND', 'OR'), tie('query')).map(([a, and, b]) => `(${a} ${and} ${b})`),
    tie('query').map((one) => `(NOT ${one})`),
  ),
}));

const anyTopic = fc
  .record({ terms: fc.tuple(near, near, near), scope: fc.option(query), rules: fc.array(query, { maxLength: 4 }) })
  .map(({ terms, scope, rules }): Topic => {
    const named = new Map<string, Query>(terms.map((one, n) => [TERMS[n]!, parseQuery(one).query!]));
    const read = (written: string) => parseQuery(written, named).query!;
    return {
      ...{ id: 't', title: 'T', summary: 'S', deadlines: [], scope: scope === null ? null : read(scope) },
      rules: rules.map((when, n): Rule => {
        return { id: `r${n}`, topic: 't', title: when, severity: 'low', when: read(when), version: 'v', cites: [] };
      }),
    };
  });

function expectSame(item: Readable, topics: readonly Topic[]): number {
  const decided = decide(item, topics);
  expect(decided).toEqual(slow.decide(item, topics));
  return decided.length;
}

describe('decisions and their evidence are those of asking every part of every rule', () => {
  it('whatever the rules and the items, in whatever company', () => {
    let fitting = 0;
    const some = fc.tuple(fc.array(anyTopic, { maxLength: 3 }), fc.array(anyItem, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(some, ([topics, items]) => {
        for (const item of items) fitting += expectSame(item, topics);
        for (const item of items) expectSame(item, topics.toReversed());
      }),
      { numRuns: 2000 },
    );
    expect(fitting).toBeGreaterThan(1000);
  });

  it('whatever the query alone', () => {
    fc.assert(
      fc.property(near, anyItem, (written, item) => {
        const { query } = parseQuery(written);
        const expected = slowly.matchQuery(query!, new slowly.ReadItem(item));
        expect(matchQuery(query!, item)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  const rules = resolve(import.meta.dirname, '../../rules');
  const { topics } = readRulebook({ topics: join(rules, 'topics'), documents: join(rules, 'documents.yaml') });
  const lines = shared ? readFileSync(join(shared, 'eval/items.jsonl'), 'utf8').trim().split('\n') : [];
  const items = lines.map((line) => JSON.parse(line)).map(({ lang, ...its }) => readable({ ...its, language: lang }));

  withShared('of the shipped rules on the labelled items', () => {
    const fitting = items.map((item) => expectSame(item, topics));
    expect(fitting.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(300);
  });

  withShared('of the shipped rules where the words stand in the body, many items in one', () => {
    for (let n = 0; n < items.length; n += 5) {
      const content = items.slice(n, n + 5).map(({ title, summary }) => `${title} ${summary}`);
      expectSame(readable({ title: items[n]!.title, content: content.join('\n') }), topics);
    }
  });

  withShared('of some of the topics, in any order', () => {
    for (const item of items.slice(0, 50)) {
      expectSame(item, topics.slice(1));
      expectSame(item, topics.toReversed());
    }
  });
});
