/** Dates by chrono-node, in the languages that it reads. What it guesses is left out: only what the text says is a date. Pure. */
import { chrono } from './reader.ts';
import { isLimit, isoDate, type WrittenDate } from './written.ts';

const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pt', 'ru', 'uk', 'zh'] as const;

interface Components {
  get(part: 'year' | 'month' | 'day'): number | null;
  isCertain(part: 'year' | 'month' | 'day'): boolean;
}

/** Words that look ahead from the day of writing. A span alone (“for two weeks”) does not. */
const AHEAD =
  /^(?:in|within|next|tomorrow|через|в следующ|на следующ|завтра|наступн|у наступн|nächst|kommend|innerhalb|morgen|dans|demain|(?:le|la|l['’])\s?(?:mois|semaine|année|an) prochaine?|en|dentro|(?:el |la )?próxim|mañana|no próxim|volgende|over)(?!\p{L})|^(?:в следующ|на следующ|наступн|у наступн|nächst|kommend|próxim|el próxim|la próxim)/iu;
/** All that is read of English here: its dates are read elsewhere, and most sentences look ahead in no such words. */
const AHEAD_IN_ENGLISH = /\btomorrow\b|\b(?:in|within|next)\b.{0,30}(?:day|week|month|year|hour)/i;
const PREPOSITION = /^(?:со?|до|к|на|в)\s+/iu;
/** Words that chrono leaves outside of a span that it found. */
const AHEAD_BEFORE = /(?:в течение|протягом|innerhalb von|within|in)\s+$/iu;

/** The dates that the text names, and where its day is known those that it names by how far ahead they are. */
export function chronoDates(sentence: string, language: string, day: string | null): WrittenDate[] {
  const known = LANGUAGES.find((one) => one === language);
  if (!known || (language === 'en' && !AHEAD_IN_ENGLISH.test(sentence))) return [];
  const instant = new Date(`${day ?? '2000-01-01'}T12:00:00Z`);
  const parsed = chrono()[known].casual.parse(sentence, { instant, timezone: 0 }, { forwardDate: true });
  return parsed.flatMap(({ index, text, start }) => {
    const ahead = day !== null && (AHEAD.test(text) || AHEAD_BEFORE.test(sentence.slice(0, index)));
    const limit = isLimit(sentence, index, index + text.length);
    const date = named(text, start, language, limit) ?? (ahead ? relative(text, start) : null);
    // What stands before a date tells how it is meant, and is no part of it.
    const first = index + (PREPOSITION.exec(text)?.[0].length ?? 0);
    return date === null ? [] : [{ date, start: first, end: index + text.length }];
  });
}

/** What the text itself says: a year in figures, a month, a day in figures; a month alone where it is a limit. English months are `rules/draft/dates.ts`'s. */
function named(text: string, start: Components, language: string, limit: boolean): string | null {
  if (language === 'en' || !start.isCertain('month')) return null;
  const year = start.get('year');
  const dated = start.isCertain('day') && new RegExp(`(?<!\\d)0?${start.get('day')}(?!\\d)`).test(text);
  const known = text.includes(String(year));
  return dated || known || limit
    ? isoDate(known ? year : null, start.get('month'), dated ? start.get('day') : null)
    : null;
}

const WEEK = /week|недел|тижд|woche|semaine|semana|settiman/i;
const AT_LEAST_A_MONTH =
  /month|месяц|місяц|monat|mois|mes(?:es)?\b|mês|mese|maand|year|год|рік|jahr|\ban\b|année|año|ano|anno|jaar/i;
const YEAR = /year|(?<!\p{L})год|(?<!\p{L})рік|(?<!\p{L})року|jahr|\ban\b|année|año|\bano\b|anno|jaar/iu;

/** A span ahead is as exact as its unit; weeks have none in a date, so they tell the month where they leave no doubt of it. */
function relative(text: string, start: Components): string | null {
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (YEAR.test(text)) return start.isCertain('year') ? String(year) : null;
  if (!start.isCertain('month')) return null;
  if (AT_LEAST_A_MONTH.test(text)) return isoDate(year, month, null);
  if (!start.isCertain('day')) return null;
  if (!WEEK.test(text)) return isoDate(year, month, day);
  const [first, last] = [-6, 6].map((days) => new Date(Date.UTC(year!, month! - 1, day! + days)).getUTCMonth());
  return first === last ? isoDate(year, month, null) : null;
}
