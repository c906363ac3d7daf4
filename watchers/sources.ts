/** `sources.yaml`: what is watched. */
import { z } from 'zod';
import { didYouMean, type Path, type Problem, readYaml } from '../state/refusal.ts';
import type { Kind, Source } from '../state/source.ts';
import { issue, type Row, row } from './row.ts';

/** Reads a sources file against the topics that exist. There are sources exactly where there is no problem. */
export function readSources(
  file: string,
  text: string,
  topics: readonly string[],
): { sources: Source[]; problems: Problem[] } {
  const schema = z.array(row).check(({ value, issues }) => {
    for (const [n, row] of value.entries())
      for (const [path, what] of wrongWith(row, n, value, topics)) issues.push(issue(path, what));
  });
  const { value, problems } = readYaml(file, text, schema);
  if (!value) return { sources: [], problems: problems.sort(byPlace) };
  const sources = value.map(({ select, links, region, paths, note, language, ...row }) => ({
    ...row,
    language: language === 'mul' ? null : language,
    select: select ?? null,
    links: links ?? null,
    region: region ?? null,
    paths: paths ?? null,
    note: note ?? null,
  }));
  return { sources, problems };
}

const byPlace = (a: Problem, b: Problem): number => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

function wrongWith(row: Row, n: number, all: readonly Row[], topics: readonly string[]): [Path, string][] {
  const wrong: [Path, string][] = [];
  if (all.findIndex((other) => other.id === row.id) < n) wrong.push([[n, 'id'], `a second source is called ${row.id}`]);
  for (const [k, topic] of row.topics.entries()) {
    const named = all.filter((other) => other.topics.includes(topic));
    if (topics.includes(topic) || named[0] !== row) continue;
    const others = named.length > 1 ? ` (${named.length} sources name it)` : '';
    wrong.push([[n, 'topics', k], `no topic is called ${topic}${didYouMean(topic, topics)}${others}`]);
  }
  return [...wrong, ...unfit(row).map(([key, what]): [Path, string] => [[n, key], what])];
}

/** Keys that belong to some kinds only. */
const BELONGS = {
  select: ['page'],
  links: ['page'],
  region: ['region'],
  paths: ['json'],
  // The links of Google News lead to Google, and a region is its own whole text.
  article: ['feed', 'page', 'json', 'bing-news', 'gdelt'],
} as const satisfies Partial<Record<keyof Row, readonly Kind[]>>;

const NEEDS: readonly { kind: Kind; keys: readonly (keyof Row)[] }[] = [
  { kind: 'page', keys: ['select', 'links'] },
  { kind: 'region', keys: ['region'] },
  { kind: 'json', keys: ['paths'] },
];

function unfit(row: Row): [keyof Row, string][] {
  const wrong: [keyof Row, string][] = [];
  for (const [key, kinds] of Object.entries(BELONGS) as [keyof typeof BELONGS, readonly Kind[]][]) {
    if (row[key] && !kinds.includes(row.kind))
      wrong.push([key, `fits no source of kind ${row.kind}; mend: remove it, or say kind: ${kinds.join(' or ')}`]);
  }
  if (row.select && row.links !== undefined)
    wrong.push(['links', 'a page is read by select or by links; mend: remove one']);
  const needs = NEEDS.find(({ kind }) => kind === row.kind);
  if (needs && row.enabled && needs.keys.every((key) => row[key] === undefined))
    wrong.push([
      'kind',
      `a ${row.kind} needs ${needs.keys.join(' or ')}; mend: give one, or ship it with enabled: false`,
    ]);
  return wrong;
}
