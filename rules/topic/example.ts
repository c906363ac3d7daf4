/** The form of an example: an item as far as a rule needs it. */
import { z } from 'zod';

const title = z.string().trim().min(1, 'must not be empty');

const isTime = (written: string): boolean =>
  /^\d{4}(-\d\d(-\d\d.*)?)?$/.test(written) && !Number.isNaN(Date.parse(written));

const fields = z.strictObject({
  title: title.describe('The headline.'),
  summary: z.string().optional().describe('What a feed says beside the headline.'),
  content: z.string().optional().describe('The body.'),
  language: z
    .string()
    .optional()
    .describe('The language, for lang:.')
    .meta({ examples: ['ru'] }),
  source: z.string().optional().describe('The source, for source: and family:.'),
  url: z.string().optional().describe('The address, for url:.'),
  published: z
    .string()
    .refine(isTime, 'reads YYYY, YYYY-MM, YYYY-MM-DD or a day with its time, in ISO 8601')
    .optional()
    .describe('When it was published, for date:.')
    .meta({ examples: ['2026-03-09'] }),
});

/** A headline, or a map of the fields of an item. */
export const example = z.union([title, fields], {
  error: ({ errors }) =>
    errors?.flat().find(({ code }: z.core.$ZodIssue) => code === 'unrecognized_keys')?.message ??
    `an example is a headline, or a map of ${Object.keys(fields.shape).join(', ')}`,
});

export type Example = z.output<typeof fields>;

/** An example of which nothing more is known than that it is sound; nothing in the place of one that is not. */
export const sketchedExample = example
  .transform((its): Example => (typeof its === 'string' ? { title: its } : its))
  .optional()
  .catch(undefined);
