import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { matchLines } from '../../jobs/match.ts';
import { decide } from '../../rules/decide.ts';
import { parseQuery } from '../../rules/language/parse.ts';
import type { Topic } from '../../rules/topic.ts';
import type { Severity } from '../../state/severity.ts';
import { shared, withShared } from '../shared.ts';
import { readable } from './fixture.ts';
import { shippedRulebook } from './rulebook.ts';

const query = (text: string) => parseQuery(text).query!;
const rule = (id: string, when: string, severity: Severity) => ({
  id,
  topic: 't',
  title: `Rule ${id}`,
  severity,
  when: query(when),
  version: `v-${id}`,
  cites: [{ document: 'd', paragraph: 1, claim: 'So.' }],
});
const topic = (id: string, scope: string | null, ...rules: Topic['rules']): Topic => ({
  id,
  title: id,
  summary: id,
  scope: scope === null ? null : query(scope),
  rules,
  deadlines: [],
  trackers: [],
  trends: [],
  terms: new Map(),
});
const topics = [
  topic('visa', 'Georgia', rule('b', 'visa', 'high'), rule('a', 'visa OR trade', 'low')),
  topic('all', null, rule('c', 'NOT weather', 'medium')),
];
const decided = (title: string) => decide(readable({ title }), topics).map((match) => `${match.topic}/${match.rule}`);

describe('the decisions on an item', () => {
  it.each([
    ['are all rules that fit, in the order of topics and rules', 'Georgia visa', ['visa/b', 'visa/a', 'all/c']],
    ['are not the rules of a topic whose scope does not fit', 'Armenia visa', ['all/c']],
    ['are not the rules that do not fit', 'Georgia trade', ['visa/a', 'all/c']],
    ['may be none', 'The weather', []],
  ])('%s', (_, title, expected) => {
    expect(decided(title)).toEqual(expected);
  });

  it('show their work: rule, version, citation, the words of the rule, then those of the scope', () => {
    expect(decide(readable({ title: 'Georgia: a visa' }), topics)[0]).toEqual({
      topic: 'visa',
      rule: 'b',
      title: 'Rule b',
      severity: 'high',
      version: 'v-b',
      cites: [{ document: 'd', paragraph: 1, claim: 'So.' }],
      evidence: [
        { clause: 'visa', field: 'title', start: 11, end: 15, text: 'visa' },
        { clause: 'Georgia', field: 'title', start: 0, end: 7, text: 'Georgia' },
      ],
      why: '0 1',
    });
  });

  it('are the same for the same item for ever', () => {
    expect(decided('Georgia visa')).not.toEqual([]);
    expect(decided('Georgia visa')).toEqual(decided('Georgia visa'));
  });
});

interface Scorer {
  loadGold(): { id: string; lang: string }[];
  score(gold: unknown[], decisions: unknown[]): { missing: number; warn: string[]; micro: { f1: number } };
}

describe('on the labelled items', () => {
  const { rulebook } = shippedRulebook();
  const lines = shared ? readFileSync(join(shared, 'eval/items.jsonl'), 'utf8') : '';
  const decisions = matchLines(lines, rulebook.topics, true);

  withShared('the shipped topics are right at a micro F1 of 0.85 or more', async () => {
    const scorer: Scorer = await import(pathToFileURL(join(shared!, 'eval/score.mjs')).href);
    const { missing, warn, micro } = scorer.score(scorer.loadGold(), decisions);
    expect({ missing, warn }).toEqual({ missing: 0, warn: [] });
    expect(micro.f1).toBeGreaterThanOrEqual(0.85);
  });

  withShared('every match shows words of the item and a citation', () => {
    const given = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const items = new Map(given.map((item) => [item.id, item]));
    const matches = decisions.flatMap(({ id, evidence }) => evidence!.map((match) => ({ item: items.get(id), match })));
    expect(matches.length).toBeGreaterThan(100);
    for (const { item, match } of matches) {
      expect(match.evidence).not.toEqual([]);
      expect(match.cites).not.toEqual([]);
      for (const { field, start, end, text } of match.evidence)
        expect(item[field === 'language' ? 'lang' : field].slice(start, end)).toBe(text);
    }
  });
});
