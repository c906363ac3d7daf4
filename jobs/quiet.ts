/** Quiet hours: when a subscriber is not written to at once, by the clock on their wall, across clock changes. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../state/item.ts';
import type { Severity } from '../state/severity.ts';
import type { QuietHours, Subscriber } from '../state/subscriber.ts';

type Wish = Pick<Subscriber, 'quiet' | 'timezone'>;

/**
 * The end of the quiet hours that a subscriber has now, or null where there are none, or where they let through what is
 * so severe. A time that a clock change skips is the first moment after it; of one that comes twice the first counts, so
 * that quiet hours that are over do not come back the same night.
 */
export function quietUntil({ quiet, timezone }: Wish, severity: Severity, now: Date): Instant | null {
  if (quiet === null || (quiet.letsHigh && severity === 'high')) return null;
  const today = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(timezone).toPlainDate();
  // What began yesterday may last until today.
  for (const day of [today.subtract({ days: 1 }), today]) {
    const [begins, ends] = spanOn(day, quiet, timezone);
    if (begins <= now.getTime() && now.getTime() < ends) return new Date(ends).toISOString();
  }
  return null;
}

function spanOn(day: Temporal.PlainDate, { from, to }: QuietHours, timezone: string): [begins: number, ends: number] {
  const last = to <= from ? day.add({ days: 1 }) : day;
  return [momentOf(day, from, timezone), momentOf(last, to, timezone)];
}

/** When the clock on the wall first shows a time of a day, or a later one where it never shows this one. */
function momentOf(day: Temporal.PlainDate, time: string, timezone: string): number {
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const before = wall.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  const shown = before.toPlainDateTime().equals(wall);
  const moment = shown ? before : before.getTimeZoneTransition('next');
  return (moment ?? before).epochMilliseconds;
}
