/** When an edition is due to a subscriber: a promise about the clock on their wall, kept across clock changes. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../state/item.ts';
import type { Subscriber } from '../state/subscriber.ts';

export interface Due {
  /** The instant at which the edition was due. */
  at: Instant;
  /** The local day or week that it is for: a subscriber gets one edition in each. */
  period: string;
}

type Wish = Pick<Subscriber, 'cadence' | 'hour' | 'weekday' | 'timezone'>;

/**
 * The last edition that was due until now. An hour that a clock change skips is due at the first moment after it; one
 * that comes twice is due the first time (RFC 5545, and what Temporal calls "compatible").
 */
export function lastDue(wish: Wish, now: Date): Due {
  return dueOn(lastDay(wish, now), wish);
}

/** The next edition that will be due. */
export function nextDue(wish: Wish, now: Date): Due {
  return dueOn(lastDay(wish, now).add({ days: stepOf(wish) }), wish);
}

function lastDay(wish: Wish, now: Date): Temporal.PlainDate {
  const here = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(wish.timezone);
  const back = wish.cadence === 'weekly' ? (here.dayOfWeek - wish.weekday + 7) % 7 : 0;
  const day = here.toPlainDate().subtract({ days: back });
  return dueOn(day, wish).at <= now.toISOString() ? day : day.subtract({ days: stepOf(wish) });
}

const stepOf = ({ cadence }: Wish): number => (cadence === 'weekly' ? 7 : 1);

/** When a local hour of a day comes, by the same rule. The day is ISO 8601. */
export const hourOf = (day: string, hour: number, timezone: string): Instant =>
  instantOf(Temporal.PlainDate.from(day), hour, timezone);

/** The local day of an instant, ISO 8601. */
export const dayHere = (now: Date, timezone: string): string =>
  String(Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(timezone).toPlainDate());

function instantOf(day: Temporal.PlainDate, hour: number, timezone: string): Instant {
  const due = day.toPlainDateTime({ hour }).toZonedDateTime(timezone, { disambiguation: 'compatible' });
  return new Date(due.epochMilliseconds).toISOString();
}

/** Named after the day that it is for, which ends before it where a clock change skips the hour before midnight. */
function dueOn(day: Temporal.PlainDate, { cadence, hour, timezone }: Wish): Due {
  // Named after the ISO week, a week has one edition also where its weekday is changed in the middle of it.
  const period = cadence === 'weekly' ? `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}` : String(day);
  return { at: instantOf(day, hour, timezone), period: `${cadence} ${period}` };
}
