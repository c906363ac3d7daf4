/** The Persian calendar, by Unicode's own: `۹ شهریور ۱۴۰۵` is 31 August 2026. Pure. */

const MONTHS = [
  ...['فروردین', 'اردیبهشت', 'خرداد', 'تیر', 'مرداد', 'شهریور'],
  ...['مهر', 'آبان', 'آذر', 'دی', 'بهمن', 'اسفند'],
];

/** The names of the months, in their order. */
export const PERSIAN_MONTHS: readonly string[] = MONTHS;

const DAY = 24 * 3600_000;
const formatter = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

function fieldsOf(at: number): { year: number; month: number; day: number } {
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.year!, month: parts.month!, day: parts.day! };
}

/** The day in our calendar, as ISO 8601; null where the Persian one has no such day. */
export function fromPersian(year: number, month: number, day: number): string | null {
  const newYear = [18, 19, 20, 21, 22, 23]
    .map((march) => Date.UTC(year + 621, 2, march))
    .find((at) => fieldsOf(at).year === year && fieldsOf(at).month === 1);
  if (newYear === undefined) return null;
  // Six months of 31 days, then of 30.
  const at = newYear + ((month - 1) * 30 + Math.min(month - 1, 6) + day - 1) * DAY;
  const back = fieldsOf(at);
  const same = back.year === year && back.month === month && back.day === day;
  return same ? new Date(at).toISOString().slice(0, 10) : null;
}

/** The Persian year in which a day of ours lies. */
export const persianYear = (day: string): number => fieldsOf(Date.parse(day)).year;
