import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../rules/decide.ts';
import type { Readable } from '../../../rules/engine/columns.ts';
import { type Clause, Explainer } from '../../../rules/explain/explain.ts';
import { type Answered, compact, expand } from '../../../rules/explain/why.ts';
import { parseQuery } from '../../../rules/language/parse.ts';
import type { Query } from '../../../rules/language/query.ts';
import type { Rule } from '../../../rules/topic.ts';
import { runs } from '../../runs.ts';
import { readable } from '../fixture.ts';
import { anyItem, anyTopic } from '../random.ts';

const terms: ReadonlyMap<string, Query> = new Map([['route', parseQuery('TRIPP OR "Trump Route"').query!]]);

function explain(when: string, scope: string | null, its: Partial<Readable>) {
  const read = (text: string) => parseQuery(text, terms).query!;
  const rule: Rule = { id: 'r', topic: 't', title: 'R', severity: 'low', when: read(when), version: 'v', cites: [] };
  return new Explainer({ scope: scope === null ? null : read(scope) }, [rule]).explain(readable(its))[0]!;
}

/** A clause and its parts as lines, true and false, with what was found or missed. */
function lines({ clause, fits, evidence, miss, of }: Clause, depth = 0): string[] {
  const found = evidence.map(({ text, field, start }) => `${text}@${field}:${start}`).join(' ');
  return [
    `${' '.repeat(depth)}${fits ? '✓' : '✗'} ${clause} | ${fits ? found : miss?.words}`,
    ...of.flatMap((part) => lines(part, depth + 1)),
  ];
}

describe('an explanation', () => {
  it('names every clause as it was written, true or false, with its words or its nearest miss', () => {
    const { fits, when } = explain('title:$route AND NOT (talks OR "is off")', null, { title: 'TRIPP is off' });
    expect(fits).toBe(false);
    expect(lines(when)).toEqual([
      '✗ title:$route AND NOT (talks OR "is off") | "is off" stands there, and may not',
      ' ✓ title:$route | TRIPP@title:0',
      '  ✓ $route | TRIPP@title:0',
      '   ✓ TRIPP OR "Trump Route" | TRIPP@title:0',
      '    ✓ TRIPP | TRIPP@title:0',
      '    ✗ "Trump Route" | "Trump Route" is not there',
      ' ✗ NOT (talks OR "is off") | "is off" stands there, and may not',
      '  ✓ talks OR "is off" | is off@title:6',
      '   ✗ talks | talks is not there',
      '   ✓ "is off" | is off@title:6',
    ]);
  });

  it.each([
    ['scope and condition', { title: 'TRIPP talks' }, true, true],
    ['a scope without the condition', { title: 'TRIPP' }, true, false],
    ['a condition without the scope', { title: 'Talks' }, false, true],
  ])('of %s says which of the two fits', (_, item, scope, when) => {
    const its = explain('talks', '$route', item);
    expect([its.scope?.fits, its.when.fits, its.fits]).toEqual([scope, when, scope && when]);
  });

  it('carries what tells the rule: id, title, severity and version', () => {
    expect(explain('a', null, {})).toMatchObject({ topic: 't', rule: 'r', title: 'R', severity: 'low', version: 'v' });
  });
});

/** Whether a clause's answer is what its parts' answers make it; what is asked of the text alone is asked elsewhere. */
function isLogical({ query, fits, of }: Clause): boolean {
  const fitting = of.filter((part) => part.fits).length;
  switch (query.kind) {
    case 'and':
      return fits === (fitting === of.length);
    case 'or':
      return fits === fitting > 0;
    case 'count':
      return fits === fitting >= query.least;
    case 'not':
      return fits === (fitting === 0);
    case 'near':
      return !fits || fitting === 2;
    case 'field':
    case 'term':
    case 'rule':
      return fits === (fitting === 1);
    default:
      return true;
  }
}

const withAll = (clause: Clause): Clause[] => [clause, ...clause.of.flatMap(withAll)];

describe('whatever the rule and the item', () => {
  it('the tree of an explanation is the decision: its answer, its evidence, and what is kept of it', () => {
    let fitting = 0;
    fc.assert(
      fc.property(anyTopic, anyItem, (topic, item) => {
        const decided = new Map(decide(item, [topic]).map((match) => [match.rule, match]));
        const explained = new Explainer(topic, topic.rules).explain(item);
        for (const [n, rule] of topic.rules.entries()) {
          const { fits, scope, when } = explained[n]!;
          const match = decided.get(rule.id);
          expect(fits).toBe(match !== undefined);
          if (!match) continue;
          fitting++;
          expect([...when.evidence, ...(scope?.evidence ?? [])]).toEqual(match.evidence);
          const trees = scope ? [scope, when] : [when];
          expect(compact(trees, (clause) => clause.fits)).toBe(match.why);
          const queries = topic.scope ? [topic.scope, rule.when] : [rule.when];
          const told = expand(match.why!, queries).flatMap((tree, n) => pairs(tree, trees[n]!));
          expect(told.filter(([kept, now]) => kept !== now)).toEqual([]);
        }
      }),
      runs(250),
    );
    expect(fitting).toBeGreaterThan(10);
  });

  it('every clause is what its parts make it, quotes what stands there where it fits, and names a miss where not', () => {
    fc.assert(
      fc.property(anyTopic, anyItem, (topic, item) => {
        for (const { scope, when } of new Explainer(topic, topic.rules).explain(item)) {
          for (const clause of [scope, when].flatMap((tree) => (tree ? withAll(tree) : []))) {
            expect(isLogical(clause)).toBe(true);
            expect(clause.miss === null).toBe(clause.fits);
            if (!clause.fits) expect(clause.evidence).toEqual([]);
            for (const { field, start, end, text } of clause.evidence)
              expect(item[field]!.slice(start, end)).toBe(text);
          }
        }
      }),
      runs(100),
    );
  });
});

/** Answers without words, as far down as the compact form tells them. */
const pairs = (kept: Answered, clause: Answered): [boolean, boolean][] => [
  [kept.fits, clause.fits],
  ...kept.of.flatMap((part, n) => pairs(part, clause.of[n]!)),
];
