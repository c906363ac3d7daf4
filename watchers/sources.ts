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
  const { rows, problems } = rowsOf(file, text, topics);
  if (problems.length > 0) return { sources: [], problems: problems.sort(byPlace) };
  const sources = rows.map(({ select, links, region, paths, note, language, ...row }) => ({
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

/** The rows, and what is wrong with each: a flaw in one hides none in another. */
function rowsOf(file: string, text: string, topics: readonly string[]): { rows: Row[]; problems: Problem[] } {
  let rows: Row[] = [];
  const schema = z.array(z.unknown(), 'must be a list of sources, each beginning with - id:');
  const whole = schema.check(({ value, issues }) => {
    const reads = value.map((one) => fitting.safeParse(one));
    rows = reads.flatMap(({ data }) => data ?? []);
    for (const [n, { error }] of reads.entries()) {
      for (const flaw of error?.issues ?? [])
        issues.push({ ...flaw, path: [n, ...flaw.path], input: value[n], continue: true } as z.core.$ZodRawIssue);
    }
    for (const [path, what] of wrongTogether(value.map(named), topics)) issues.push(issue(path, what));
  });
  const { problems } = readYaml(file, text, whole);
  return { rows, problems };
}

const fitting = row.check(({ value, issues }) => {
  for (const [key, what] of unfit(value)) issues.push(issue([key], what));
});

const byPlace = (a: Problem, b: Problem): number => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

/** What a row is called and what it may serve, whatever else is wrong with it. */
function named(written: unknown): { id: unknown; topics: unknown[] } {
  const { id, topics } = (written ?? {}) as { id?: unknown; topics?: unknown };
  return { id, topics: Array.isArray(topics) ? topics : [] };
}

/** What no row could tell alone: ids that two have, and topics that do not exist, each where it is first named. */
function wrongTogether(all: readonly ReturnType<typeof named>[], topics: readonly string[]): [Path, string][] {
  const wrong: [Path, string][] = [];
  for (const [n, { id, topics: its }] of all.entries()) {
    if (id !== undefined && all.findIndex((other) => other.id === id) < n)
      wrong.push([[n, 'id'], `a second source is called ${id}`]);
    for (const [k, topic] of its.entries()) {
      const naming = all.filter((other) => other.topics.includes(topic));
      if (typeof topic !== 'string' || topics.includes(topic) || naming[0] !== all[n]) continue;
      const others = naming.length > 1 ? ` (${naming.length} sources name it)` : '';
      wrong.push([[n, 'topics', k], `no topic is called ${topic}${didYouMean(topic, topics)}${others}`]);
    }
  }
  return wrong;
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
