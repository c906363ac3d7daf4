/** Numbers that name what they stand with: the twelfth package is not the thirteenth. */
import { fold } from '../words/fold.ts';
import { wordsOf } from '../words/words.ts';

/** From the first on, in languages whose ordinals have the one form, or few. */
const WORDS = [
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  'birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu',
  'birinci ikinci üçüncü dördüncü beşinci altıncı yeddinci səkkizinci doqquzuncu onuncu',
  'نخست دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم شانزدهم هفدهم هجدهم نوزدهم بیستم',
  'نخستین دومین سومین چهارمین پنجمین ششمین هفتمین هشتمین نهمین دهمین یازدهمین دوازدهمین سیزدهمین چهاردهمین پانزدهمین شانزدهمین هفدهمین هجدهمین نوزدهمین بیستمین',
];
/** The same where they are inflected: how each begins. */
const BEGINNINGS = [
  ...[...'ыоау'].map((ending) =>
    'перв втор треть четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат'
      .split(' ')
      .map((stem) => (stem === 'треть' ? 'треть' : stem + ending))
      .join(' '),
  ),
  'პირველ მეორე მესამე მეოთხე მეხუთე მეექვსე მეშვიდე მერვე მეცხრე მეათე მეთერთმეტე მეთორმეტე მეცამეტე მეთოთხმეტე მეთხუთმეტე მეთექვსმეტე მეჩვიდმეტე მეთვრამეტე მეცხრამეტე მეოცე',
  'առաջին երկրորդ երրորդ չորրորդ հինգերորդ վեցերորդ յոթերորդ ութերորդ իններորդ տասներորդ տասնմեկերորդ տասներկուերորդ տասներեքերորդ տասնչորսերորդ տասնհինգերորդ տասնվեցերորդ տասնյոթերորդ տասնութերորդ տասնիններորդ քսաներորդ',
];
const numbered = (lists: readonly string[]): Map<string, number> =>
  new Map(lists.flatMap((list) => list.split(' ').map((word, n) => [fold(word), n + 1] as const)));
const WHOLE = numbered(WORDS);
const BEGUN = numbered(BEGINNINGS);
const SHORTEST = Math.min(...[...BEGUN.keys()].map((word) => word.length));

/** Figures that are ordinals, by what hangs on them: 12th, 12-й, 12-րդ, მე-12, 12-ci, 12مین. */
const FIGURES =
  /(?<![\p{L}\p{N}])(?:(\d{1,3})(?:st|nd|rd|th|-(?:й|го|му|ой|ом|м|ая|я|ую|е|х|ум|юм|мин)|-?(?:րդ|ե?րորդ|ე|inci|ncı|nci|uncu|ıncı|üncü|cü|cı|ci|cu|م|مین|ُم))|მე-?(\d{1,3}))(?![\p{L}\p{N}])/giu;

/** The numbers that a headline counts something by: of `EU prepares 12th package`, 12. */
export function ordinalsOf(headline: string): number[] {
  const words = wordsOf(headline).map(({ word }) => word);
  const written = words.flatMap((word, n) => inWords(word, words[n - 1]) ?? []);
  const figures = [...plainDigits(headline).matchAll(FIGURES)].map(([, before, behind]) => Number(before ?? behind));
  return [...new Set([...written, ...figures])].sort((a, b) => a - b);
}

function inWords(word: string, before: string | undefined): number | undefined {
  const whole = WHOLE.get(word);
  // Turkish and Azerbaijani say ten and second for the twelfth.
  if (whole !== undefined) return before === 'on' ? whole + 10 : whole;
  for (let length = word.length; length >= SHORTEST; length--) {
    const begun = BEGUN.get(word.slice(0, length));
    if (begun !== undefined) return begun;
  }
  return undefined;
}

/** A word of four letters or more with a number behind it, and nothing more in its clause. */
const LABEL = /(\p{L}{4,}) (?:no\.? ?|№ ?|#)?(\d{1,4})(?=$|[\s]*[.,:;!?()[\]«»“”"—–|])/giu;
const YEAR = /^(?:19|20)\d\d$/;

/** What a headline numbers by figures behind it: `Resolution 2593`, `phase 2`; each as the word's beginning and the number. */
export function labelsOf(headline: string): { word: string; number: number }[] {
  return [...plainDigits(headline).matchAll(LABEL)]
    .filter(([, , number]) => !YEAR.test(number!))
    .map(([, word, number]) => ({ word: fold(word!), number: Number(number) }));
}

/** With the digits of Arabic and Persian as ours. */
export const plainDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
