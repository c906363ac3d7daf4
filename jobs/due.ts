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
  const here = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(wish.timezone);
  const back = wish.cadence === 'weekly' ? (here.dayOfWeek - wish.weekday + 7) % 7 : 0;
  const step = wish.cadence === 'weekly' ? 7 : 1;
  const day = here.toPlainDate().subtract({ days: back });
  const due = dueOn(day, wish);
  return due.at <= now.toISOString() ? due : dueOn(day.subtract({ days: step }), wish);
}

/** The next edition that will be due. */
export function nextDue(wish: Wish, now: Date): Due {
  const last = Temporal.PlainDate.from(lastDue(wish, now).period.split(' ')[1]!);
  return dueOn(last.add({ days: wish.cadence === 'weekly' ? 7 : 1 }), wish);
}

/** Named after the day that it is for, which ends before it where a clock change skips the hour before midnight. */
function dueOn(day: Temporal.PlainDate, { cadence, hour, timezone }: Wish): Due {
  const due = day.toPlainDateTime({ hour }).toZonedDateTime(timezone, { disambiguation: 'compatible' });
  return { at: new Date(due.epochMilliseconds).toISOString(), period: `${cadence} ${day}` };
}
