/** Deadlines as a mail shows them: worded as exactly as they are known. */
import type { Deadline, ProposedDate, ToldDeadline } from '../state/deadline.ts';
import type { Edition } from '../state/edition.ts';
import { type Clock, daysBetween, localDay, wholeDate } from './dates.ts';
import { count, oneLine } from './words.ts';

export interface DeadlineView {
  /** `In 12 days`, `Passed`, `Met`, `No date yet`. */
  distance: string;
  /** `3 December 2025`, `December 2025`, `2025`; empty where there is none. */
  date: string;
  /** Both in a line: `In 12 days, 3 December 2025`, `Passed 31 August 2025`. */
  when: string;
  title: string;
  /** What became of it: `moved from 31 August 2025; proposed: 15 October 2025, by 1 source`. */
  note: string | null;
  cites: string[];
}

type Dated = ToldDeadline & { date: string };

/** The deadlines of some topics: what is ahead, the nearest first, what has no date yet, then what has passed, the latest first. */
export function viewDeadlines({ deadlines }: Edition, topics: readonly string[], clock: Clock): DeadlineView[] {
  const today = localDay(clock.now, clock.zone);
  const theirs = deadlines.filter(({ topic }) => topics.includes(topic));
  const dated = theirs.filter(isDated).sort((a, b) => (a.date < b.date ? -1 : 1));
  const { ahead = [], passed = [] } = Object.groupBy(dated, (it) => (isOver(it, today) ? 'passed' : 'ahead'));
  const open = theirs.filter((deadline) => deadline.date === null);
  return [...ahead, ...open, ...passed.reverse()].map((deadline) => viewDeadline(deadline, today));
}

const isDated = (deadline: ToldDeadline): deadline is Dated => deadline.date !== null;

const isOver = (deadline: Dated, today: string): boolean => deadline.state === 'met' || hasPassed(deadline, today);

/** @param today the local day of whoever reads it */
export function viewDeadline(deadline: ToldDeadline, today: string): DeadlineView {
  const note = noteOf(deadline, today);
  const [title, cites] = [oneLine(deadline.title), citesOf(deadline)];
  if (!isDated(deadline)) return { distance: 'No date yet', date: '', when: 'No date yet', title, note, cites };
  const far = distance(deadline, today);
  const date = wholeDate(reduced(deadline));
  return { distance: far, date, when: `${far}${far === 'Passed' ? ' ' : ', '}${date}`, title, note, cites };
}

const citesOf = ({ cites }: ToldDeadline): string[] =>
  cites.map(({ document, paragraph }) => `${document} ¶${paragraph}`);

/** What became of it, in a line; null where nothing did. */
function noteOf(deadline: ToldDeadline, today: string): string | null {
  const { was, met, state, watched = false, proposals = [] } = deadline;
  const over = isDated(deadline) && hasPassed(deadline, today);
  const notes = [
    was ? `moved from ${wholeDate(was)}` : null,
    state === 'met' && met ? `met on ${wholeDate(met)}` : null,
    over && state !== 'met' && watched ? 'passed, and nothing we saw says that it came about' : null,
    ...proposals.map(proposed),
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join('; ');
}

const proposed = ({ date, families }: ProposedDate): string =>
  `proposed: ${wholeDate(date)}, by ${count(families.length, 'source')}`;

const LENGTHS = { day: 10, month: 7, year: 4 };

const reduced = ({ date, precision }: Dated): string => date.slice(0, LENGTHS[precision]);

/** A month or a year has passed when it is over. */
const hasPassed = (deadline: Dated, today: string): boolean =>
  reduced(deadline) < today.slice(0, LENGTHS[deadline.precision]);

/** How far ahead, in the unit that the date is known in: to say days of a month would invent a date. */
function distance(deadline: Dated, today: string): string {
  if (deadline.state === 'met') return 'Met';
  if (hasPassed(deadline, today)) return 'Passed';
  const { precision } = deadline;
  const n = unitsAhead(reduced(deadline), today, precision);
  if (precision === 'day') return n === 0 ? 'Today' : n === 1 ? 'Tomorrow' : `In ${count(n, 'day')}`;
  return n === 0 ? `This ${precision}` : n === 1 ? `Next ${precision}` : `In ${count(n, precision)}`;
}

function unitsAhead(date: string, today: string, precision: Deadline['precision']): number {
  const [year, month] = date.split('-').map(Number) as [number, number];
  const [thisYear, thisMonth] = today.split('-').map(Number) as [number, number];
  if (precision === 'year') return year - thisYear;
  if (precision === 'month') return (year - thisYear) * 12 + month - thisMonth;
  return daysBetween(today, date);
}
