/**
 * Dates that a text sets or tells of, by chrono-node. A date is never invented: “next week” counts only where the day of
 * the document is known, a date without a year is told as such, and what is past is kept apart.
 */
import { chrono } from '../dates/reader.ts';

export interface Mention {
  /** ISO 8601, as exact as the text is; `--08-31` where it names no year. */
  date: string;
  precision: 'day' | 'month' | 'year';
  /** As written. */
  text: string;
  /** Whether the words before it make it a limit: “by”, “until”. */
  limit: boolean;
}

const LIMIT =
  /(?:\b(?:by|until|till|before|no later than|not later than|deadline of|due|through|expires?(?: on| in)?)|\bend of)\s+(?:the\s+)?(?:end of\s+|early\s+|late\s+|mid-?)?$/i;
const YEAR = /(?<![\d.,$€£/-])\b(19[5-9]\d|20\d\d)\b(?![\d.,]*\d|s\b|[-–/]\d)/g;
const MONTH = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i;
const RELATIVE_DAY = /\b(?:tomorrow|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** The dates in a sentence, in order. `day` is the document's own date, or null where nobody knows it. */
export function datesIn(sentence: string, day: string | null): Mention[] {
  const reference = day?.length === 10 ? new Date(`${day}T12:00:00Z`) : null;
  const parsed = chrono().en.casual.parse(sentence, reference ? { instant: reference, timezone: 0 } : undefined, {
    forwardDate: true,
  });
  const found = parsed.flatMap(({ index, text, start }) => {
    const date = dateOf(text, start, reference !== null);
    return date === null ? [] : [{ index, end: index + text.length, text, date }];
  });
  const years = [...sentence.matchAll(YEAR)]
    .filter(({ index }) => !found.some((one) => index >= one.index && index < one.end))
    .map(({ index, 1: year }) => ({ index, end: index + 4, text: year!, date: year! }));
  return [...found, ...years]
    .sort((a, b) => a.index - b.index)
    .map(({ index, text, date }) => ({
      date,
      text,
      precision: PRECISIONS[date.replace('--', 'yyyy-').length as 4 | 7 | 10],
      limit: LIMIT.test(
        sentence.slice(Math.max(0, index - 40), index + (/^(?:on|in|by|until|end of)\s+/i.exec(text)?.[0].length ?? 0)),
      ),
    }));
}

const PRECISIONS = { 4: 'year', 7: 'month', 10: 'day' } as const;

interface Components {
  get(part: 'year' | 'month' | 'day'): number | null;
  isCertain(part: 'year' | 'month' | 'day'): boolean;
}

/** What the text itself says of a date, as ISO 8601; null where it says too little. */
function dateOf(text: string, start: Components, known: boolean): string | null {
  const two = (part: 'month' | 'day') => String(start.get(part)).padStart(2, '0');
  if (known && RELATIVE_DAY.test(text)) return `${start.get('year')}-${two('month')}-${two('day')}`;
  if (!MONTH.test(text) && !/\d{4}/.test(text)) return null;
  // Of “may” alone nobody knows that it is a month.
  if (/^may$/i.test(text.trim()) || !start.isCertain('month')) return null;
  const year = known || text.includes(String(start.get('year'))) ? String(start.get('year')) : '-';
  const day = start.isCertain('day') && /\b\d{1,2}(?:st|nd|rd|th)?\b/.test(text) ? `-${two('day')}` : '';
  return year === '-' && day === '' && !/end of/i.test(text) ? null : `${year}-${two('month')}${day}`;
}

/** The last instant of a date that is as exact as it is, comparable as text. */
export const endOf = (date: string): string => `${date}-12-31`.slice(0, Math.max(10, date.length));
