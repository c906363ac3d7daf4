import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../rules/decide.ts';
import type { Readable } from '../../../rules/engine/columns.ts';
import { parseQuery } from '../../../rules/language/parse.ts';
import type { Topic } from '../../../rules/topic.ts';
import { isLong, runs } from '../../runs.ts';
import { shared, withShared } from '../../shared.ts';
import { matchQuery, readable } from '../fixture.ts';
import * as slow from '../oracle/decide.ts';
import * as slowly from '../oracle/match.ts';
import { anyItem, anyTopic, near } from '../random.ts';
import { shippedRulebook } from '../rulebook.ts';

function expectSame(item: Readable, topics: readonly Topic[]): number {
  const decided = decide(item, topics);
  // Which clauses fitted is told in few letters besides, and has tests of its own.
  expect(decided.map(({ why, ...match }) => match)).toEqual(slow.decide(item, topics));
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
      runs(200),
    );
    expect(fitting).toBeGreaterThan(10);
  });

  it('whatever the query alone', () => {
    fc.assert(
      fc.property(near, anyItem, (written, item) => {
        const { query } = parseQuery(written);
        const expected = slowly.matchQuery(query!, new slowly.ReadItem(item));
        expect(matchQuery(query!, item)).toEqual(expected);
      }),
      runs(500),
    );
  });

  const { topics } = shippedRulebook().rulebook;
  const lines = shared ? readFileSync(join(shared, 'eval/items.jsonl'), 'utf8').trim().split('\n') : [];
  const items = lines.map((line) => JSON.parse(line)).map(({ lang, ...its }) => readable({ ...its, language: lang }));

  withShared('of the shipped rules on the labelled items', () => {
    const some = items.filter((_, n) => isLong || n % 9 === 0);
    const fitting = some.map((item) => expectSame(item, topics));
    expect(fitting.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(5);
  });

  withShared('of the shipped rules where the words stand in the body, many items in one', () => {
    for (let n = 0; n < items.length; n += isLong ? 5 : 30) {
      const content = items.slice(n, n + 5).map(({ title, summary }) => `${title} ${summary}`);
      expectSame(readable({ title: items[n]!.title, content: content.join('\n') }), topics);
    }
  });

  withShared('of some of the topics, in any order', () => {
    for (const some of [topics.slice(1), topics.toReversed()])
      for (const item of items.slice(0, isLong ? 100 : 8)) expectSame(item, some);
  });
});
