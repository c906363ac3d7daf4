/** The fields that the rows of a topic file have in common, and what can be made out of them where they are flawed. */
import { z } from 'zod';

export const sentence = z.string().trim().min(1, 'must not be empty');

export const query = sentence.meta({
  examples: ['$route NEAR/5 (sign* OR ratif*)', '"visa free" AND title:suspen* AND NOT $opinion'],
});

export const cites = z
  .array(
    z.strictObject({
      document: z
        .string()
        .describe('The id of a document in documents.yaml.')
        .meta({ examples: ['caci-iran-tripp'] }),
      paragraph: z
        .int()
        .min(1)
        .describe('The number of the paragraph: the n-th line of the document that is not blank.')
        .meta({ examples: [4] }),
      claim: sentence
        .describe('What the paragraph says that makes this worth watching, in our own words.')
        .meta({ examples: ['A signature would start the clock for the route.'] }),
    }),
  )
  .min(1, 'a rule needs at least one citation; mend: name the document and paragraph that say to watch for this')
  .describe('The paragraphs that say to watch for this: without one there is no rule.');

/** The id of a rule of the same topic. */
export const ruleId = z
  .string()
  .describe('The id of a rule of this topic.')
  .meta({ examples: ['route-signed'] });

export const sketchedText = sentence.optional().catch(undefined);

export const sketchedList = <S extends z.ZodType>(of: S) => z.array(of).catch([]);

export const sketchedCites = sketchedList(
  z.object({ document: sketchedText, paragraph: z.int().min(1).optional().catch(undefined) }).catch({}),
);
