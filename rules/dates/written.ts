/** A date as a sentence writes it, and the day that it means to whoever read it when it was published. Pure. */
import { endOf } from '../draft/dates.ts';

export interface WrittenDate {
  /** ISO 8601, as exact as the text is; `--08-31` or `--08` where it names no year. */
  date: string;
  /** UTF-16 offsets in the sentence. */
  start: number;
  end: number;
}

/** Words before a date that make it a limit, in any language that we read. */
const LIMIT_BEFORE =
  /(?:(?<!\p{L})(?:by|until|till|before|no later than|deadline of|due|до|к|не позднее|не пізніше|bis(?: zum)?|vor(?: dem)?|avant(?: le)?|jusqu['’]au|d['’]ici(?: le)?|hasta|antes del?|até|entro|tot|uiterlijk|մինչև|մինչեւ|تا|то)|\bend of)\s+(?:the\s+|end of\s+|(?:the\s+)?end of\s+|конца\s+|кінця\s+|ende\s+|la fin\s+|پایان\s+|охири\s+|(?:le|el|o|il)\s+)*$/iu;
/** The same after it: Turkish, Azerbaijani, Georgian, Armenian, Japanese and Chinese put them there. */
const LIMIT_AFTER =
  /^(?:['’]?\p{L}{0,4}\s+(?:kadar|dek|qədər)|-?['’]?\p{L}{0,4}dək|(?:\s*\p{L}+)?-?\s?მდე|-?ը?\s*վերջնաժամկետ|まで|までに|前|之前|日前)/iu;

const HALF_A_YEAR = 183 * 24 * 3600_000;

/**
 * The date that a text without a year means: the next such date after a limit (“by 31 August”), else the nearer one of the
 * next and the last, for writers leave out the year of the nearest. Null where that is the last: it lies behind.
 *
 * @param day the day on which it was published
 */
export function withYear({ date, start, end }: WrittenDate, sentence: string, day: string): string | null {
  if (!date.startsWith('-')) return date;
  const year = Number(day.slice(0, 4));
  // Eight years from one 29 February to the next, at most.
  const years = Array.from({ length: 9 }, (_, n) => `${year + n}${date.slice(1)}`);
  const next = years.find((one) => isReal(one) && lastDay(one) >= day);
  if (next === undefined) return null;
  const near = Date.parse(next) - Date.parse(day) <= HALF_A_YEAR;
  return near || isLimit(sentence, start, end) ? next : null;
}

/** And at the end of the month's own name. */
const LIMIT_WITHIN = /(?:dək|მდე)$/iu;

/** Whether a stretch of a sentence that is a date is told as a limit. */
export const isLimit = (sentence: string, start: number, end: number): boolean =>
  LIMIT_BEFORE.test(sentence.slice(Math.max(0, start - 40), start)) ||
  LIMIT_WITHIN.test(sentence.slice(start, end)) ||
  LIMIT_AFTER.test(sentence.slice(end));

/** Whether the calendar has a date, in this century: others are no news. */
export function isReal(date: string): boolean {
  const [year, month = null, day = null] = date.split('-').map(Number) as [number, number?, number?];
  return /^20\d\d/.test(date) && isoDate(year, month, day) === date;
}

/** The last day of a date that is as exact as it is. */
export function lastDay(date: string): string {
  if (date.length !== 7) return endOf(date);
  const [year, month] = date.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The first day of a date that is as exact as it is. */
export const firstDay = (date: string): string => date + '0000-01-01'.slice(date.length);

/** A date of the calendar in ISO 8601 as exact as what is given, or null where the calendar has none. */
export function isoDate(year: number | null, month: number | null, day: number | null): string | null {
  if (month === null) return year === null ? null : String(year);
  if (month < 1 || month > 12) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const reduced = `${year ?? '-'}-${two(month)}`;
  if (day === null) return reduced;
  // Without a year it may be a leap year's.
  const real = new Date(Date.UTC(year ?? 2024, month - 1, day));
  return real.getUTCMonth() === month - 1 && day > 0 ? `${reduced}-${two(day)}` : null;
}
