/** Items, matches and a topic as small as a promise needs them. */
import { expect } from 'vitest';
import type { Documents } from '../../rules/documents.ts';
import { Answers } from '../../rules/engine/answers.ts';
import type { Readable } from '../../rules/engine/columns.ts';
import { shown } from '../../rules/engine/evidence.ts';
import { Plan } from '../../rules/engine/plan.ts';
import { type Names, parseQuery } from '../../rules/language/parse.ts';
import type { Query } from '../../rules/language/query.ts';
import { readTopic } from '../../rules/topic.ts';
import type { Evidence, Match } from '../../state/match.ts';
import type { Problem } from '../../state/refusal.ts';
import type { MatchedItem } from '../../state/story.ts';

export function readable(its: Partial<Readable> = {}): Readable {
  return {
    title: '',
    summary: '',
    content: '',
    source: '',
    family: '',
    language: null,
    url: null,
    published: null,
    ...its,
  };
}

/** Whether a query alone fits an item, and the words that show it. */
export function matchQuery(query: Query, item: Readable): { fits: boolean; evidence: Evidence[] } {
  const plan = new Plan();
  const node = plan.add(query);
  const answers = new Answers(plan);
  answers.read(item);
  const fits = answers.fits(node);
  return { fits, evidence: fits ? shown(node, answers, item) : [] };
}

/** What a query finds in an item; the query must be free of mistakes. */
export function search(text: string, its: Partial<Readable>, terms?: Names) {
  const { query, problems } = parseQuery(text, terms);
  if (!query) throw new Error(problems.map(({ what }) => what).join('\n'));
  return matchQuery(query, readable(its));
}

export function match(its: Partial<Match> = {}): Match {
  return {
    topic: 'tripp',
    rule: 'about',
    title: 'The route is in the news',
    severity: 'low',
    version: 'v1',
    cites: [],
    evidence: [],
    why: null,
    ...its,
  };
}

export function matched(id: string, its: Partial<MatchedItem> = {}): MatchedItem {
  const { firstSeen = '2025-11-20T08:00:00.000Z', matches = [match()] } = its;
  return {
    id,
    source: 'civil',
    key: id,
    url: `https://civil.example/${id}`,
    canonical: `civil.example/${id}`,
    title: `Headline ${id}`,
    summary: '',
    content: '',
    authors: [],
    categories: [],
    language: 'en',
    published: null,
    updated: null,
    publisher: 'Civil',
    family: 'civil',
    firstSeen,
    revision: 0,
    matches,
    fits: Object.fromEntries(matches.map(({ topic }) => [topic, firstSeen])),
    ...its,
  };
}

export const documents: Documents = new Map([
  [
    'caci-iran',
    {
      id: 'caci-iran',
      file: 'a.txt',
      lines: [41, 55],
      paragraphs: 15,
      title: 'Iran and the Route',
      author: 'A. Author',
      outlet: null,
      date: null,
      versionOf: null,
      cited: {},
    },
  ],
]);

/** A topic without a mistake. */
export const SOUND = `
topic: tripp
title: The corridor
summary: A road through Syunik.
terms:
  route: [TRIPP, '"Trump Route"']
  place: [Armenia*, $route]
scope: $place
rules:
  - id: signed
    title: The route is signed
    when: $route sign*
    severity: high
    cites: [{ document: caci-iran, paragraph: 3, claim: A signature starts the clock. }]
    examples:
      match: [TRIPP signed]
      miss: [Armenia signs a treaty, TRIPP talks]
deadlines:
  - { id: vote, title: The vote, date: 2026-06-07, cites: [{ document: caci-iran, paragraph: 1, claim: It is then. }] }
`;

export const read = (text: string) => readTopic('tripp.yaml', text, documents);
export const problems = (text: string) => read(text).problems.map(placed);
const placed = ({ line, column, field, what }: Problem) => `${line}:${column} ${field} ${what.split('\n')[0]}`;

/** The sound topic with one place written otherwise. */
export function but(old: string, young: string): string {
  expect(SOUND.split(old)).toHaveLength(2);
  return SOUND.replace(old, young);
}

/** The sign ¦ in a text marks where its one problem is to be reported. */
export function marked(text: string) {
  const [before, ...after] = text.split('¦');
  expect(after).toHaveLength(1);
  return { text: before + after[0]!, place: `${before!.split('\n').length}:${before!.split('\n').at(-1)!.length + 1}` };
}

/** What the sound topic's rule cites. */
export const CITES = '[{ document: caci-iran, paragraph: 3, claim: A signature starts the clock. }]';
