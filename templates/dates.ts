/** Dates in English and in the subscriber's time zone. A date is never invented: what names no day gets none from us. */
import { DAY, type Instant, MINUTE, type Published } from '../state/item.ts';

/** When and where a mail is read: what "2 hours ago", "this year" and "14:05" are said from. */
export interface Clock {
  now: Instant;
  zone: string;
}

/** To make a format takes a hundred times as long as to use it, and there are as many as zones and forms. */
const formats = new Map<string, Intl.DateTimeFormat>();

function worded(date: Date | number, zone: string, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): string {
  const key = JSON.stringify([locale, zone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, format);
  return format.format(date);
}

/** The local day of an instant as `2025-11-21`. */
export function localDay(instant: Instant, zone: string): string {
  return worded(new Date(instant), zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
}

/** `Friday, 21 November 2025`. */
export function dateline(instant: Instant, zone: string): string {
  const weekday = worded(new Date(instant), zone, { weekday: 'long' });
  return `${weekday}, ${worded(new Date(instant), zone, { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

/** `21 Nov`, for a subject. */
export const shortDay = (instant: Instant, zone: string): string =>
  worded(new Date(instant), zone, { day: 'numeric', month: 'short' });

/** `21 November, 14:05`; with the year where it is not the reader's. */
export function dayAndTime(instant: Instant, { now, zone }: Clock): string {
  const date = new Date(instant);
  const time = worded(date, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${day(localDay(instant, zone), localDay(now, zone))}, ${time}`;
}

/** A reduced date as exact as it is: `21 November 2025`, `November 2025`, `2025`. */
export function wholeDate(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  const at = Date.UTC(year!, (month ?? 1) - 1, dayOfMonth ?? 1);
  return worded(at, 'UTC', {
    year: 'numeric',
    ...(month !== undefined && { month: 'long' }),
    ...(dayOfMonth !== undefined && { day: 'numeric' }),
  });
}

/** What is told of when an item was published: the publisher's date as exact as it is, or that there is none. */
export function publishedWhen(published: Published | null, firstSeen: Instant, clock: Clock): string {
  if (published === null || Number.isNaN(Date.parse(published))) {
    return `undated, first seen ${dayAndTime(firstSeen, clock)}`;
  }
  if (isWhole(published)) return dayAndTime(published, clock);
  return published.length === 10 ? day(published, localDay(clock.now, clock.zone)) : wholeDate(published);
}

/** Whether a publisher's date names the time of day. */
export const isWhole = (published: Published): boolean => published.includes('T');

/** `just now`, `35 minutes ago`, `2 hours ago`, `3 days ago`: never more than has passed. */
export function ago(then: Instant, now: Instant): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(then)) / MINUTE);
  if (minutes < 1) return 'just now';
  const [n, unit] =
    minutes < 60 ? [minutes, 'minute'] : minutes < 48 * 60 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day'];
  const whole = Math.floor(n as number);
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}

/** Days from one local day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

function day(date: string, today: string): string {
  const whole = wholeDate(date);
  return date.slice(0, 4) === today.slice(0, 4) ? whole.replace(/ \d{4}$/, '') : whole;
}
