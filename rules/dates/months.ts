/** Dates with a month's name, for the languages that chrono-node does not read, or reads without their endings. Pure. */
import { found } from './numeric.ts';
import { fromPersian, PERSIAN_MONTHS, persianYear } from './persian.ts';
import { isLimit, isoDate, type WrittenDate } from './written.ts';

/** Beginnings of the months' names, by language: an ending may follow. */
const MONTHS: Readonly<Record<string, readonly string[]>> = {
  tr: list('ocak şubat mart nisan may[ıi]s haziran temmuz ağustos eylül ekim kasım aralık'),
  az: list('yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr'),
  ka: list('იანვ თებერვ მარტ აპრილ მაის ივნის ივლის აგვისტ სექტემბ ოქტომბ ნოემბ დეკემბ'),
  hy: list('հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր'),
  tg: list('январ феврал март апрел май июн июл август сентябр октябр ноябр декабр'),
  fa: list('ژانویه فوریه مارس آوریل مه|می ژوئن|جون ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر'),
  uk: list('січн лют(?!ий) берез(?=ня|ні) квіт трав(?=ня|ні) черв лип(?=ня|ні) серп верес жовт листопад груд'),
  de: list('januar|jänner februar märz april mai juni juli august september oktober november dezember'),
  fr: list('janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
};

function list(names: string): string[] {
  return names.split(' ');
}

/** A day, or the first of two (`27–28`), before the name or after it; the year after them, or before. */
const expressionOf = (names: readonly string[]): RegExp =>
  new RegExp(
    `(?:(?<before>20\\d\\d)[\\p{L}'’.-]*\\s+(?:[\\p{L}.]{1,10}\\s+)?)?(?:(?<![\\d.,])(?<day>\\d{1,2})(?:\\s?[-–]\\s?\\d{1,2})?(?:-?\\p{L}{1,3}|\\.)?\\s+)?(?<![\\p{L}\\p{M}])(?:${names.map((name, n) => `(?<m${n + 1}>${name})`).join('|')})\\p{L}*(?:\\s+ay[ıi]n\\p{L}*)?(?:\\s+(?<after>\\d{1,2})(?![\\d.,:]))?(?:[,\\s'’]+(?:(?:de|سال|соли)\\s+)?(?<year>(?:20|1[34])\\d\\d)(?!\\d))?`,
    'giu',
  );

const expressions = new Map(Object.entries(MONTHS).map(([language, names]) => [language, expressionOf(names)]));
const persian = expressionOf(PERSIAN_MONTHS);

/** The dates with a month's name. A month without day or year may be a word like any other: it is one as a limit. */
export function monthDates(sentence: string, language: string, day: string | null): WrittenDate[] {
  const expression = expressions.get(language);
  if (!expression) return [];
  const ours = found(sentence, expression, (match) => {
    const { month, day: dayOfMonth, year } = partsOf(match);
    const alone = dayOfMonth === null && year === null;
    const told = !alone || isLimit(sentence, match.index, match.index + match[0].length);
    return told ? isoDate(year, month, dayOfMonth) : null;
  });
  return language === 'fa' ? [...ours, ...persianDates(sentence, day), ...persianFigures(sentence)] : ours;
}

/** A Persian month spans two of ours: without its day it tells no date that we could write down. */
function persianDates(sentence: string, today: string | null): WrittenDate[] {
  return found(sentence, persian, (match) => {
    const { month, day, year } = partsOf(match);
    if (day === null || (year === null && today === null) || (year !== null && year > 1500)) return null;
    const date = fromPersian(year ?? persianYear(today!), month, day);
    // Whether the next or the last is meant is told as of our own dates.
    return year === null && date !== null ? `-${date.slice(4)}` : date;
  });
}

/** `۱۴۰۵/۰۶/۰۹` */
const FIGURES = /(?<![\d/])(1[34]\d\d)\/(\d{1,2})\/(\d{1,2})(?![\d/])/g;

const persianFigures = (sentence: string): WrittenDate[] =>
  found(sentence, FIGURES, ([, year, month, day]) => fromPersian(Number(year), Number(month), Number(day)));

function partsOf({ groups = {} }: RegExpExecArray): { month: number; day: number | null; year: number | null } {
  const month = Object.keys(groups).find((name) => /^m\d/.test(name) && groups[name] !== undefined)!;
  const number = (text: string | undefined) => (text === undefined ? null : Number(text));
  return {
    month: Number(month.slice(1)),
    day: number(groups.day ?? groups.after),
    year: number(groups.year ?? groups.before),
  };
}
