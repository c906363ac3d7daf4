/** `documents.yaml`: the analyses that rules may cite. */
import { z } from 'zod';
import type { Document } from '../state/document.ts';
import { byPlace, type Problem, readYaml } from '../state/refusal.ts';

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

const lines = z
  .tuple([z.int().min(1), z.int().min(1)])
  .refine(([a, b]) => a <= b, 'the first line comes before the last');
const cited = z.record(
  z.string().regex(/^[1-9]\d*$/, 'a paragraph is named by its number'),
  z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'a hash is 16 hexadecimal digits; mend: silkwatch check --documents <folder> --accept'),
);

/** The form of `documents.yaml`. What editors show on a field is its description here. */
export const documentsSchema = z
  .array(
    z.strictObject({
      id: id
        .describe('How rules and deadlines name the document in their citations.')
        .meta({ examples: ['caci-iran-tripp'] }),
      file: z.string().describe('The file of its text, in the folder that `silkwatch check --documents` is given.'),
      lines: lines
        .describe('First and last line of the document in its file, counted from 1, both in it.')
        .meta({ examples: [[1, 18]] }),
      paragraphs: z
        .int()
        .min(1)
        .optional()
        .describe('How many of these lines are not blank; without it, all of them. A citation beyond is refused.'),
      title: z.string().min(1).describe('The title as its author gave it, or ours where there is none.'),
      titled: z.literal('us').optional().describe('Marks a title that we made up because the text has none.'),
      author: z.string().nullable().default(null).describe('Who signed it, where the text says so.'),
      outlet: z.string().nullable().default(null).describe('Who published it, where the text says so.'),
      date: date
        .nullable()
        .default(null)
        .describe('When it was published, as exactly as the text says: a year, a month or a day. Never a guess.')
        .meta({ examples: ['2025-08-31', '2025-08', '2025'] }),
      versionOf: id
        .nullable()
        .default(null)
        .describe('The document that this one is a version of: the two are one voice.'),
      cited: cited
        .default({})
        .describe(
          'The hash of each paragraph that is cited, by its number. Written by `silkwatch check --documents <folder> --accept`.',
        )
        .meta({ examples: [{ 4: '3f9a1c0d5e7b2a46' }] }),
    }),
    'must be a list of documents, each beginning with - id:',
  )
  .describe('The analyses that rules cite. Paragraph n is the n-th line of the range that is not blank.');

export type Documents = ReadonlyMap<string, Document>;

/** What a row that is flawed still tells of itself. */
const sketch = z
  .object({
    id: id.optional().catch(undefined),
    lines: lines.optional().catch(undefined),
    paragraphs: z.int().min(1).optional().catch(undefined),
    versionOf: id.nullish().catch(undefined),
  })
  .catch({});

const sketches = z.array(sketch).catch([]);

/**
 * Reads `documents.yaml`; what is wrong with it is listed. What is right of it is still there for the topics' checks: a row
 * that is flawed is known by its id. `unread` says that nobody can tell which documents there are.
 */
export function readDocuments(
  file: string,
  text: string,
): { documents: Documents; problems: Problem[]; unread?: true } {
  const { value, plain, problems, problemAt } = readYaml(file, text, documentsSchema);
  const rows = sketches.parse(plain);
  const told = [...problems];
  for (const [n, { id, versionOf }] of rows.entries()) {
    if (id !== undefined && rows.findIndex((other) => other.id === id) < n)
      told.push(problemAt([n, 'id'], `a second document is called ${id}`));
    if (versionOf && !rows.some((other) => other.id === versionOf))
      told.push(problemAt([n, 'versionOf'], `no document is called ${versionOf}`));
  }
  const documents = value ? value.map(documentOf) : rows.flatMap(flawed);
  const unread = !value && (!Array.isArray(plain) || rows.some(({ id }) => id === undefined));
  return {
    documents: new Map(documents.map((one) => [one.id, one])),
    problems: told.sort(byPlace),
    ...(unread && { unread }),
  };
}

function documentOf({ titled: _, ...row }: z.output<typeof documentsSchema>[number]): Document {
  return { ...row, paragraphs: row.paragraphs ?? length(row.lines) };
}

/** Known, and no more: what the row does not tell can be held against no citation. */
function flawed({ id, lines, paragraphs = lines ? length(lines) : Number.POSITIVE_INFINITY }: z.output<typeof sketch>) {
  if (id === undefined) return [];
  const rest = { file: '', title: '', author: null, outlet: null, date: null, versionOf: null, cited: {} };
  return [{ ...rest, id, lines: lines ?? ([1, 1] satisfies [number, number]), paragraphs }];
}

const length = ([first, last]: readonly [number, number]): number => last - first + 1;

/** The title of a document; its id where it is known no more. */
export const titleOf = (document: string, documents: Documents): string => documents.get(document)?.title ?? document;
