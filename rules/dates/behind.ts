/** Dates that a sentence names and leaves behind: it is of last year, or it was put off. Pure. */
import type { WrittenDate } from './written.ts';

/** “27 ноября прошлого года”, “keçən il noyabrın 27-də”: what names its year so names none in figures. */
const LAST_YEAR =
  "(?:(?:last|previous|past) year|(?:an?|one|two|three|five|ten|\\d+) years? ago|прошл\\p{L}+ год\\p{L}*|(?:год|года|лет) назад|минул\\p{L}+ рок\\p{L}*|торік|(?:vergangene|letzte|vorige)\\p{L}* Jahr\\p{L}*|(?:l['’]an(?:née)? )?(?:derni(?:er|ère)|passée?)|(?:año )?pasado|(?:anno )?scorso|(?:ano )?passado|vorig jaar|geçen (?:yıl|sene)|(?:keçən|ötən) il|გასული? წლ\\p{L}*|შარშან|անցած տար\\p{L}*|անցյալ տար\\p{L}*|(?:سال|ماه) (?:گذشته|قبل)|پارسال|соли гузашта|昨年|去年?)";
const WITHIN = new RegExp(LAST_YEAR, 'iu');
const BEFORE = new RegExp(`(?<!\\p{L})${LAST_YEAR}[\\p{L}’']*,?\\s*(?:\\p{L}{1,3}\\s+)?$`, 'iu');
const AFTER = new RegExp(
  `^[’'\\p{L}-]{0,5},?\\s*(?:of |des |de |del |dell['’]|do )?(?:the )?${LAST_YEAR}(?!\\p{L})`,
  'iu',
);

/** Whether the words around a date without a year say that it is of last year. */
export const isOfLastYear = (sentence: string, { start, end }: WrittenDate): boolean =>
  WITHIN.test(sentence.slice(start, end)) ||
  BEFORE.test(sentence.slice(Math.max(0, start - 30), start)) ||
  AFTER.test(sentence.slice(end));

/** Words that put a date off, or forward. */
const MOVES =
  /postpon|reschedul|\bmoved\b|\bdelay|pushed|put off|\bextend|shifted|brought forward|перен[её]с|перенос|отлож|отсроч|продл|сдвин|відклад|продовж|versch[oi]b|verleg|verlänger|report[ée]|repouss|prolong|aplaz|posterg|pospuest|rinvia|ertele|uzat|təxir|uzad|გადაიდო|გადავად|გადაიტან|გახანგრძლივ|հետաձգ|երկարաձգ|تعویق|موکول|تمدید|延期|推迟|延长|延長/iu;
const INSTEAD_OF =
  /(?:\b(?:instead of|rather than|originally(?: set)? for)|(?<!\p{L})(?:вместо|замість))\s*(?:on\s+)?(?:the\s+)?$/iu;
const FROM = /(?<!\p{L})(?:from|со?|із?|зі?|vom|du|del|dal|desde(?: el)?)\s*(?:the\s+)?$/iu;
/** Between two dates of which one is for the other: no more than this, and no other clause. */
const BETWEEN = 80;
const OTHER_CLAUSE = /[.;]|(?<!\p{L})(?:and|while|и|а|und|et|y|və|ve|da|და|և)(?!\p{L})/iu;
/** A verb at the end, as in Turkish, stands so soon behind the later date. */
const ENDING = 30;

/** Whether a date of a sentence is left for another: “from 31 August to 15 October”, “set for 27 November, was moved to 5 December”. */
export function isLeft(sentence: string, all: readonly WrittenDate[], n: number): boolean {
  const { start, end } = all[n]!;
  const before = sentence.slice(Math.max(0, start - 30), start);
  if (all.length > 1 && INSTEAD_OF.test(before)) return true;
  const next = all[n + 1];
  if (!next) return false;
  if (FROM.test(before) && MOVES.test(sentence)) return true;
  const between = sentence.slice(end, next.start);
  if (between.length > BETWEEN || OTHER_CLAUSE.test(between)) return false;
  return MOVES.test(between) || MOVES.test(sentence.slice(next.end, next.end + ENDING));
}
