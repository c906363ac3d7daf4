/** The form of a deadline in a topic file. */
import { z } from 'zod';
import { date, id } from '../documents.ts';
import { cites, query, ruleId, sentence, sketchedCites, sketchedList, sketchedText } from './fields.ts';

const LENGTHS = { day: 10, month: 7, year: 4 };

export const deadline = z
  .strictObject({
    id: id.describe('How the deadline is named.').meta({ examples: ['csto-summit'] }),
    title: sentence.describe('What is due then.').meta({ examples: ['The Moscow summit of the CSTO'] }),
    date: date
      .optional()
      .describe('When: as exactly as the document says, and no more. Left out where items are to set it.')
      .meta({ examples: ['2026-11-11', '2026-11'] }),
    precision: z.enum(['day', 'month', 'year']).default('day').describe('How exact the date is.'),
    announced: query
      .optional()
      .describe('What an item says that names this date, or another one: dates are read from the sentences that fit.'),
    met: z.array(ruleId).default([]).describe('Rules whose fit about that time means that what was due took place.'),
    cites,
  })
  .refine(({ date, precision }) => date === undefined || date.length >= LENGTHS[precision], {
    error: 'the date is less exact than its precision; mend: write precision: month or year',
    path: ['date'],
  })
  .refine(({ date, announced }) => date !== undefined || announced !== undefined, {
    error: 'missing; mend: write the date, or with announced: what an item says that sets it',
    path: ['date'],
  })
  .describe('A date that a document sets, or that items will set.');

export const sketchedDeadline = z
  .object({ id: sketchedText, announced: sketchedText, met: sketchedList(sketchedText), cites: sketchedCites })
  .catch({ met: [], cites: [] });
