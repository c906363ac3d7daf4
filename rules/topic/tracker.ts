/** The form of a tracker in a topic file: a board of subjects and the stage that each has reached. */
import { z } from 'zod';
import { date, id } from '../documents.ts';
import { cites, query, ruleId, sentence, sketchedCites, sketchedList, sketchedText } from './fields.ts';

const subject = z
  .strictObject({
    id: id.describe('How the subject is named.').meta({ examples: ['kazakhstan'] }),
    title: sentence.describe('What subscribers read.').meta({ examples: ['Kazakhstan'] }),
    is: query
      .optional()
      .describe('The names of the subject; left out where every item of the moves is about it.')
      .meta({ examples: ['$kazakhstan'] }),
  })
  .describe('What has reached a stage.');

const move = z
  .strictObject({
    rules: z.array(ruleId).min(1, 'a move needs at least one rule').describe('Rules, of which an item must fit one.'),
    when: query
      .optional()
      .describe('What an item must say besides, where $subject is the names of a subject; left out: title:$subject.')
      .meta({ examples: ['title:($subject ONEAR/6 $joins)'] }),
    stage: sentence.optional().describe('The stage that a subject has reached where an item says so.'),
    denies: sentence.optional().describe('The stage that a subject has not reached, or not any more.'),
    subjects: z
      .array(sentence)
      .min(1, 'names no subject; mend: leave it out where any may be meant')
      .optional()
      .describe('The subjects that may be meant; left out, any.'),
  })
  .refine(({ stage, denies }) => (stage === undefined) !== (denies === undefined), {
    error: 'a move names the stage that is reached, or with denies: the one that is denied',
    path: ['stage'],
  })
  .describe('What an item says of the subjects that it names.');

const seed = z
  .strictObject({
    subject: sentence.describe('The id of a subject.'),
    stage: sentence.describe('The stage that it had reached.'),
    date: date.optional().describe('When, as exactly as the document says.'),
    cites,
  })
  .describe('Where a subject stood, by the documents.');

export const tracker = z
  .strictObject({
    id: id.describe('How the tracker is named.').meta({ examples: ['accessions'] }),
    title: sentence.describe('What subscribers read above the board.'),
    stages: z
      .array(sentence)
      .min(2, 'a tracker needs two stages at least')
      .describe('The stages in their order, the first first.')
      .meta({ examples: [['mentioned', 'courted', 'announced', 'signed', 'in force']] }),
    subjects: z.array(subject).min(1, 'a tracker needs at least one subject').describe('Who or what is tracked.'),
    moves: z.array(move).min(1, 'a tracker needs at least one move').describe('Which rules move a subject.'),
    seeds: z.array(seed).default([]).describe('Where the subjects stood when the documents were written.'),
  })
  .describe('A board of subjects and the stage that each has reached, moved by rules and seeded from the documents.');

export const sketchedTracker = z
  .object({
    id: sketchedText,
    stages: sketchedList(sketchedText),
    subjects: sketchedList(z.object({ id: sketchedText, is: sketchedText }).catch({})),
    moves: sketchedList(
      z
        .object({
          rules: sketchedList(sketchedText),
          when: sketchedText,
          stage: sketchedText,
          denies: sketchedText,
          subjects: z.array(sketchedText).optional().catch(undefined),
        })
        .catch({ rules: [] }),
    ),
    seeds: sketchedList(
      z.object({ subject: sketchedText, stage: sketchedText, cites: sketchedCites }).catch({ cites: [] }),
    ),
  })
  .catch({ stages: [], subjects: [], moves: [], seeds: [] });
