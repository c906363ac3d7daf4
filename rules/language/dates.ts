/** `date:` of a query → the days that it spans. */
import type { Days } from './query.ts';

const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;

/** `2025-08-31`, `2025-08`, `2025`, and spans of such: `2025-08..2026`, `2025-08-31..`, `..2025`. Nothing where it is none. */
export function datesOf(written: string, problem: (what: string) => void): Days | undefined {
  const ends = written.split('..');
  const [first, last] = [ends[0]!, ends.at(-1)!];
  const wrong = ends.filter((end) => end !== '' && !isDate(end));
  if (ends.length > 2 || written === '..' || written === '' || wrong.length > 0) {
    problem(`date:${written} names no days; write date:2025-08-31, date:2025-08 or date:2025-08..2026-01-15`);
    return undefined;
  }
  const days = { from: first === '' ? null : spanOf(first)[0], to: last === '' ? null : spanOf(last)[1] };
  if (days.from && days.to && days.from > days.to) {
    problem(`date:${written} ends before it begins`);
    return undefined;
  }
  return days;
}

function isDate(written: string): boolean {
  if (!DATE.test(written)) return false;
  const from = written.padEnd(10, '-01');
  return !Number.isNaN(Date.parse(from)) && new Date(from).toISOString().startsWith(from);
}

/** The first day and the last of a day, a month or a year, whatever of the time of day is written behind it. */
export function spanOf(date: string): [from: string, to: string] {
  const day = date.slice(0, 10);
  if (day.length === 10) return [day, day];
  if (day.length === 4) return [`${day}-01-01`, `${day}-12-31`];
  const [year, month] = day.split('-').map(Number);
  return [`${day}-01`, new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10)];
}
