/**
 * Dates as publishers write them → ISO 8601: RFC 822 with four or two digits of the year, RFC 3339, asctime(), epochs, and what
 * pages print in the languages of the sources. A date is never invented: what cannot be read, or only by guessing, is null.
 */
import type { Published } from '../../state/item.ts';
import { folded, isDay, isYear, monthOf } from './calendar.ts';
import { plainDate } from './plaindate.ts';
import { offsetOf } from './zones.ts';

/** A date of more signs is a sentence, and looking for one in it a guess. */
const LONGEST = 80;

const TIME = String.raw`(?<hour>\d{1,2})[:h](?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)?\s*(?<zone>.*)`;
/** What follows a day: a time after whatever joins the two, or the word for year and the like. */
const REST = String.raw`(?:\D*?[\s,|t]+${TIME}|(?:[\s,-]*\p{L}+\.?){1,2})?$`;
const WEEKDAY = String.raw`^(?:יום\s)?(?:[\p{L}-]+(?:[.,،]\s*|\s+))?`;
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|-?(?:го|е|нчи|chi)|\.)?`;
const WORD = String.raw`(?<month>\p{L}{2,})['’׳.]?`;

const FORMS = [
  String.raw`^(?<year>\d{4})(?:-(?<month>\d\d))?$`,
  String.raw`^(?<year>\d{4})(?<sign>[-/.])(?<month>\d\d?)\k<sign>(?<day>\d\d?)${REST}`,
  String.raw`^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:t?(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)?(?<zone>\D.*)?)?$`,
  String.raw`^(?<day>\d{1,2})(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<year>\d{4})${REST}`,
  String.raw`${WEEKDAY}${DAY}[\s.,/-]*${WORD},?[\s,/-]*(?<year>\d{4}|\d\d)${REST}`,
  String.raw`${WEEKDAY}${WORD},?\s*${DAY}[\s,]+(?<year>\d{4})${REST}`,
  String.raw`^${WORD}[\s,]+(?<year>\d{4})$`,
  // asctime() of C, and what Unix and Ruby made of it.
  String.raw`${WEEKDAY}${WORD}\s(?<day>\d{1,2})\s(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)\s(?:(?<zone>\D.*)\s)?(?<year>\d{4})$`,
  // The year first, as in Central Asia: 2025-yil 21-noyabr, 2025 жылғы 21 қараша.
  String.raw`^(?<year>\d{4})[\s-]*(?:yil|жылғы|жыл|иил)?[\s,.-]*${DAY}[\s-]*${WORD}${REST}`,
  String.raw`^(?<year>\d{4})[\s,.-]+${WORD}[\s-]*(?<day>\d{1,2})${REST}`,
].map((form) => new RegExp(form, 'u'));

/** Reads one date: whole, or reduced to a day, a month or a year; UTC where no zone is given. Never throws. */
export function readDate(written: string | null): Published | null {
  const text = written?.trim() ?? '';
  if (text === '' || text.length > LONGEST) return null;
  return plainDate(text) ?? epoch(text) ?? spelled(arranged(folded(text)));
}

/** Seconds or milliseconds since 1970, where the digits are no day of this century: 2025112110 might be either. */
function epoch(text: string): Published | null {
  if (!/^1[0-8]\d{8}(?:\d{3})?$/.test(text)) return null;
  return new Date(Number(text.slice(0, 10)) * 1000).toISOString();
}

/** One order, and one month, for what is written in either. */
function arranged(text: string): string {
  return (
    text
      // Arabic agencies give a month in both families: نوفمبر/تشرين الثاني.
      .replace(/(\p{L}+)\s?\/\s?(\p{L}+)/u, (both, one, other) => (monthOf(one) === monthOf(other) ? one : both))
      .replace(/\s+/g, ' ')
      // A time before its date, as news sites print it: 14:05, 21.11.2025.
      .replace(/^(\d{1,2}:\d\d(?::\d\d)?)[\s,|–-]+(.*)$/, '$2 $1')
  );
}

type Parts = Record<string, string | undefined>;

function spelled(text: string): Published | null {
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups;
    const date = parts ? dated(parts) : null;
    if (date !== null) return date;
  }
  return null;
}

function dated(parts: Parts): Published | null {
  const year = yearOf(parts.year ?? '');
  if (!isYear(year)) return null;
  if (parts.month === undefined) return String(year);
  const [month, day] = ordered(monthOf(parts.month), Number(parts.day ?? 1), parts);
  if (!isDay(year, month, day)) return null;
  const seconds = secondsOf(parts);
  const whole = new Date(Date.UTC(year, month - 1, day, 0, 0, seconds ?? 0)).toISOString();
  if (seconds !== null) return whole;
  return whole.slice(0, parts.day === undefined ? 'yyyy-mm'.length : 'yyyy-mm-dd'.length);
}

/** Of two digits the year of our time. */
function yearOf(written: string): number {
  if (written.length === 4) return Number(written);
  return Number(written) + (Number(written) < 70 ? 2000 : 1900);
}

/** Slashes are American where nothing else is possible; beside a clock of two halves either order is, and so none. */
function ordered(month: number, day: number, { sign, zone = '' }: Parts): [number, number] {
  if (sign !== '/') return [month, day];
  if (month > 12 && day <= 12) return [day, month];
  return /^[ap]\.?\s?m/.test(zone) && day <= 12 && day !== month ? [0, 0] : [month, day];
}

/** The half of the day, and the zone: 10:30 PM EST. Arabic has م for the second, ص for the first. */
const HALF = /^(?:([apصم])(?:\.?\s?m\b\.?|(?<=[صم])(?!\p{L})))?\s*(.*)$/u;

/** From midnight in Greenwich to the time, in seconds; null where none is given, or one that no clock shows. */
function secondsOf({ hour, minute, second = '0', zone = '' }: Parts): number | null {
  if (hour === undefined || minute === undefined) return null;
  const [, half, where] = HALF.exec(zone)!;
  const [minutes, east] = [minutesOf(Number(hour), Number(minute), half), offsetOf(where!)];
  if (minutes === null || Number(second) > 60 || east === null) return null;
  // A leap second falls together with the one before it, so as to stay in its day.
  return (minutes - east) * 60 + Math.min(Number(second), 59);
}

/** Minutes since midnight, by a clock of 24 hours or of two halves; null for a time that it never shows. */
function minutesOf(hour: number, minute: number, half: string | undefined): number | null {
  if (minute > 59 || hour * 60 + minute > 24 * 60) return null;
  if (half === undefined) return hour * 60 + minute;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (/[pم]/.test(half) ? 12 : 0)) * 60 + minute;
}
