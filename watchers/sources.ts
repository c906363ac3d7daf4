/** `sources.yaml`: what is watched. */
import { parse as parseSelector } from 'css-what';
import { z } from 'zod';
import { didYouMean, type Path, type Problem, readYaml } from '../state/refusal.ts';
import { KINDS, type Source } from '../state/source.ts';

const UNITS = { s: 1000, m: 60_000, h: 3600_000, d: 24 * 3600_000 } as const;

const duration = z
  .string()
  .regex(/^\d+[smhd]$/, 'a time reads 30m, 2h or 1d')
  .transform((text) => Number(text.slice(0, -1)) * UNITS[text.at(-1) as keyof typeof UNITS]);

const selector = z.string().refine((text) => succeeds(() => parseSelector(text)), 'is no CSS selector');

const schema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/, 'an id holds lower-case letters, digits and hyphens'),
    title: z.string().min(1),
    kind: z.enum(KINDS, `kind is one of ${KINDS.join(', ')}`),
    url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
    language: z.string().default('mul'),
    topics: z.array(z.string()).min(1, 'name at least one topic that the source may serve'),
    family: z.string().min(1),
    every: duration,
    agent: z.enum(['own', 'browser'], 'agent is own or browser').default('own'),
    floor: z.int().min(0).default(0),
    select: z
      .strictObject({
        item: selector,
        link: selector.optional(),
        title: selector.optional(),
        summary: selector.optional(),
        time: selector.optional(),
      })
      .optional(),
    links: z.string().optional(),
    enabled: z.boolean().default(true),
    note: z.string().optional(),
  }),
);

/** Reads a sources file against the topics that exist. There are sources exactly where there is no problem. */
export function readSources(
  file: string,
  text: string,
  topics: readonly string[],
): { sources: Source[]; problems: Problem[] } {
  const { value, problems, problemAt } = readYaml(file, text, schema);
  if (!value) return { sources: [], problems };
  const found = value.flatMap((row, n) =>
    wrongWith(row, n, value, topics).map(([path, what]) => problemAt(path, what)),
  );
  const sources = value.map(({ select, links, note, language, ...row }) => ({
    ...row,
    language: language === 'mul' ? null : language,
    select: select ?? null,
    links: links ?? null,
    note: note ?? null,
  }));
  return found.length === 0 ? { sources, problems } : { sources: [], problems: found };
}

type Row = z.output<typeof schema>[number];

function wrongWith(row: Row, n: number, all: readonly Row[], topics: readonly string[]): [Path, string][] {
  const wrong: [Path, string][] = [];
  if (all.findIndex((other) => other.id === row.id) < n) wrong.push([[n, 'id'], `a second source is called ${row.id}`]);
  for (const [k, topic] of row.topics.entries()) {
    const named = all.filter((other) => other.topics.includes(topic));
    if (topics.includes(topic) || named[0] !== row) continue;
    const others = named.length > 1 ? ` (${named.length} sources name it)` : '';
    wrong.push([[n, 'topics', k], `no topic is called ${topic}${didYouMean(topic, topics)}${others}`]);
  }
  if (row.links !== undefined && !succeeds(() => new RegExp(row.links!, 'u')))
    wrong.push([[n, 'links'], 'is no regular expression']);
  if (row.kind === 'page' && row.enabled && !row.select && row.links === undefined) {
    wrong.push([[n, 'kind'], 'a page needs select or links; mend: give one, or ship it with enabled: false']);
  }
  return wrong;
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
