/**
 * Dates in the subscriber's language and time zone, and by the calendar of all other dates here. A date is never
 * invented: what names no day gets none from us.
 */
import { DAY, type Instant, MINUTE, type Published } from '../state/item.ts';
import type { Language } from '../state/subscriber.ts';

/** Where and for whom dates are written. */
export interface Place {
  zone: string;
  language: Language;
}

/** When and where a mail is read: what "2 hours ago", "this year" and "14:05" are said from. */
export interface Clock extends Place {
  now: Instant;
}

/** Persian has a calendar of its own, whose days could not be compared with those that the words around them name. */
const LOCALES: Partial<Record<Language, string>> = { en: 'en-GB', fa: 'fa-u-ca-gregory' };

/** To make a format takes a hundred times as long as to use it, and there are as many as zones and forms. */
const formats = new Map<string, Intl.DateTimeFormat>();

function worded(date: Date | number, zone: string, options: Intl.DateTimeFormatOptions, locale: string): string {
  const key = JSON.stringify([locale, zone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, format);
  return format.format(date);
}

const inWords = (date: Date | number, { zone, language }: Place, options: Intl.DateTimeFormatOptions): string =>
  worded(date, zone, options, LOCALES[language] ?? language);

/** A date from right to left, which may begin with a figure, would change places with what stands beside it. */
const kept = (words: string, language: Language): string => (language === 'fa' ? `\u2068${words}\u2069` : words);

/** The local day of an instant as `2025-11-21`. */
export function localDay(instant: Instant, zone: string): string {
  return worded(new Date(instant), zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
}

/** `Friday, 21 November 2025`. */
export function dateline(instant: Instant, place: Place): string {
  const date = new Date(instant);
  const [weekday, day] = [{ weekday: 'long' }, { day: 'numeric', month: 'long', year: 'numeric' }] as const;
  if (place.language !== 'en') return kept(inWords(date, place, { ...weekday, ...day }), place.language);
  return `${inWords(date, place, weekday)}, ${inWords(date, place, day)}`;
}

/** The date of a mail, and its language where it is another than that of the words around it. */
export const dateOf = (instant: Instant, place: Place): { date: string; language: Language | null } => ({
  date: dateline(instant, place),
  language: place.language === 'en' ? null : place.language,
});

/** `21 Nov`, for a subject. */
export const shortDay = (instant: Instant, place: Place): string =>
  kept(inWords(new Date(instant), place, { day: 'numeric', month: 'short' }), place.language);

/** `21 November, 14:05`; with the year where it is not the reader's. */
export function dayAndTime(instant: Instant, { now, ...place }: Clock): string {
  const time = inWords(new Date(instant), place, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [then, today] = [localDay(instant, place.zone), localDay(now, place.zone)];
  const comma = place.language === 'fa' ? '،' : ',';
  return kept(`${day(then, today, place.language)}${comma} ${time}`, place.language);
}

/** A reduced date as exact as it is: `21 November 2025`, `November 2025`, `2025`. */
export const wholeDate = (date: string, language: Language = 'en'): string => kept(dateWords(date, language), language);

function dateWords(date: string, language: Language, withYear = true): string {
  const [y, month, dayOfMonth] = date.split('-').map(Number);
  const at = Date.UTC(y!, (month ?? 1) - 1, dayOfMonth ?? 1);
  return inWords(
    at,
    { zone: 'UTC', language },
    {
      ...(withYear && { year: 'numeric' }),
      ...(month !== undefined && { month: 'long' }),
      ...(dayOfMonth !== undefined && { day: 'numeric' }),
    },
  );
}

/** What is told of when an item was published: the publisher's date as exact as it is, or that there is none. */
export function publishedWhen(published: Published | null, firstSeen: Instant, clock: Clock): string {
  if (published === null || Number.isNaN(Date.parse(published))) {
    return `undated, first seen ${dayAndTime(firstSeen, clock)}`;
  }
  if (isWhole(published)) return dayAndTime(published, clock);
  const { now, zone, language } = clock;
  return published.length === 10
    ? kept(day(published, localDay(now, zone), language), language)
    : wholeDate(published, language);
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

const day = (date: string, today: string, language: Language): string =>
  dateWords(date, language, date.slice(0, 4) !== today.slice(0, 4));
