/** Deadlines as a digest shows them: worded as exactly as they are known. */
import type { Deadline } from '../state/deadline.ts';
import type { Edition } from '../state/edition.ts';
import { type Clock, daysBetween, localDay, wholeDate } from './dates.ts';
import { count, oneLine } from './words.ts';

export interface DeadlineView {
  /** `In 12 days`, `Passed`. */
  distance: string;
  /** `3 December 2025`, `December 2025`, `2025`. */
  date: string;
  /** Both in a line: `In 12 days, 3 December 2025`, `Passed 31 August 2025`. */
  when: string;
  title: string;
  cites: string[];
}

/** The deadlines of some topics: what is ahead, the nearest first, then what has passed, the latest first. */
export function viewDeadlines({ deadlines }: Edition, topics: readonly string[], clock: Clock): DeadlineView[] {
  const today = localDay(clock.now, clock.zone);
  const theirs = deadlines
    .filter(isDated)
    .filter(({ topic }) => topics.includes(topic))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const { ahead = [], passed = [] } = Object.groupBy(theirs, (it) => (hasPassed(it, today) ? 'passed' : 'ahead'));
  return [...ahead, ...passed.reverse()].map((deadline) => viewDeadline(deadline, today));
}

type Dated = Deadline & { date: string };

const isDated = <T extends Deadline>(deadline: T): deadline is T & Dated => deadline.date !== null;

function viewDeadline(deadline: Dated, today: string): DeadlineView {
  const far = distance(deadline, today);
  const date = wholeDate(reduced(deadline));
  return {
    distance: far,
    date,
    when: `${far}${far === 'Passed' ? ' ' : ', '}${date}`,
    title: oneLine(deadline.title),
    cites: deadline.cites.map(({ document, paragraph }) => `${document} ¶${paragraph}`),
  };
}

const LENGTHS = { day: 10, month: 7, year: 4 };

const reduced = ({ date, precision }: Dated): string => date.slice(0, LENGTHS[precision]);

/** A month or a year has passed when it is over. */
const hasPassed = (deadline: Dated, today: string): boolean =>
  reduced(deadline) < today.slice(0, LENGTHS[deadline.precision]);

/** How far ahead, in the unit that the date is known in: to say days of a month would invent a date. */
function distance(deadline: Dated, today: string): string {
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
