/** Dates in figures: `2026-08-31`, `31.08.2026`, and the year alone. Pure. */
import { isoDate, type WrittenDate } from './written.ts';

const ISO = /(?<![\d.,/-])(20\d\d)-(\d\d)(?:-(\d\d))?(?![\d/-])/g;
/** The day first, as everywhere that we watch; with slashes that is told only where the first is no month. */
const DOTTED = /(?<![\d.,/-])(\d{1,2})([./])(\d{1,2})\2(20\d\d)(?![\d/-])/g;
/** `2026/8/31`, as Persian and Japanese write it; a Persian year is told apart by its century. */
const SLASHED = /(?<![\d.,/-])(20\d\d)\/(\d{1,2})\/(\d{1,2})(?![\d/-])/g;

/** The same text with figures of other scripts as ours: every offset stays. */
export const plainDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));

/** The dates in figures. */
export function numericDates(sentence: string): WrittenDate[] {
  return [
    ...found(sentence, ISO, ([, year, month, day]) => isoDate(Number(year), Number(month), day ? Number(day) : null)),
    ...found(sentence, SLASHED, ([, year, month, day]) => isoDate(Number(year), Number(month), Number(day))),
    ...found(sentence, DOTTED, ([, day, mark, month, year]) =>
      mark === '/' && Number(day) <= 12 && day !== month ? null : isoDate(Number(year), Number(month), Number(day)),
    ),
  ];
}

/** Every stretch that an expression finds and a reader takes for a date. */
export function found(
  sentence: string,
  expression: RegExp,
  read: (match: RegExpExecArray) => string | null,
): WrittenDate[] {
  return [...sentence.matchAll(expression)].flatMap((match) => {
    const date = read(match);
    return date === null ? [] : [{ date, start: match.index, end: match.index + match[0].length }];
  });
}
