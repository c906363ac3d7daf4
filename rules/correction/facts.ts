/** What a reader would hold a text to: its figures, its names, and whether it says yes or no. Pure. */
import { wordsOf } from '../words/words.ts';

export interface Facts {
  /** Every word, folded. */
  words: string[];
  /** Figures in Western digits, and number words and magnitudes by what they mean. */
  numbers: string[];
  names: string[];
  negations: string[];
}

/** Number words, by stem where the language inflects: a magnitude exchanged is a thousandfold error. */
const NUMBERS: Record<string, RegExp> = {
  '2': /^(?:two|дв(?:а|е|ух|ое)|iki|ikki|екі|երկու|ორი|دو)$/u,
  '3': /^(?:three|тр(?:и|ех|ое)|uc|үш|երեք|სამი|سه)$/u,
  '4': /^(?:four|четыр(?:е|ех)|dort|dord|tort|төрт|չորս|ოთხი|چهار)$/u,
  '5': /^(?:five|пят(?:ь|и)|bes|besh|бес|հինգ|ხუთი|پنج)$/u,
  '6': /^(?:six|шест(?:ь|и)|alti|алты|վեց|ექვსი|شش)$/u,
  '7': /^(?:seven|сем(?:ь|и)|yedi|yeddi|yetti|жеті|յոթ|შვიდი|هفت)$/u,
  '8': /^(?:eight|вос(?:емь|ьми)|sekiz|sakkiz|сегіз|ութ|რვა|هشت)$/u,
  '9': /^(?:nine|девят(?:ь|и)|dokuz|doqquz|toqqiz|тоғыз|ինը|ცხრა|نه)$/u,
  '10': /^(?:ten|десят(?:ь|и)|տասը|ათი|ده)$/u,
  '12': /^(?:twelve|dozen|двенадцат(?:ь|и))$/u,
  hundred: /^(?:hundreds?|yuz|жуз|жүз|հարյուր|ასი|صد)$|^сот(?:ен|ни|ня)$/u,
  thousand: /^(?:thousands?|bin|min|ming|мың|հազար\p{L}*|ათას\p{L}*|هزار)$|^тысяч/u,
  million: /^(?:milli?[oy]o?n|миллион|мільион|միլիոն|მილიონ|میلیون|ملیون)/u,
  billion: /^(?:billion|mil[iy]?l?[iy]ard|миллиард|мільярд|միլիարդ|მილიარდ|میلیارد|ملیار)/u,
};

/** Words that turn a statement round, folded. */
const NEGATIONS = new RegExp(
  `^(?:${[
    'no|not|never|neither|nor|without|cannot|(?:do|does|did|is|are|was|were|wo|would|ca|could|has|have|had|should)nt|den(?:y|ies|ied|ying)|refut\\p{L}+|false|reject(?:s|ed)|fails?|failed',
    'не|нет|ни|ні|немає|опровер\\p{L}+|отриц\\p{L}+|спрост\\p{L}+|ложн\\p{L}+',
    'degil|yok|yalanla\\p{L}+|deyil|yoxdur|tekzib|չի|չէ|ոչ|հերք\\p{L}+|არ|არა|ვერ|უარყ\\p{L}+',
    'نیست|نه|تکذیب|لا|لم|لن|لیس|емес|жоқ|emas|yoq|不|没|未|否认|nicht|kein\\p{L}*|pas',
  ].join('|')})$`,
  'u',
);

/** `3,500` and `3 500` are one figure; the clock in a headline is none. */
const GROUPED = /(?<=(?<!\p{Nd})\p{Nd}{1,3})[,.'’\s](?=\p{Nd}{3}(?!\p{Nd}))/gu;
const CLOCK = /(?<!\p{Nd})\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?(?!\p{Nd})/gu;

/** The facts of one or more texts. */
export function factsOf(...texts: string[]): Facts {
  const facts: Facts = { words: [], numbers: [], names: [], negations: [] };
  for (const written of texts) {
    const text = written.replace(CLOCK, ' ').replace(GROUPED, '');
    const names = namesIn(text);
    for (const { word, start } of wordsOf(text)) {
      const number = numberOf(word);
      facts.words.push(word);
      if (number !== null) facts.numbers.push(number);
      else if (NEGATIONS.test(word)) facts.negations.push(word);
      else if (names.has(start)) facts.names.push(word);
    }
  }
  return facts;
}

function numberOf(word: string): string | null {
  if (/\p{Nd}/u.test(word)) return word.replace(/\p{Nd}/gu, westernDigit);
  return Object.keys(NUMBERS).find((value) => NUMBERS[value]!.test(word)) ?? null;
}

/** Of every script: its ten digits stand in a row, and no two rows touch. */
function westernDigit(digit: string): string {
  let zero = digit.codePointAt(0)!;
  const own = zero;
  while (own - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(own - zero);
}

const SHORTEST_NAME = 3;
/** Above this share of capitals a headline is set in them, and they tell nothing. */
const SET_IN_CAPITALS = 0.7;

/** Where the words stand that a capital within a sentence makes names. */
function namesIn(text: string): Set<number> {
  const words = wordsOf(text).map(({ start, end }) => ({ start, written: text.slice(start, end) }));
  const cased = words.filter(({ written }) => /^\p{L}{4}/u.test(written));
  const capital = cased.filter(({ written }) => /^\p{Lu}/u.test(written));
  if (cased.length > 2 && capital.length / cased.length > SET_IN_CAPITALS) return new Set();
  const names = words.filter(({ written }) => /^\p{Lu}/u.test(written) && [...written].length >= SHORTEST_NAME);
  return new Set(names.filter(({ start }) => !beginsSentence(text, start)).map(({ start }) => start));
}

/** Signs before a word that are looked at: a text may be long. */
const NEARBY = 8;

function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - NEARBY), at).replace(/[\s"'(]+$/u, '');
  return before === '' || /[.!?։:;…–—|«»“”]$/u.test(before);
}

/** Whether two words are spellings or forms of one: the languages of the region inflect at the end. */
function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 4) return short.length === 3 && long.length <= 5 && long.startsWith(short);
  const stem = Math.max(4, Math.ceil(short.length * 0.75));
  return long.startsWith(short.slice(0, stem)) || isSlip(short, long);
}

/** A letter too many, too few, another, or two that changed places. */
function isSlip(short: string, long: string): boolean {
  if (short.length < 6 || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const [left, right] = [short.slice(at), long.slice(at)];
  const swapped = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return left === right.slice(1) || left.slice(1) === right.slice(1) || swapped;
}

/** Those that the others have not: figures are equal or not. */
export const without = (those: readonly string[], others: readonly string[]): string[] =>
  those.filter((one) => !others.includes(one));

/** Those words of which the others have none that is near. */
export function lacking(words: readonly string[], others: readonly string[]): string[] {
  const exact = new Set(others);
  return [...new Set(words)].filter((word) => !exact.has(word) && !exact.values().some((other) => isNear(word, other)));
}
