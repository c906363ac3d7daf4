/** `silkwatch match`: items as JSON lines in, decisions as JSON lines out, in order. */
import { z } from 'zod';
import { decide } from '../rules/decide.ts';
import { gather, storyId } from '../rules/story.ts';
import type { Topic } from '../rules/topic.ts';
import type { Match } from '../state/match.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';
import { highest, type Severity } from '../state/severity.ts';

const line = z.object({
  id: z.union([z.string(), z.number()], 'id is a text or a number').transform(String),
  title: z.string(),
  summary: z.string().nullish(),
  content: z.string().nullish(),
  lang: z.string().nullish(),
  published: z.string().refine(isDate, 'published is a day, a month or a year in ISO 8601, or absent').nullish(),
  source: z.string().nullish(),
  url: z.string().nullish(),
});

function isDate(text: string): boolean {
  return /^\d{4}(-\d\d(-\d\d.*)?)?$/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
}

type GivenItem = z.infer<typeof line>;

export interface Decision {
  id: string;
  topics: string[];
  rules: string[];
  severity: Severity | null;
  story: string | null;
  evidence?: Match[];
}

/**
 * Decides every item line, with stories gathered over all of them.
 *
 * @throws Refusal naming every malformed line; then nothing is decided.
 */
export function matchLines(text: string, topics: readonly Topic[], explain: boolean): Decision[] {
  const decided = readLines(text).map((item) => ({ item, matches: decide(readable(item), topics) }));
  const storyOf = storiesOf(decided, topics);
  return decided.map(({ item, matches }) => ({
    id: item.id,
    topics: [...new Set(matches.map((match) => match.topic))],
    rules: matches.map((match) => `${match.topic}/${match.rule}`),
    severity: highest(matches.map((match) => match.severity)),
    story: storyOf.get(item.id) ?? null,
    ...(explain && { evidence: matches }),
  }));
}

function readLines(text: string): GivenItem[] {
  const problems: Problem[] = [];
  const items: GivenItem[] = [];
  for (const [n, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const problem = (field: string | undefined, what: string) =>
      problems.push({ file: 'standard input', line: n + 1, field, what });
    try {
      const read = line.safeParse(JSON.parse(row));
      if (read.success) items.push(read.data);
      for (const issue of read.error?.issues ?? []) problem(issue.path.join('.'), issue.message);
    } catch (cause) {
      problem(undefined, `is no JSON: ${(cause as Error).message}`);
    }
  }
  refuseAny(problems);
  return items;
}

function readable(item: GivenItem) {
  return {
    title: item.title,
    summary: item.summary ?? '',
    content: item.content ?? '',
    source: item.source ?? '',
    family: item.source ?? '',
    language: item.lang ?? null,
    url: item.url ?? null,
  };
}

/** An item of several topics is in the story of its first one. */
function storiesOf(decided: { item: GivenItem; matches: Match[] }[], topics: readonly Topic[]): Map<string, string> {
  const storyOf = new Map<string, string>();
  for (const topic of topics) {
    const about = decided
      .filter(({ matches }) => matches.some((match) => match.topic === topic.id))
      .map(({ item, matches }) => {
        const { title, summary, content, language } = readable(item);
        return { id: item.id, title, summary, content, language, matches, at: dayOf(item) };
      });
    for (const group of gather(about, topic.id)) {
      for (const { id } of group) if (!storyOf.has(id)) storyOf.set(id, storyId(topic.id, group[0]!.id));
    }
  }
  return storyOf;
}

/** The instant that is named, or where its hour or zone cannot be read, the day. */
function dayOf({ published }: GivenItem): number | null {
  if (!published || published.length < 10) return null;
  const whole = Date.parse(published);
  return Number.isNaN(whole) ? Date.parse(published.slice(0, 10)) : whole;
}
