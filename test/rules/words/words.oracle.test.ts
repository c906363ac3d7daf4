import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../rules/words/fold.ts';
import { type Word, wordsOf } from '../../../rules/words/words.ts';
import { isLong, runs } from '../../runs.ts';
import { shared, withShared } from '../../shared.ts';
import * as oracle from '../oracle/words.ts';

const written = (words: readonly Word[]) => words.map(({ word, start, end }) => `${word} ${start} ${end}`).join('\n');

/** Words and offsets are those that the regular expressions find. */
function expectSame(text: string): void {
  expect(written(wordsOf(text)), JSON.stringify(text.slice(0, 200))).toBe(written(oracle.wordsOf(text)));
}

/** In short stretches, for what differs is to be seen. */
function expectSameThroughout(text: string): void {
  for (let at = 0; at < text.length; at += 5000) expectSame(text.slice(at, at + 5000));
}

/** Letters, marks and signs of every script and every exception. */
const AWKWARD = [
  ..."aoGgsSE'’‘ʻʼ`İıiIёЁيىكةھßẞøłđΣσς٣½ﬁﷺ각中国々ไทภាᦀ -\n.,*1",
  '\u00ad',
  '\u200c',
  '\u200d',
  '\u0301',
  '\u0345',
  '\u0149',
  '\u{1d400}',
  '\u{1d6ba}',
  '\u{20000}',
  '\u{1f642}',
  '\ud800',
  '\udc00',
];
const awkward = fc.string({ unit: fc.constantFrom(...AWKWARD), maxLength: 30 });
const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), awkward);

describe('words are those that were found by regular expressions', () => {
  it.each([
    ['of Uzbek, with any apostrophe', "O‘zbekiston g'oyasi yo`l to’g‘ri o'z go' o'1a ab'cd Qo‘"],
    ['of a possessive, and of what looks like one', "Georgia's 'S s' ’s’ 's a’sb S's ſ’s 's1 's\u0301"],
    ['of Turkish', 'İSTANBUL ıstanbul Iğdır I\u0307stanbul'],
    ['of Greek, whose sigma ends a word otherwise', 'ΟΔΟΣ ΟΔΟΣ. ΣΑΣ Σ ΑΣ\u0301 ΑΣ’Α'],
    ['of Arabic and Persian', 'علي على كريم القاهرة ھمه زنگه\u200cزور مُحَمَّد ﷺ'],
    ['of scripts without spaces', 'TRIPP走廊与ภาษาไทย ひらがなカタカナ မြန်မာ ខ្មែរ 々〆'],
    ['longer than any', `${'a'.repeat(32)} ${'B'.repeat(33)} ${'ё'.repeat(5000)}Ё`],
    ['in halves of characters', '\ud800a \udc00b a\ud83d \ud835\udc00x o\u2018\ud835\udc00b'],
    ['that are only marks', '\u0301 \u200d\u00ad ʼ a\u0301'],
  ])('%s: %s', (_, text) => expectSameThroughout(text));

  it('with every code unit alone, in a word, after an o with an apostrophe, and beside a sigma', () => {
    // Han and Hangul are many and alike.
    const step = (unit: number) => (unit > 0x3400 && unit < 0xd700 ? 23 : 1);
    let several = '';
    for (let unit = 0; unit < 0x10000; unit += step(unit)) {
      const letter = String.fromCharCode(unit);
      several += `${letter} a${letter}B o'${letter}b${letter}s Σ${letter} ${letter}Σ\n`;
      if (several.length > 500 || unit === 0xffff) {
        expectSame(several);
        several = '';
      }
      if (fold(letter) !== oracle.fold(letter)) expect(fold(letter)).toBe(oracle.fold(letter));
    }
  });

  it('whatever the text', () => {
    fc.assert(fc.property(anyText, expectSame), runs(4000));
  });

  withShared('in every labelled item', () => {
    expectSameThroughout(readFileSync(join(shared!, 'eval/items.jsonl'), 'utf8'));
  });

  withShared('in every real feed', () => {
    const folder = join(shared!, 'feeds/real');
    const names = readdirSync(folder).filter((_, n) => isLong || n % 4 === 0);
    for (const name of names) expectSameThroughout(readFileSync(join(folder, name), 'utf8'));
  });
});
