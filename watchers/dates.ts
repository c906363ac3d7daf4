/** Dates as publishers write them → ISO 8601. A date is never invented: what cannot be read is null. */
import type { Published } from '../state/item.ts';

/** Names of the months by their first letters, in the languages of the sources; the first that fits wins. */
const MONTHS: readonly RegExp[] = [
  /^(jan|янв|oca|yan|იან|հուն(?:վ|$)|qan)/,
  /^(feb|фев|şub|fev|თებ|փետ)/,
  /^(mar|мар|мрт|მარ|մար)/,
  /^(apr|апр|nis|აპრ|ապր)/,
  /^(may|mai|мая|май|მაი|մայ)/,
  /^(jun|июн|haz|iyn|iyun|ივნ|հունիս)/,
  /^(jul|июл|tem|iyl|iyul|ივლ|հուլիս)/,
  /^(aug|авг|ağu|avq|avg|აგვ|օգոս)/,
  /^(sep|сен|eyl|sen|სექ|սեպ)/,
  /^(oct|okt|окт|eki|ოქტ|հոկ)/,
  /^(nov|noy|ноя|kas|ნოე|նոյ)/,
  /^(dec|dek|дек|ara|დეკ|դեկ)/,
];

/** RFC 822 and what feeds use besides, in minutes east of Greenwich. */
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  get: 240,
  amt: 240,
  azt: 240,
  bst: 60,
  ist: 330,
};

/** No place on earth is further from Greenwich than Kiribati, in minutes. */
const MOST_EAST = 14 * 60;

const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(.*))?)?)?$/;
const WORDED =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})[\s.-]+(\p{L}{3,})\.?,?[\s-]+(\d{4}|\d\d)(?:\D*?[\s,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(.*))?$/u;
const MONTH_FIRST =
  /^(?:\p{L}+\.?,?\s+)?(\p{L}{3,})\.?\s+(\d{1,2}),?\s+(\d{4})(?:\D*?[\s,]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(.*))?$/u;
const NUMERIC = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:[\s,]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(.*))?$/;
const LONGEST = 80;

/** Reads one date: whole, or reduced to a day, a month or a year; UTC where no zone is given. Never throws. */
export function readDate(written: string | null): Published | null {
  const text = (written ?? '').trim().replace(/\s+/g, ' ');
  if (text === '' || text.length > LONGEST) return null;
  const iso = ISO.exec(text);
  if (iso) return dated(iso[1], iso[2], iso[3], iso.slice(4));
  const worded = WORDED.exec(text);
  if (worded) return dated(fullYear(worded[3]!), month(worded[2]!), worded[1], worded.slice(4));
  const american = MONTH_FIRST.exec(text);
  if (american) return dated(american[3], month(american[1]!), american[2], american.slice(4));
  const numeric = NUMERIC.exec(text);
  return numeric ? dated(numeric[3], numeric[2], numeric[1], numeric.slice(4)) : null;
}

function month(name: string): string | undefined {
  // İyun in lower case is an i and a dot of its own.
  const lower = name.toLowerCase().replace('\u0307', '');
  const n = MONTHS.findIndex((pattern) => pattern.test(lower));
  return n < 0 ? undefined : String(n + 1);
}

function fullYear(year: string): string {
  return year.length === 4 ? year : `${Number(year) < 70 ? 20 : 19}${year}`;
}

type Part = string | undefined;

function dated(year: Part, month: Part, day: Part, [hour, minute, second, zone]: Part[]): Published | null {
  // No feed is older than printing presses that were never online; such dates, and the last of .NET's, are defaults of a
  // broken template.
  if (year === undefined || Number(year) < 1900 || year === '9999') return null;
  if (month === undefined) return day === undefined && hour === undefined ? year : null;
  const [m, d] = [Number(month), Number(day ?? 1)];
  const noon = new Date(Date.UTC(Number(year), m - 1, d));
  if (noon.getUTCMonth() !== m - 1 || noon.getUTCDate() !== d) return null;
  const reduced = noon.toISOString().slice(0, day === undefined ? 7 : 10);
  if (hour === undefined || minute === undefined) return reduced;
  const [, half, where] = /^(?:([ap])\.?m\b\.?)?(.*)$/i.exec((zone ?? '').trim())!;
  const [minutes, offset] = [minutesOf(Number(hour), Number(minute), half), offsetOf(where!)];
  if (minutes === null || Number(second ?? 0) > 60 || offset === null) return reduced;
  const instant = Date.UTC(Number(year), m - 1, d, 0, minutes - offset, Math.min(Number(second ?? 0), 59));
  return new Date(instant).toISOString();
}

/** Minutes since midnight, by a clock of 24 hours or of two halves; null for a time that it never shows. */
function minutesOf(hour: number, minute: number, half: Part): number | null {
  if (minute > 59 || hour * 60 + minute > 24 * 60) return null;
  if (half === undefined) return hour * 60 + minute;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * 60 + minute;
}

/** Minutes east of Greenwich; 0 where no zone is given, null for one that nobody knows. */
function offsetOf(zone: string): number | null {
  const name = zone
    .trim()
    .replace(/\s*\(.*\)$/, '')
    .toLowerCase();
  if (name === '') return 0;
  const numeric = /^(?:utc|gmt)?\s*([+-])(\d\d?):?(\d\d)?$/.exec(name);
  if (!numeric) return Object.hasOwn(ZONES, name) ? ZONES[name]! : null;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  return minutes > MOST_EAST ? null : (numeric[1] === '-' ? -1 : 1) * minutes;
}
