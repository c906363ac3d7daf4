/** Dates as exact as they are known: which of them say the same. Pure. */
import type { Precision } from '../../state/deadline.ts';

const LENGTHS = { day: 10, month: 7, year: 4 } as const;

/** A date cut to what its precision says of it. */
export const reduced = (date: string, precision: Precision): string => date.slice(0, LENGTHS[precision]);

/** How exact a date is. */
export const precisionOf = (date: string): Precision =>
  date.length >= 10 ? 'day' : date.length >= 7 ? 'month' : 'year';

/** Whether two dates could be the same: `2026-10` and `2026-10-15` could. */
export const isCompatible = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

/** The less exact dates in which one lies, the most exact first: of a day its month and its year. */
export const wider = (date: string): string[] => [7, 4].filter((n) => n < date.length).map((n) => date.slice(0, n));

const MS = 24 * 3600_000;

/** A day so many days after another. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * MS).toISOString().slice(0, 10);
