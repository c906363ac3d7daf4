/** A board of two bridges, and moves on it. */
import { readDocuments } from '../../../rules/documents.ts';
import { readTopic, type Tracker } from '../../../rules/topic.ts';
import type { Move } from '../../../state/tracker.ts';

export const DOCUMENTS = readDocuments(
  'documents.yaml',
  '- { id: report, file: report.txt, lines: [1, 9], title: The bridges of the Arax, author: Ada Stone }',
).documents;

const cites = 'cites: [{ document: report, paragraph: 1, claim: It was talked about }]';

export const TOPIC = `
topic: bridges
title: Bridges
summary: Which are built.
terms:
  old: ['"old bridge"', Oldbridge]
rules:
  - { id: plans, title: Plans, when: plan* OR talks, severity: low, ${cites} }
  - { id: builds, title: Builds, when: build* OR open*, severity: high, ${cites} }
  - { id: denials, title: Denials, when: denie*, severity: low, ${cites} }
trackers:
  - id: works
    title: How far the bridges are
    stages: [planned, built, open]
    subjects:
      - { id: old, title: The old bridge, is: $old }
      - { id: new, title: The new bridge, is: '"new bridge"' }
    moves:
      - { rules: [plans], stage: planned }
      - { rules: [builds], when: title:(build* ONEAR/3 $subject), stage: built }
      - { rules: [builds], when: title:($subject ONEAR/2 open*), stage: open, subjects: [new] }
      - { rules: [denials], when: title:(denie* ONEAR/6 $subject), denies: built }
    seeds:
      - { subject: old, stage: planned, date: 2025-06, ${cites} }
`;

export const topicOf = (yaml = TOPIC) => readTopic('topic.yaml', yaml, DOCUMENTS);

export const TRACKER: Tracker = topicOf().topic!.trackers[0]!;

/** An instant of October 2026, by its day. */
export const day = (n: number): string => `2026-10-${String(n).padStart(2, '0')}T00:00:00.000Z`;

/** One item's word: reported when it came, and never withdrawn. */
export function move(subject: string, stage: string, family: string, on: number, its: Partial<Move> = {}): Move {
  return {
    ...{ topic: 'bridges', tracker: 'works', subject, stage, family, denied: false, rule: 'bridges/builds' },
    ...{ item: `${family} ${on}`, reported: day(on), at: day(on), withdrawn: null },
    ...its,
  };
}

export const denial = (subject: string, stage: string, family: string, on: number, its: Partial<Move> = {}): Move =>
  move(subject, stage, family, on, { denied: true, item: `${family} ${on} denial`, ...its });
