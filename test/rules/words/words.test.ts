import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../rules/words/fold.ts';
import { wordsOf } from '../../../rules/words/words.ts';

const words = (text: string) => wordsOf(text).map(({ word }) => word);

describe('words that are written differently are one word', () => {
  it.each([
    ['in any case', 'TRIPP Tripp tripp', 'tripp'],
    ['with and without diacritics', 'Tomáš Tomas Tomaš', 'tomas'],
    ['in composed and decomposed form', 'Pape\u0301 Papé', 'pape'],
    ['with ё and with е', 'Алиёв Алиев АЛИЁВ', 'алиев'],
    ['with dotted and dotless i, in Turkish', 'İstanbul ISTANBUL ıstanbul istanbul', 'istanbul'],
    ['with dotted and dotless i, in Azeri', 'Naxçıvan NAXÇIVAN Naxcivan', 'naxcivan'],
    ['with Arabic and with Persian yeh', 'علي علی على', 'علی'],
    ['with and without the hamza of a Persian genitive', 'جادۀ جاده', 'جاده'],
    ['with Arabic and with Persian kaf', 'كريم کریم', 'کریم'],
    ['with and without a zero-width non-joiner', 'زنگه\u200cزور زنگهزور', 'زنگهزور'],
    ['with and without a soft hyphen', 'corri\u00addor corridor', 'corridor'],
    ['in full and half width', 'ＴＲＩＰＰ TRIPP', 'tripp'],
    ['with any Uzbek apostrophe', "yoʻlak yo‘lak yo'lak yo’lak yo`lak Yoʼlak", 'yolak'],
    ['with and without Hebrew niqqud', 'שָׁלוֹם שלום', 'שלום'],
    ['with and without Arabic harakat', 'مُحَمَّد محمد', 'محمد'],
    ['with and without the Armenian ligature', 'Երևան Երեւան ԵՐԵՒԱՆ', 'երեւան'],
    ['with letters that have no decomposition', 'Łódź Lodz', 'lodz'],
    ['with ø', 'Tromsø Tromso', 'tromso'],
    ['with đ', 'Đoković Dokovic', 'dokovic'],
    ['with teh marbuta and heh', 'القاهرة القاهره', 'القاهره'],
    ['with Urdu heh', 'ھمه همه', 'همه'],
    ['with sharp s', 'Straße STRASSE', 'strasse'],
  ])('%s: %s', (_, text, word) => {
    const found = words(text);
    expect(found).toHaveLength(text.split(' ').length);
    expect(new Set(found)).toEqual(new Set([word]));
  });
});

describe('a text is divided into words', () => {
  it.each([
    ['at spaces and punctuation', 'Tbilisi, (Georgia): yes!', ['tbilisi', 'georgia', 'yes']],
    ['at a hyphen', 'visa-free', ['visa', 'free']],
    ['without the possessive s', "Georgia's and Iran’s", ['georgia', 'and', 'iran']],
    ['with an s that stands alone', 'plan s', ['plan', 's']],
    ['with an s that begins a word after an apostrophe', "the 'sudden' end", ['the', 'sudden', 'end']],
    ['with figures', '43 km in 2026', ['43', 'km', 'in', '2026']],
    ['in Chinese by the dictionary', '中国与伊朗', ['中国', '与', '伊朗']],
    ['in Thai by the dictionary', 'ภาษาไทย', [fold('ภาษา'), fold('ไทย')]],
    ['in Chinese with Latin letters in it', 'TRIPP走廊', ['tripp', '走廊']],
    ['and a letter that is another letter stays one', 'Əliyev Aliyev', ['əliyev', 'aliyev']],
    ['and has none where there are signs only', '— … !? « » 🙂', []],
    ['and has none where there is nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('also behind one that grew much longer when it was folded', () => {
    expect(words('aaﷺ.aa🙂ał')).toEqual(['aaصلی الله علیه وسلم', 'aa', 'al']);
  });

  it('whose offsets are those of the text as written', () => {
    expect(wordsOf('🙂 Tbilisi’s «İdlib»')).toEqual([
      { word: 'tbilisi', start: 3, end: 10 },
      { word: 'idlib', start: 14, end: 19 },
    ]);
  });
});

const awkward = fc.string({
  unit: fc.constantFrom(..."aoGgsS'’‘ʻ`İıёЁيك中国ไทภา\u200c\u0301ﬁ½ẞΣ -\n\ud83d\ude42".split('')),
  maxLength: 40,
});
const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), awkward);

describe('whatever the text', () => {
  it('each word is the fold of the stretch that it stands for, and none is empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { word, start, end } of wordsOf(text)) {
          expect(fold(text.slice(start, end))).toBe(word);
          expect(word).not.toBe('');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('offsets ascend, and no two words overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let at = 0;
        for (const { start, end } of wordsOf(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('letters are lost to no word: every Latin, Cyrillic or Arabic letter stands in one', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abzбяيي -,.') }), (text) => {
        const letters = text.replace(/[^\p{L}]/gu, '');
        expect(
          wordsOf(text)
            .map(({ start, end }) => text.slice(start, end))
            .join(''),
        ).toBe(letters);
      }),
    );
  });

  it('folding twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { word } of wordsOf(text)) expect(fold(word)).toBe(word);
      }),
      { numRuns: 2000 },
    );
  });
});
