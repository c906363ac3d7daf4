/** What became of a deadline over time: its standings compared, wherever one could differ from the last. Pure. */
import type { DeadlineChange } from '../../state/deadline.ts';
import type { Instant } from '../../state/item.ts';
import { lastDay } from '../dates/written.ts';
import { type DeadlineFacts, type Standing, standing } from '../deadline.ts';
import { daysAfter, isCompatible, precisionOf, reduced } from './dates.ts';

/** A change of a deadline, with its items by their ids. */
export type Turn = Omit<DeadlineChange, 'items'> & { items: string[] };

type Filed = Parameters<typeof standing>[0];

/** Before anything is known. */
const BEGINNING = '0000-01-01T00:00:00.000Z';

/** What became of a deadline until an instant, oldest first; where another is given, only what did after that. */
export function turns(deadline: Filed, facts: DeadlineFacts, until: Instant, since: Instant = BEGINNING): Turn[] {
  const told: Turn[] = [];
  let before = standing(deadline, facts, since || BEGINNING);
  for (const at of instantsOf(deadline, facts, until).filter((at) => at > since)) {
    const after = standing(deadline, facts, at);
    told.push(...between(before, after, at));
    before = after;
  }
  return told;
}

/** When anything came or was taken back, and the days after the dates that there were. */
function instantsOf(deadline: Filed, { announcements, verdicts, met }: DeadlineFacts, until: Instant): Instant[] {
  const filed = deadline.date && reduced(deadline.date, deadline.precision);
  const dates = [filed, ...announcements.map(({ date }) => date), ...verdicts.map(({ date }) => date)];
  const ends = dates.flatMap((date) => (date ? `${daysAfter(lastDay(date), 1)}T00:00:00.000Z` : []));
  const came = [...announcements, ...verdicts, ...met].map(({ at }) => at);
  const went = announcements.flatMap(({ withdrawn }) => withdrawn ?? []);
  return [...new Set([...ends, ...came, ...went])].filter((at) => at <= until).sort();
}

function between(before: Standing, after: Standing, at: Instant): Turn[] {
  const { date, precision, by, items } = after;
  const told: Turn[] = [];
  if (date !== null && date !== before.date)
    told.push({ at, what: isSlip(before, date) ? 'slipped' : 'set', date, precision, was: before.date, by, items });
  for (const proposal of after.proposals.filter(({ id }) => !before.proposals.some((other) => other.id === id))) {
    const { date: other, precision: exact, items: its } = proposal;
    told.push({ at, what: 'proposed', date: other, precision: exact, was: date, by: null, items: its });
  }
  if (after.met && before.state !== 'met')
    told.push({ at, what: 'met', date: after.met.day, precision: 'day', was: date, by: null, items: [after.met.item] });
  if (after.state === 'passed' && before.state !== 'passed')
    told.push({ at, what: 'passed', date: date!, precision: precisionOf(date!), was: null, by: null, items: [] });
  return told;
}

/** A date that is only more exact, and one that comes after what was due has taken place, is set; any other has slipped. */
const isSlip = ({ date, state }: Standing, to: string): boolean =>
  date !== null && state !== 'met' && !isCompatible(date, to);
