/** The form of a topic's YAML file. What editors show on a field while it is written is its description here. */
import { z } from 'zod';
import { SEVERITIES } from '../../state/severity.ts';
import { id } from '../documents.ts';
import { deadline, sketchedDeadline } from './deadline.ts';
import { example, sketchedExample } from './example.ts';
import { cites, sketchedList as listOf, query, sentence, sketchedCites, sketchedText as text } from './fields.ts';
import { sketchedTracker, tracker } from './tracker.ts';
import { sketchedTrend, trend } from './trend.ts';

const terms = z
  .record(
    z.string().regex(/^[\w-]+$/, 'a term is named by letters, digits, - and _'),
    z.array(query).min(1, 'a term needs at least one entry'),
  )
  .default({})
  .describe('Names for what is said in many ways. Queries name a term as $name; any of its entries will do.')
  .meta({ examples: [{ route: ['TRIPP', '"Trump Route"'] }] });

const examples = z
  .strictObject({
    match: z
      .array(example)
      .default([])
      .describe('What the rule must fit: a headline, or a map of the fields of an item.'),
    miss: z.array(example).default([]).describe('What it must not fit, though it comes near.'),
  })
  .optional()
  .describe('Headlines or items that are tried whenever the file is read: a rule that fails one is refused.')
  .meta({
    examples: [
      {
        match: ['Armenia signs the route agreement'],
        miss: ['Talks on the route go on', { title: 'The route is signed', published: '2019' }],
      },
    ],
  });

const rule = z
  .strictObject({
    id: id
      .describe('How the rule is named, in decisions and as #id in other rules.')
      .meta({ examples: ['route-signed'] }),
    title: sentence
      .describe('The event in words: what a subscriber reads as the reason.')
      .meta({ examples: ['The route is signed'] }),
    when: query.describe(
      'The query that an item must fit, besides the scope: AND, OR, NOT, NEAR/5, ONEAR/5, "phrases", prefix*, title:, lead:, lang:, date:, 2 OF (…), /regular expressions/, $terms, #rules.',
    ),
    severity: z
      .enum(SEVERITIES, `severity is one of ${SEVERITIES.join(', ')}`)
      .describe('How urgent it is: high raises an alert at once, the others wait for the digest.'),
    cites,
    examples,
  })
  .describe('An observable event that the documents say to look for.');

/** A topic file as a whole. */
export const topicSchema = z
  .strictObject({
    topic: id.describe('How the topic is named everywhere else.').meta({ examples: ['tripp'] }),
    title: sentence.describe('What subscribers read.').meta({ examples: ['The TRIPP corridor'] }),
    summary: sentence.describe('What the topic is about, in one sentence or two.'),
    terms,
    scope: query.optional().describe('What every item of the topic must fit, whichever the rule.'),
    rules: z.array(rule).min(1, 'a topic needs at least one rule').describe('The events that are looked for.'),
    deadlines: z.array(deadline).default([]).describe('The dates that the documents set, or that items will set.'),
    trackers: z.array(tracker).default([]).describe('Boards of subjects and the stage that each has reached.'),
    trends: z.array(trend).default([]).describe('Rules over time: how often something is reported.'),
  })
  .describe('One subject that is tracked: its terms, rules, deadlines, trackers and trends.');

export type TopicFile = z.output<typeof topicSchema>;

const sketchedExamples = z
  .object({ match: listOf(sketchedExample), miss: listOf(sketchedExample) })
  .catch({ match: [], miss: [] });

/** What can be made out of a file whose form is flawed: whatever is not as it should be is left open. */
const sketchSchema = z
  .object({
    topic: id.optional().catch(undefined),
    terms: z.record(z.string(), listOf(text)).catch({}),
    scope: text,
    rules: listOf(
      z
        .object({ id: text, when: text, cites: sketchedCites, examples: sketchedExamples })
        .catch({ cites: [], examples: { match: [], miss: [] } }),
    ),
    deadlines: listOf(sketchedDeadline),
    trackers: listOf(sketchedTracker),
    trends: listOf(sketchedTrend),
  })
  .catch({ terms: {}, rules: [], deadlines: [], trackers: [], trends: [] });

export type Sketch = z.output<typeof sketchSchema>;

/** What there is of a topic file, for the checks that need no more than a part: numbers of rows stay as they are. */
export const sketchOf = (plain: unknown): Sketch => sketchSchema.parse(plain);
