/** The dates to come that a sentence names, in any of the languages that we watch. Pure. */
import { datesIn } from '../draft/dates.ts';
import { isLeft, isOfLastYear } from './behind.ts';
import { chronoDates } from './chrono.ts';
import { monthDates } from './months.ts';
import { numericDates, plainDigits } from './numeric.ts';
import { firstDay, isLimit, isReal, lastDay, type WrittenDate, withYear } from './written.ts';

/** In a text whose language nobody names, its script tells enough. */
const SCRIPTS: readonly [RegExp, string][] = [
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Arabic}/u, 'fa'],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'ja'],
  [/\p{Script=Han}/u, 'zh'],
];

const languageOf = (sentence: string, language: string | null): string =>
  language?.split('-')[0]?.toLowerCase() ?? SCRIPTS.find(([script]) => script.test(sentence))?.[1] ?? 'en';

/**
 * The dates that lie ahead of a text's publication, in the order of the sentence, as exact as they are written. Nothing is
 * invented: what names no year and what counts from the day of writing is read only where that day is known.
 *
 * @param published the day on which it was published; null where nobody knows it
 * @param seen the day on which we saw it: before that nothing lies ahead
 */
export function datesAhead(
  sentence: string,
  language: string | null,
  published: string | null,
  seen: string,
): WrittenDate[] {
  const text = plainDigits(sentence);
  const today = published ?? seen;
  const all = unclashing(allDates(text, languageOf(text, language), published));
  return all.flatMap((written, n) => {
    const gone = isLeft(text, all, n) || (written.date.startsWith('-') && isOfLastYear(text, written));
    const whole = published === null ? known(written.date) : withYear(written, text, published);
    if (gone || whole === null || !isReal(whole) || lastDay(whole) <= today) return [];
    // A month or a year that has begun may be told as the present; only a limit in it lies ahead for certain.
    const begun = firstDay(whole) <= today && !isLimit(text, written.start, written.end);
    return begun ? [] : [{ ...written, date: whole }];
  });
}

const known = (date: string): string | null => (date.startsWith('-') ? null : date);

function allDates(text: string, language: string, day: string | null): WrittenDate[] {
  // Two dates with “to” between them are no span but what was moved, and where to.
  const apart = text.replace(/(?<=\d|\p{L}) to (?=\d|\p{Lu})/gu, ' ;  ');
  const english = language === 'en' && MAY_HOLD.test(apart) ? englishDates(apart, day) : [];
  const named = [...monthDates(text, language, day), ...chronoDates(apart, language, day)];
  return [...numericDates(text), ...english, ...named, ...years(text)];
}

/** Where English names no date at all: to ask costs a thousandth of what reading does. */
const MAY_HOLD = /\d|tomorrow|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)/i;
const WEEKDAY = /^(?:(?:on|this|last)\s+)?(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;
/** Nobody knows whether 3/4 is in March or in April: where it is certain, figures are read as such. */
const SLASHES = /\d\/\d/;
/** A month's name alone is a date only after a word that says so. */
const IN_MONTH = /(?:\b(?:in|by|until|till|before|of|to|for|late|early|mid)|-)\s*$/i;

/** English as `silkwatch draft` reads it, but for weekdays, which in news are as often behind as ahead. */
function englishDates(text: string, day: string | null): WrittenDate[] {
  let from = 0;
  return datesIn(text, day).flatMap(({ date, text: words, precision }) => {
    const start = text.indexOf(words, from);
    from = start + words.length;
    const alone = precision === 'month' && !/\d/.test(words);
    const told = IN_MONTH.test(text.slice(0, start)) || /^(?:in|by|end of|until)\b/i.test(words);
    // Years are read of every language alike.
    if (/^\d{4}$/.test(words) || WEEKDAY.test(words) || SLASHES.test(words) || (alone && !told)) return [];
    // The year that stands in for one that the text leaves out is chosen by the same rule in every language.
    const named = date.startsWith('-') || words.includes(date.slice(0, 4)) || /^tomorrow/i.test(words);
    return [{ date: named ? date : `-${date.slice(4)}`, start, end: start + words.length }];
  });
}

/** Not of a span (`2026–2030`), a budget (`FY2027`), nor of people and money (`2030 euros`). */
const YEAR =
  /(?<![\d.,$€£/:–a-zа-я-])(20[2-9]\d)(?![\d.,]*\d|s\b|[-–/]\d|\s(?:people|troops|soldiers|euros?|dollars|km|человек|военн|солдат|евро|долл|км))/gi;

/** A year in figures that belongs to no other date. */
const years = (text: string): WrittenDate[] =>
  [...text.matchAll(YEAR)].map(({ index, 1: year }) => ({ date: year!, start: index, end: index + 4 }));

/** In the order of the text; of two that overlap the one that says more, and of equals the one that was read first. */
function unclashing(all: readonly WrittenDate[]): WrittenDate[] {
  const kept: WrittenDate[] = [];
  const exact = ({ date }: WrittenDate) => date.replace(/^--/, '').length + (date.startsWith('-') ? 0 : 0.5);
  for (const one of all.toSorted((a, b) => exact(b) - exact(a)))
    if (!kept.some(({ start, end }) => one.start < end && start < one.end)) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
}
