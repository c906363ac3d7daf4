/** `documents.yaml`: the analyses that rules may cite. */
import { z } from 'zod';
import type { Document } from '../state/document.ts';
import { type Problem, readYaml } from '../state/refusal.ts';

/** How documents, topics, rules and deadlines are named. */
export const id = z.string().regex(/^[a-z0-9-]+$/, 'an id holds lower-case letters, digits and hyphens');
/** A day, a month or a year that the calendar has. */
export const date = z
  .string()
  .regex(/^\d{4}(-\d\d(-\d\d)?)?$/, { error: 'a date reads YYYY, YYYY-MM or YYYY-MM-DD', abort: true })
  .refine((written) => {
    const day = new Date(written);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
  }, 'the calendar has no such date');

const schema = z.array(
  z.strictObject({
    id,
    file: z.string(),
    lines: z.tuple([z.int().min(1), z.int().min(1)]).refine(([a, b]) => a <= b, 'the first line comes before the last'),
    paragraphs: z.int().min(1).optional(),
    title: z.string().min(1),
    titled: z.literal('us').optional(),
    author: z.string().nullable().default(null),
    outlet: z.string().nullable().default(null),
    date: date.nullable().default(null),
    versionOf: id.nullable().default(null),
  }),
);

export type Documents = ReadonlyMap<string, Document>;

/** Reads `documents.yaml`; what is wrong with it is listed, and what is right of it is still there for the topics' checks. */
export function readDocuments(file: string, text: string): { documents: Documents; problems: Problem[] } {
  const { value = [], problems, problemAt } = readYaml(file, text, schema);
  const documents = new Map<string, Document>();
  for (const [n, { titled: _, ...row }] of value.entries()) {
    if (documents.has(row.id)) problems.push(problemAt([n, 'id'], `a second document is called ${row.id}`));
    if (row.versionOf && !value.some((other) => other.id === row.versionOf)) {
      problems.push(problemAt([n, 'versionOf'], `no document is called ${row.versionOf}`));
    }
    documents.set(row.id, { ...row, paragraphs: row.paragraphs ?? row.lines[1] - row.lines[0] + 1 });
  }
  return { documents, problems };
}
