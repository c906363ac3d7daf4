/** The clock on a wall: when the days and hours that people name come in their time zones, across clock changes. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './item.ts';

/** The local day of an instant, ISO 8601. */
export const dayHere = (now: Date, timezone: string): string =>
  String(Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(timezone).toPlainDate());

/** The day so many days after another one, or before it. */
export const daysAfter = (day: string, days: number): string => String(Temporal.PlainDate.from(day).add({ days }));

/** The ISO weekday of a day: 1 is Monday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek;

/** The ISO week of a day, as `2026-W07`. */
export function weekOf(day: string): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

/**
 * When a local hour of a day comes. An hour that a clock change skips comes at the first moment after it; one that comes
 * twice counts the first time (RFC 5545, and what Temporal calls "compatible").
 */
export function hourOf(day: string, hour: number, timezone: string): Instant {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime({ hour });
  return instantOf(wall.toZonedDateTime(timezone, { disambiguation: 'compatible' }));
}

/** When a day begins, which is not at midnight where a clock change skips it. */
export const beginOf = (day: string, timezone: string): Instant =>
  instantOf(Temporal.PlainDate.from(day).toZonedDateTime(timezone));

/** When the clock first shows a time of a day, as `07:30`, or a later one where it never shows this one. */
export function momentOf(day: string, time: string, timezone: string): Instant {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  const before = wall.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  const shown = before.toPlainDateTime().equals(wall);
  return instantOf((shown ? before : before.getTimeZoneTransition('next')) ?? before);
}

const instantOf = ({ epochMilliseconds }: Temporal.ZonedDateTime): Instant => new Date(epochMilliseconds).toISOString();
