/**
 * The form in which words are compared: blind to case, diacritics, width and Unicode form (Unicode Standard Annex 15,
 * NFKD without marks), to the letter variants that one keyboard types for another (Arabic and Persian kaf and yeh,
 * dotless i, ё), and to the joiners that Persian and Uzbek orthography use inside a word.
 */

/** ZWNJ and ZWJ, soft hyphen, and the letters ʻ ʼ that look like apostrophes but spell. */
const JOINERS = '\\u00ad\\u200c\\u200d\\u02bb\\u02bc';
const DROPPED_IN_WORD = new RegExp(`[\\p{M}${JOINERS}'‘’\`]`, 'gu');
const VARIANTS: Record<string, string> = {
  ı: 'i',
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
};
const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join('')}]`, 'g');
const ASCII = /^[a-z0-9]*$/;

/** The form in which a word is compared. */
export function fold(written: string): string {
  const lower = written.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(DROPPED_IN_WORD, '')
    .toLowerCase()
    .replace(VARIANT, (letter) => VARIANTS[letter]!);
}

const IN_WORD = new RegExp(`^[\\p{L}\\p{M}\\p{N}${JOINERS}]`, 'u');
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Whether a stretch is of a script that is written without spaces. */
export const isUnspaced = (written: string): boolean => UNSPACED.test(written);

/** Whether the character at an offset, which may take two code units, stands in words. */
export const isInWord = (text: string, at: number): boolean =>
  IN_WORD.test(String.fromCodePoint(text.codePointAt(at)!));

// What a code unit is to a word, where it is no letter that folds to one.
export const SEPARATOR = 1;
/** Stands in a word, and is not there when words are compared. */
const DROPPED = 2;
/** Stands in a word that has to be folded or divided as a whole. */
export const ODD = 3;
export const SURROGATE = 4;
export const APOSTROPHE = 5;
/** Whatever is more is a folded letter or digit. */
export const LAST_SIGN = 5;

/** By code unit; 0 until it is met, since a text's letters are a hundred of the 65,536. */
const signs = new Uint16Array(0x10000);

/** What a code unit is to a word: one of the above, or the one code unit that it folds to, whatever stands around it. */
export const signOf = (unit: number): number => signs[unit] || learn(unit);

function learn(unit: number): number {
  const sign = judge(String.fromCharCode(unit));
  signs[unit] = sign;
  return sign;
}

function judge(letter: string): number {
  if (/[\ud800-\udfff]/.test(letter)) return SURROGATE;
  if (/['‘’`]/.test(letter)) return APOSTROPHE;
  if (!IN_WORD.test(letter)) return SEPARATOR;
  const folded = fold(letter);
  // Capital sigma is the one letter whose lower case depends on where it stands in the word.
  if (UNSPACED.test(letter) || folded.length > 1 || letter === 'Σ') return ODD;
  return folded === '' ? DROPPED : folded.charCodeAt(0);
}
