/** The demo's invented week: outlets, and what each publishes when. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml, refuseAny } from '../../state/refusal.ts';

const instant = z.iso.datetime().transform((text) => new Date(text));

const words = { title: z.string(), summary: z.string() };

/** What the outlet published, what it made of it later, and when it took it back. */
const item = z.strictObject({
  at: instant,
  ...words,
  path: z.string(),
  edits: z
    .array(
      z
        .strictObject({ at: instant, ...words })
        .partial()
        .required({ at: true }),
    )
    .default([]),
  until: instant.optional(),
});

const schema = z.strictObject({
  sources: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      format: z.enum(['rss2', 'rss091', 'rdf', 'atom', 'json', 'page']),
      charset: z.enum(['utf-8', 'windows-1251', 'utf-16']),
      language: z.string(),
      family: z.string(),
      topics: z.array(z.string()),
      dies: instant.optional(),
      items: z.array(item),
    }),
  ),
});

export type WeekSource = z.output<typeof schema>['sources'][number];
export type WeekItem = WeekSource['items'][number];

export function readWeek(): WeekSource[] {
  const file = join(import.meta.dirname, 'week.yaml');
  const { value, problems } = readYaml(file, readFileSync(file, 'utf8'), schema);
  refuseAny(problems);
  return value!.sources;
}
