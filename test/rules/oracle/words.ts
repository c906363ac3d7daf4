/** Text → words as they were first written, by regular expressions: slow, and right by being read. */

export interface Word {
  /** Folded. */
  word: string;
  /** UTF-16 offsets in the text as given: `text.slice(start, end)` is the word as written. */
  start: number;
  end: number;
}

/** ZWNJ and ZWJ, soft hyphen, and the letters ʻ ʼ that look like apostrophes but spell. */
const JOINERS = '\\u00ad\\u200c\\u200d\\u02bb\\u02bc';
/** A word is letters, marks, digits and joiners; Uzbek writes o‘ and g‘ with whatever apostrophe is at hand. */
const WORD = new RegExp(`(?:[oOgG]['‘’\`](?=\\p{L}{2})|[\\p{L}\\p{M}\\p{N}${JOINERS}])+`, 'gu');
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const POSSESSIVE = /^['’]s(?![\p{L}\p{N}])/iu;
const DROPPED = new RegExp(`[\\p{M}${JOINERS}'‘’\`]`, 'gu');
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
    .replace(DROPPED, '')
    .toLowerCase()
    .replace(VARIANT, (letter) => VARIANTS[letter]!);
}

let segmenter: Intl.Segmenter | undefined;

/** Every word of a text, in order. Scripts written without spaces are divided by the Unicode dictionary segmenter. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: written, index } of text.matchAll(WORD)) {
    if (UNSPACED.test(written)) words.push(...segments(written, index));
    else {
      const word = fold(written);
      const lone = written === 's' || written === 'S';
      if (lone && POSSESSIVE.test(text.slice(index - 1, index + 2))) continue;
      if (word !== '') words.push({ word, start: index, end: index + written.length });
    }
  }
  return words;
}

function segments(written: string, at: number): Word[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return [...segmenter.segment(written)]
    .filter((segment) => segment.isWordLike)
    .map(({ segment, index }) => ({ word: fold(segment), start: at + index, end: at + index + segment.length }))
    .filter(({ word }) => word !== '');
}
