/** Quiet hours: when a subscriber is not written to at once, by the clock on their wall, across clock changes. Pure. */
import type { Instant } from '../state/item.ts';
import type { Severity } from '../state/severity.ts';
import type { QuietHours, Subscriber } from '../state/subscriber.ts';
import { dayHere, daysAfter, momentOf } from '../state/wall.ts';

type Wish = Pick<Subscriber, 'quiet' | 'timezone'>;

/**
 * The end of the quiet hours that a subscriber has now, or null where there are none, or where they let through what is
 * so severe. A time that a clock change skips is the first moment after it; of one that comes twice the first counts, so
 * that quiet hours that are over do not come back the same night.
 */
export function quietUntil({ quiet, timezone }: Wish, severity: Severity, now: Date): Instant | null {
  if (quiet === null || (quiet.letsHigh && severity === 'high')) return null;
  const today = dayHere(now, timezone);
  // What began yesterday may last until today.
  for (const day of [daysAfter(today, -1), today]) {
    const [begins, ends] = spanOn(day, quiet, timezone);
    if (begins <= now.toISOString() && now.toISOString() < ends) return ends;
  }
  return null;
}

function spanOn(day: string, { from, to }: QuietHours, timezone: string): [begins: Instant, ends: Instant] {
  const last = to <= from ? daysAfter(day, 1) : day;
  return [momentOf(day, from, timezone), momentOf(last, to, timezone)];
}
