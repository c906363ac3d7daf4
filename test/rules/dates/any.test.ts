import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesAhead } from '../../../rules/dates/read.ts';
import { firstDay, isReal, lastDay } from '../../../rules/dates/written.ts';

const LANGUAGES = ['en', 'ru', 'uk', 'de', 'fr', 'es', 'ja', 'zh', 'tr', 'az', 'ka', 'hy', 'fa', 'tg', 'xx', null];
const figure = fc.integer({ min: 0, max: 99 }).map(String);
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'by',
      'until',
      'in',
      'next month',
      'to',
      'from',
      'до',
      'через',
      'месяцев',
      'конца',
      '29',
      '30',
      '31',
      '2026',
      '2027',
      '1405',
    ],
    ...[
      'February',
      'May',
      'февраля',
      'августа',
      'fevral',
      'Ağustos',
      'აგვისტომდე',
      'օգոստոսի',
      'شهریور',
      'اوت',
      'август',
      '月',
      '日',
    ],
    ...['.', '/', '-', ',', '’', '\u0000', '😀'],
  ),
  figure,
);
const sentence = fc
  .array(piece, { maxLength: 9 })
  .chain((pieces) => fc.constantFrom(' ', '').map((gap) => pieces.join(gap)));

describe('whatever a sentence says', () => {
  it('each date that is read is one that the calendar has, lies ahead, and stands where it is said to', () => {
    fc.assert(
      fc.property(sentence, fc.constantFrom(...LANGUAGES), fc.boolean(), (text, language, dated) => {
        const today = '2026-06-10';
        for (const { date, start, end } of datesAhead(text, language, dated ? today : null, today)) {
          expect(isReal(date)).toBe(true);
          expect(lastDay(date) > today && firstDay(date) <= lastDay(date)).toBe(true);
          expect(0 <= start && start < end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
