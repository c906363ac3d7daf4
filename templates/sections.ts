/** What stands around the stories of an edition, in a mail as on its page. */
import type { Edition } from '../state/edition.ts';
import { viewBoards } from './board.ts';
import { viewChart } from './chart.ts';
import { viewCorrection } from './correction.ts';
import { viewCoverage } from './coverage.ts';
import type { Clock } from './dates.ts';
import { viewDeadlines } from './deadline.ts';
import type { Selection } from './selection.ts';
import { viewSignal } from './signal.ts';
import { firstOf, oneLine } from './words.ts';

/** The title of a topic as the edition has it. */
export const titleIn = ({ topics }: Edition, id: string): string =>
  oneLine(topics.find((topic) => topic.id === id)?.title ?? id);

/** How many of what has no bound of its own are shown. */
export interface Extent {
  corrections: number;
  signals: number;
}

/** The sections of some topics; `gates` is what became of the items seen, in a sentence. */
export function viewSections(
  edition: Edition,
  selection: Omit<Selection, 'stories' | 'atOnce' | 'absent'>,
  topics: readonly string[],
  clock: Clock,
  gates: string,
  most: Extent,
) {
  const corrections = firstOf(selection.corrections, most.corrections);
  const signals = firstOf(selection.signals, most.signals);
  const charts = (edition.charts ?? [])
    .filter(({ topic }) => topics.includes(topic))
    .map((chart) => viewChart(chart, titleIn(edition, chart.topic), edition.due, clock));
  return {
    corrections: corrections.shown.map((correction) => viewCorrection(correction, clock)),
    moreCorrections: corrections.more,
    boards: viewBoards(selection.boards, selection.since),
    signals: signals.shown.map((signal) => viewSignal(signal, clock)),
    moreSignals: signals.more,
    deadlines: viewDeadlines({ ...edition, deadlines: selection.deadlines }, topics, clock),
    charts,
    drawn: charts.some(({ picture }) => picture !== null),
    coverage: viewCoverage(edition.coverage, clock, topics, gates),
  };
}
