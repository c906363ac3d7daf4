/** Items that are handed in as JSON lines, and were never recorded. */
import { z } from 'zod';
import type { Readable } from '../rules/engine/columns.ts';
import { type Problem, refuseAny } from '../state/refusal.ts';
import { textOf } from './rulebook.ts';

const item = z.object({
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

/** An item as a line gives it, with what matching needs of it. */
export interface GivenItem extends Readable {
  id: string;
}

/**
 * Reads one item per line that is not blank.
 *
 * @throws Refusal naming every malformed line of the file
 */
export function readItems(file: string, text: string): GivenItem[] {
  return readLines(file, text, item).map(({ id, lang, source, ...given }) => ({
    id,
    title: given.title,
    summary: given.summary ?? '',
    content: given.content ?? '',
    source: source ?? '',
    family: source ?? '',
    language: lang ?? null,
    url: given.url ?? null,
    published: given.published ?? null,
  }));
}

/** The text of a file that a command line names. @throws Refusal where it cannot be read */
export function textIn(file: string): string {
  const problems: Problem[] = [];
  const text = textOf(file, problems);
  refuseAny(problems);
  return text!;
}

/** Reads JSON lines against a schema. @throws Refusal naming every line that does not fit, with its field */
export function readLines<S extends z.ZodType>(file: string, text: string, schema: S): z.output<S>[] {
  const problems: Problem[] = [];
  const values: z.output<S>[] = [];
  for (const [n, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const problem = (field: string | undefined, what: string) => problems.push({ file, line: n + 1, field, what });
    try {
      const read = schema.safeParse(JSON.parse(row));
      if (read.success) values.push(read.data);
      for (const issue of read.error?.issues ?? []) problem(issue.path.join('.'), issue.message);
    } catch (cause) {
      problem(undefined, `is no JSON: ${(cause as Error).message}`);
    }
  }
  refuseAny(problems);
  return values;
}
