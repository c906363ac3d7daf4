/** A pause as a form asks for it. Pure. */
import { z } from 'zod';
import type { Instant } from '../../state/item.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { beginOf, dayHere, daysAfter } from '../../state/wall.ts';
import type { Wrong } from '../../state/wishes.ts';

/** Who wants to hear nothing for longer is better served by leaving, which is one click as well. */
const LONGEST_DAYS = 366;

const SPANS = new Map([7, 14, 30].map((days) => [String(days), days]));

/** Until when nothing is to be sent: the beginning of a day on the subscriber's wall; or what is wrong with the wish. */
export function pauseOf(
  { for: span, until }: { for: string; until: string },
  { timezone }: Pick<Subscriber, 'timezone'>,
  now: Date,
): { until: Instant } | Wrong {
  const today = dayHere(now, timezone);
  const days = SPANS.get(span);
  if (days === undefined && span !== 'until') return { field: 'for', what: 'Please say for how long.' };
  const day = days === undefined ? until : daysAfter(today, days);
  if (!z.iso.date().safeParse(day).success) return { field: 'until', what: 'Please give a day, such as 2026-12-24.' };
  if (day <= today) return { field: 'until', what: 'This day has come already. Please give a later one.' };
  if (day > daysAfter(today, LONGEST_DAYS))
    return { field: 'until', what: 'This is more than a year away. Please give an earlier day.' };
  return { until: beginOf(day, timezone) };
}
