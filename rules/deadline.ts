/**
 * How a deadline stands at an instant: a function of what the file says, what items announced, what analysts decided and
 * which rules fitted. Pure; in whatever order these came, the same facts give the same standing.
 */
import type { Announcement, Deadline, DeadlineState, Precision, ProposedDate, Verdict } from '../state/deadline.ts';
import type { Instant } from '../state/item.ts';
import { firstDay, lastDay } from './dates/written.ts';
import { type Candidate, candidates, inForce, inForceBefore, proposalId } from './deadline/candidates.ts';
import { daysAfter, precisionOf } from './deadline/dates.ts';

/** An item that fits a rule by which the deadline is met. */
export interface Met {
  item: string;
  /** The day on which it was reported. */
  day: string;
  /** When it came to fit. */
  at: Instant;
}

/** What is known of one deadline. */
export interface DeadlineFacts {
  announcements: readonly Announcement[];
  verdicts: readonly Verdict[];
  met: readonly Met[];
}

export interface Standing {
  state: DeadlineState;
  /** The date in force, as exact as `precision` says; null where there is none. */
  date: string | null;
  precision: Precision;
  /** Another date that was in force before. */
  was: string | null;
  /** Who set the date in force: an analyst by name, or how many independent sources; null where the file did. */
  by: string | null;
  /** The items that announce the date in force, the earliest first. */
  items: string[];
  /** Since when it is in force, by reports; null where the file has set it. */
  since: Instant | null;
  /** Other dates that items announce, the soonest first. */
  proposals: ProposedDate[];
  met: Met | null;
}

type Filed = Pick<Deadline, 'topic' | 'id' | 'date' | 'precision'>;

/** How a deadline stood at an instant. What came after it is not known yet, and what was taken back by then does not count. */
export function standing(deadline: Filed, { announcements, verdicts, met }: DeadlineFacts, now: Instant): Standing {
  const said = announcements.filter(({ at, withdrawn }) => at <= now && (withdrawn === null || withdrawn > now));
  const decided = verdicts.filter(({ at }) => at <= now);
  const all = candidates(deadline, said, decided);
  const current = inForce(all);
  const today = now.slice(0, 10);
  const done = current
    ? metBy(
        current,
        met.filter(({ at }) => at <= now),
      )
    : null;
  return {
    state: stateOf(current, done, today),
    date: current?.date ?? null,
    precision: current ? precisionOf(current.date) : deadline.precision,
    was: (current && inForceBefore(all, current)?.date) ?? null,
    by: current ? setBy(current) : null,
    items: current?.items ?? [],
    since: current?.since || null,
    proposals: proposalsOf(deadline, all, current, today),
    met: done,
  };
}

function stateOf(current: Candidate | undefined, met: Met | null, today: string): DeadlineState {
  if (!current) return 'open';
  if (met) return 'met';
  if (today < firstDay(current.date)) return 'ahead';
  return today <= lastDay(current.date) ? 'due' : 'passed';
}

/** In days. What is earlier is another event of the same kind, or a forecast of this one. */
const BEFORE = 14;
/** In days: as long as a deadline that has passed is told. */
const AFTER = 30;

/** Whether a report of a day may be of what is due on a date: from two weeks before it to thirty days after it. */
export const mayBeOf = (date: string, day: string): boolean =>
  day >= daysAfter(firstDay(date), -BEFORE) && day <= daysAfter(lastDay(date), AFTER);

/**
 * The first report that what was due took place: about the date, and not before it was first announced, for whoever
 * announces a date speaks of what is yet to come.
 */
function metBy({ date, filed, first, verdict }: Candidate, met: readonly Met[]): Met | null {
  const set = filed ? '' : (first ?? verdict?.at ?? '').slice(0, 10);
  const counted = met.filter(({ day }) => mayBeOf(date, day) && day >= set);
  return counted.reduce<Met | null>((first, one) => (first === null || isBefore(one, first) ? one : first), null);
}

const isBefore = (a: Met, b: Met): boolean => (a.day === b.day ? a.item < b.item : a.day < b.day);

function setBy({ verdict, families, filed, since }: Candidate): string | null {
  if (verdict?.confirmed && verdict.at === since) return verdict.author;
  return filed && !since ? null : `${families.size} independent sources`;
}

/** A proposal that is older than the date in force was overtaken by it; one that has passed proposes nothing. */
function proposalsOf(
  { topic, id }: Filed,
  all: readonly Candidate[],
  current: Candidate | undefined,
  today: string,
): ProposedDate[] {
  const since = current?.since ?? '';
  const open = all.filter(({ since: confirmed, date, families }) => {
    const fresh = [...families.values()].some((reported) => reported >= since);
    return confirmed === null && fresh && !current?.date.startsWith(date) && lastDay(date) >= today;
  });
  return open
    .filter(({ date }) => !open.some((other) => other.date !== date && other.date.startsWith(date)))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ date, families, items }) => ({
      id: proposalId(topic, id, date),
      date,
      precision: precisionOf(date),
      families: [...families.keys()].sort(),
      items,
    }));
}
