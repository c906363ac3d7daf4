/** Deadlines as a mail shows them: worded as exactly as they are known. */
import type { Deadline, ProposedDate, ToldDeadline } from '../state/deadline.ts';
import type { Edition } from '../state/edition.ts';
import type { Language } from '../state/subscriber.ts';
import { type Clock, daysBetween, localDay, wholeDate } from './dates.ts';
import { type VoiceView, viewVoices } from './voice.ts';
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
  /** Whose items say what last became of it. */
  by: VoiceView[];
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
  return [...ahead, ...open, ...passed.reverse()].map((deadline) => viewDeadline(deadline, today, clock.language));
}

/** So many days ahead a date is news each day that it comes nearer; what is further off is on the edition's page. */
const NEAR = 60;

/**
 * Whether a digest tells a deadline: something became of it, or it comes within 60 days. A month or a year comes twice,
 * with its beginning and with its end.
 */
export function isTimely(deadline: ToldDeadline, today: string): boolean {
  if (deadline.changes.length > 0) return true;
  if (!isDated(deadline) || isOver(deadline, today)) return false;
  const [first, last] = boundsOf(deadline);
  return daysBetween(today, first >= today ? first : last) <= NEAR;
}

/** The first and the last day of a date that may be a month or a year. */
function boundsOf(deadline: Dated): [string, string] {
  const [year, month, day] = reduced(deadline).split('-').map(Number) as [number, number?, number?];
  const dayOf = (...date: [number, number, number]) => new Date(Date.UTC(...date)).toISOString().slice(0, 10);
  const first = dayOf(year, (month ?? 1) - 1, day ?? 1);
  return [first, day !== undefined ? first : dayOf(month === undefined ? year + 1 : year, month ?? 0, 0)];
}

const isDated = (deadline: ToldDeadline): deadline is Dated => deadline.date !== null;

const isOver = (deadline: Dated, today: string): boolean => deadline.state === 'met' || hasPassed(deadline, today);

/** @param today the local day of whoever reads it */
export function viewDeadline(deadline: ToldDeadline, today: string, language: Language = 'en'): DeadlineView {
  const note = noteOf(deadline, today, language);
  const by = viewVoices(deadline.changes.at(-1)?.items ?? []);
  const told = { title: oneLine(deadline.title), note, by, cites: citesOf(deadline) };
  if (!isDated(deadline)) return { distance: 'No date yet', date: '', when: 'No date yet', ...told };
  const far = distance(deadline, today);
  const date = wholeDate(reduced(deadline), language);
  return { distance: far, date, when: `${far}${far === 'Passed' ? ' ' : ', '}${date}`, ...told };
}

const citesOf = ({ cites }: ToldDeadline): string[] =>
  cites.map(({ document, paragraph }) => `${document} ¶${paragraph}`);

/** What became of it, in a line; null where nothing did. */
function noteOf(deadline: ToldDeadline, today: string, language: Language): string | null {
  const { was, met, state, watched = false, proposals = [] } = deadline;
  const over = isDated(deadline) && hasPassed(deadline, today);
  const notes = [
    was ? `moved from ${wholeDate(was, language)}` : null,
    state === 'met' && met ? `met on ${wholeDate(met, language)}` : null,
    over && state !== 'met' && watched ? 'passed, and nothing we saw says that it came about' : null,
    ...proposals.map((proposal) => proposed(proposal, language)),
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join('; ');
}

const proposed = ({ date, families }: ProposedDate, language: Language): string =>
  `proposed: ${wholeDate(date, language)}, by ${count(families.length, 'source')}`;

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
