/** Items, matches and topics as small as a promise needs them. */
import type { Documents } from '../../rules/documents.ts';
import { matchQuery, type Readable, ReadItem } from '../../rules/match.ts';
import { parseQuery, type Terms } from '../../rules/query.ts';
import type { Match } from '../../state/match.ts';
import type { MatchedItem } from '../../state/story.ts';

export function readable(its: Partial<Readable> = {}): Readable {
  return { title: '', summary: '', content: '', source: '', family: '', language: null, url: null, ...its };
}

/** What a query finds in an item; the query must be free of mistakes. */
export function search(text: string, its: Partial<Readable>, terms?: Terms) {
  const { query, problems } = parseQuery(text, terms);
  if (!query) throw new Error(problems.map(({ what }) => what).join('\n'));
  return matchQuery(query, new ReadItem(readable(its)));
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
    ...its,
  };
}

export function matched(id: string, its: Partial<MatchedItem> = {}): MatchedItem {
  return {
    id,
    source: 'civil',
    key: id,
    url: `https://civil.example/${id}`,
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
    firstSeen: '2025-11-20T08:00:00.000Z',
    matches: [match()],
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
      title: 'Iran and the Route',
      author: 'A. Author',
      outlet: null,
      date: null,
      versionOf: null,
    },
  ],
]);
