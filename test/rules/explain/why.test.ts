import { describe, expect, it } from 'vitest';
import { Explainer } from '../../../rules/explain/explain.ts';
import { type Answered, compact, expand } from '../../../rules/explain/why.ts';
import { parseQuery } from '../../../rules/language/parse.ts';
import type { Query } from '../../../rules/language/query.ts';
import { readable } from '../fixture.ts';

const terms: ReadonlyMap<string, Query> = new Map([['route', parseQuery('TRIPP OR "Trump Route"').query!]]);

function whyOf(written: string, title: string) {
  const when = parseQuery(written, terms).query!;
  const rule = { id: 'r', topic: 't', title: 'R', severity: 'low', when, version: 'v', cites: [] } as const;
  const clause = new Explainer({ scope: null }, [{ ...rule, cites: [] }]).explain(readable({ title }))[0]!.when;
  return { when, why: compact([clause], ({ fits }) => fits) };
}

const truths = ({ fits, of }: Answered): unknown => (of.length > 0 ? [fits, of.map(truths)] : fits);

describe('the compact form of an explanation', () => {
  it.each([
    ['a word that is there', 'a', 'a', '0'],
    ['a word that is not', 'a', 'b', ''],
    ['the clauses in their order', 'a OR (b AND c) OR d', 'b c', '0 2 3 4'],
    ['a NOT that holds, as it would of nothing', 'a AND NOT b', 'a', '0 1'],
    ['a NOT that fails', 'a AND NOT b', 'a b', '1 2 3'],
    ['a term as one clause', '$route AND a', 'TRIPP a', '0 1 2'],
    ['both sides of a NEAR', 'a NEAR/2 b', 'b a', '0 1 2'],
    ['parts of a count', '2 OF (a, b, c)', 'c a', '0 1 3'],
    ['more than 36 of them', Array.from({ length: 40 }, (_, n) => `w${n}`).join(' OR '), 'w39', '0 14'],
  ])('numbers %s', (_, query, title, expected) => {
    expect(whyOf(query, title).why).toBe(expected);
  });

  it('is the tree of true and false again, where the query is at hand', () => {
    const { when, why } = whyOf('(a OR $route) AND NOT (b NEAR/2 c) AND 1 OF (d, e)', 'TRIPP b e');
    expect(expand(why, [when]).map(truths)).toEqual([
      [
        true,
        [
          [true, [false, true]],
          [true, [[false, [true, false]]]],
          [true, [false, true]],
        ],
      ],
    ]);
  });
});
