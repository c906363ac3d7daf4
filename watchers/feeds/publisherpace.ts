/** How often a publisher asks to be visited: RSS `ttl`, `skipHours` and `skipDays`, and the syndication module. */
import { HOUR, MINUTE } from '../../state/item.ts';
import type { PublisherPace } from '../../state/source.ts';
import { children, first, list, type Node, text } from './values.ts';

const PERIODS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hourly: HOUR,
    daily: 24 * HOUR,
    weekly: 7 * 24 * HOUR,
    monthly: 30 * 24 * HOUR,
    yearly: 365 * 24 * HOUR,
  }),
);
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The publisher's wish, or null where none is said. Of two the longer is meant by both. */
export function paceOf(feed: Node): PublisherPace | null {
  const every = Math.max(ttl(feed), syndication(feed)) || null;
  const skipHours = [...new Set(parts(feed, 'rss:skiphours', 'hour').flatMap(hour))];
  const skipDays = parts(feed, 'rss:skipdays', 'day').flatMap(day);
  return every === null && skipHours.length === 0 && skipDays.length === 0 ? null : { every, skipHours, skipDays };
}

const positive = (written: string | null): number => {
  const number = Number(written ?? 0);
  return number > 0 && Number.isFinite(number) ? number : 0;
};

const ttl = (feed: Node): number => positive(first(feed, 'rss:ttl')) * MINUTE;

/** RSS 1.0 syndication module: so many times in a period; a day and once where it does not say. */
function syndication(feed: Node): number {
  const period = first(feed, 'sy:updateperiod');
  const frequency = first(feed, 'sy:updatefrequency');
  if (period === null && frequency === null) return 0;
  return (PERIODS.get(period?.toLowerCase() ?? 'daily') ?? 0) / (positive(frequency) || 1);
}

const parts = (feed: Node, name: string, child: string): string[] => [
  ...new Set(list(feed, name).flatMap((whole) => children(whole, child).map((part) => text(part) ?? ''))),
];

/** Netscape's RSS 0.91 counted the hours from 1 to 24. */
function hour(written: string): number | [] {
  const number = /^\d{1,2}$/.test(written) ? Number(written) : -1;
  return number >= 0 && number <= 24 ? number % 24 : [];
}

function day(written: string): number | [] {
  const number = DAYS.indexOf(written.toLowerCase());
  return number >= 0 ? number : [];
}
