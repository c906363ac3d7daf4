import { describe, expect, test } from 'vitest';
import { readDate } from '../../../watchers/reading/dates.ts';
import { plainDate } from '../../../watchers/reading/plaindate.ts';

describe('a plain date is read as all dates are', () => {
  test.each([
    'Fri, 21 Nov 2025 10:30:05 GMT',
    'Sat, 1 Nov 2025 10:30:05 +0400',
    '21 Nov 2025 23:59:59 -0330',
    '21 Nov 2025 10:30:05 мск',
    '2025-11-21T10:30:05Z',
    '2025-11-21T10:30:05.123-12:00',
    '2024-02-29T00:00:00 +14:00',
  ])('%s', (written) => {
    expect(plainDate(written)).not.toBeNull();
    // A second space is plain no more.
    expect(readDate(written.replace(/(:\d\d)(?=[^:]*$| )/, '$1  '))).toBe(plainDate(written));
  });
});

describe('what is not plain is left to others', () => {
  test.each([
    ['a day', '2025-11-21'],
    ['no zone', '2025-11-21T10:30:05'],
    ['a zone that nobody knows', '2025-11-21T10:30:05 QQQ'],
    ['an offset that is none', '2025-11-21T10:30:05+14:01'],
    ['a time that no clock shows', '2025-11-21T24:00:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['a day that there is not', 'Sat, 29 Feb 2025 10:30:05 GMT'],
    ['a month in capitals', 'Fri, 21 NOV 2025 10:30:05 GMT'],
    ['a month of another language', 'Fri, 21 Dez 2025 10:30:05 GMT'],
    ['a short year', 'Fri, 21 Nov 25 10:30:05 GMT'],
    ['a year of no item', '1899-11-21T10:30:05Z'],
  ])('%s', (_, written) => expect(plainDate(written)).toBeNull());
});
