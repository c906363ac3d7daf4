import { describe, expect, test } from 'vitest';
import { folded, isDay, isYear, monthOf } from '../../../watchers/reading/calendar.ts';

test('there are as many days as the calendar has', () => {
  for (const year of [1900, 2000, 2024, 2025])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const date = new Date(Date.UTC(year, month - 1, day));
        expect(isDay(year, month, day)).toBe(date.getUTCMonth() === month - 1 && date.getUTCDate() === day);
      }
  expect([isDay(2025, Number.NaN, 1), isDay(2025, 1.5, 1), isDay(2025, 1, Number.NaN)]).toEqual([false, false, false]);
});

test('years are those of items', () => {
  expect([0, 1899, 1900, 2025, 9998, 9999, Number.NaN].filter(isYear)).toEqual([1900, 2025, 9998]);
});

describe('a month is known', () => {
  test.each([
    ['by its number', '07', 7],
    ['by its name', 'Июля', 7],
    ['without its accents', 'FÉVRIER', 2],
    ['with "in" before it, in Hebrew', 'ביולי', 7],
    ['of two words, in Arabic', 'كانون الثاني', 1],
    ['but not by its beginning', 'հու', Number.NaN],
    ['nor by a name of code', 'constructor', Number.NaN],
  ])('%s', (_, written, month) => expect(monthOf(folded(written))).toBe(month));
});
