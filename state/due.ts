/** When an edition is due to a subscriber: a promise about the clock on their wall, kept across clock changes. Pure. */
import { type Instant, later } from './item.ts';
import type { Subscriber } from './subscriber.ts';
import { dayHere, daysAfter, hourOf, weekdayOf, weekOf } from './wall.ts';

export interface Due {
  /** The instant at which the edition was due. */
  at: Instant;
  /** The local day or week that it is for: a subscriber gets one edition in each. */
  period: string;
}

type Wish = Pick<Subscriber, 'cadence' | 'hour' | 'weekday' | 'timezone'>;

/** The last edition that was due until now. */
export function lastDue(wish: Wish, now: Date): Due {
  return dueOn(lastDay(wish, now), wish);
}

/** The next edition that will be due. */
export function nextDue(wish: Wish, now: Date): Due {
  return dueOn(daysAfter(lastDay(wish, now), stepOf(wish)), wish);
}

/** The last edition that a subscriber has a message of. */
export interface LastEdition {
  due: Instant;
  period: string | null;
}

/**
 * Whether an edition is not, or no more, to be written to a subscriber, whose last one this was. What was due while they
 * had paused is not: the first one that is due after it tells it too.
 */
export const isSettled = (
  due: Due,
  { since, paused }: Pick<Subscriber, 'since' | 'paused'>,
  last: LastEdition | undefined,
): boolean =>
  due.at < later(since, paused ?? since) || last?.period === due.period || (last !== undefined && due.at <= last.due);

/** The edition that a subscriber is to get next; where it was due already and is not written yet, its instant is past. */
export function nextOwed(
  subscriber: Wish & Pick<Subscriber, 'since' | 'paused'>,
  last: LastEdition | undefined,
  now: Date,
): Due {
  const from = later(now.toISOString(), subscriber.paused ?? '');
  let due = lastDue(subscriber, new Date(from));
  while (isSettled(due, subscriber, last)) due = nextDue(subscriber, new Date(due.at));
  return due;
}

function lastDay(wish: Wish, now: Date): string {
  const today = dayHere(now, wish.timezone);
  const back = wish.cadence === 'weekly' ? (weekdayOf(today) - wish.weekday + 7) % 7 : 0;
  const day = daysAfter(today, -back);
  return dueOn(day, wish).at <= now.toISOString() ? day : daysAfter(day, -stepOf(wish));
}

const stepOf = ({ cadence }: Wish): number => (cadence === 'weekly' ? 7 : 1);

/** Named after the day that it is for, which ends before it where a clock change skips the hour before midnight. */
function dueOn(day: string, { cadence, hour, timezone }: Wish): Due {
  // Named after the ISO week, a week has one edition also where its weekday is changed in the middle of it.
  const period = cadence === 'weekly' ? weekOf(day) : day;
  return { at: hourOf(day, hour, timezone), period: `${cadence} ${period}` };
}
