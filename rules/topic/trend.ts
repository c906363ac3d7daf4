/** The form of a trend in a topic file: a rule over time, after ElastAlert's rule types of the same names. */
import { z } from 'zod';
import { duration } from '../../state/duration.ts';
import { DAY } from '../../state/item.ts';
import { SEVERITIES } from '../../state/severity.ts';
import { TRENDS } from '../../state/signal.ts';
import { id } from '../documents.ts';
import { cites, ruleId, sentence, sketchedCites, sketchedList, sketchedText } from './fields.ts';

const span = duration.refine((time) => time >= 3600_000 && time <= 365 * DAY, 'must be from 1h to 365d');

/** What is usual is told by windows as long as `within`: of fewer, one odd window would be half of the truth. */
const LEAST_WINDOWS = 4;

export const trend = z
  .strictObject({
    id: id.describe('How the trend is named.').meta({ examples: ['attacks-multiply'] }),
    title: sentence.describe('What has happened when it fires, in words that a subscriber reads.'),
    type: z
      .enum(TRENDS)
      .describe(
        'The kind: frequency (so many stories within a time), spike (so many times more than usual), new_term (an entry of a term for the first time) or flatline (none, while the sources are well).',
      ),
    severity: z.enum(SEVERITIES, `severity is one of ${SEVERITIES.join(', ')}`).describe('How urgent it is.'),
    of: z.array(ruleId).default([]).describe('The rules whose stories are counted; left out, all of the topic.'),
    term: sentence
      .optional()
      .describe('For new_term: the name of the term, without its $; each of its entries is looked for by itself.'),
    within: span.default(DAY).describe('The time that is looked at: 24h, 7d.'),
    baseline: span
      .default(28 * DAY)
      .describe('The time before it, by which is told what is usual; half of it must have been watched.'),
    least: z
      .int()
      .min(1)
      .default(3)
      .describe(
        'So many stories within the time are a frequency; fewer are no spike, whatever is usual; and where fewer are usual, their absence is no flatline.',
      ),
    times: z.number().min(1).default(3).describe('How many times the usual number a spike is.'),
    cites,
  })
  .refine(({ type, term }) => (type === 'new_term') === (term !== undefined), {
    error: 'goes with type: new_term, and only with it',
    path: ['term'],
  })
  .refine(({ type, within, baseline }) => type === 'frequency' || baseline >= LEAST_WINDOWS * within, {
    error: `must be at least ${LEAST_WINDOWS} times as long as within, to tell what is usual`,
    path: ['baseline'],
  })
  .describe('A rule over time: it looks at how often something is reported.');

export const sketchedTrend = z
  .object({ id: sketchedText, of: sketchedList(sketchedText), term: sketchedText, cites: sketchedCites })
  .catch({ of: [], cites: [] });
