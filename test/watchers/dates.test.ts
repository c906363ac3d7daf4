import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate } from '../../watchers/dates.ts';

/** A day beside it is read as well: what reads nothing would invent nothing. */
const read = (_: string, written: string, iso: string | null) =>
  expect([readDate(written), readDate('2025-11-21')]).toEqual([iso, '2025-11-21']);

describe('RFC 822, as RSS asks', () => {
  test.each([
    ['whole', 'Fri, 21 Nov 2025 10:30:05 GMT', '2025-11-21T10:30:05.000Z'],
    ['an offset east', 'Fri, 21 Nov 2025 10:30:05 +0400', '2025-11-21T06:30:05.000Z'],
    ['an offset west', 'Fri, 21 Nov 2025 22:30:05 -0330', '2025-11-22T02:00:05.000Z'],
    ['an offset with a colon', 'Fri, 21 Nov 2025 10:30:05 +04:30', '2025-11-21T06:00:05.000Z'],
    ['an offset from Greenwich', 'Fri, 21 Nov 2025 10:30:05 GMT+4', '2025-11-21T06:30:05.000Z'],
    ['an offset with a remark', 'Fri, 21 Nov 2025 10:30:05 +0400 (Tbilisi)', '2025-11-21T06:30:05.000Z'],
    ['the zone Z', 'Fri, 21 Nov 2025 10:30:05 Z', '2025-11-21T10:30:05.000Z'],
    ['the zone EST', 'Fri, 21 Nov 2025 10:30:05 EST', '2025-11-21T15:30:05.000Z'],
    ['the zone EDT', 'Fri, 21 Nov 2025 10:30:05 EDT', '2025-11-21T14:30:05.000Z'],
    ['the zone PST', 'Fri, 21 Nov 2025 10:30:05 PST', '2025-11-21T18:30:05.000Z'],
    ['the zone MSK', 'Fri, 21 Nov 2025 01:30:05 MSK', '2025-11-20T22:30:05.000Z'],
    ['the zone CEST', 'Tue, 21 Jul 2026 10:30:05 CEST', '2026-07-21T08:30:05.000Z'],
    ['no zone', 'Fri, 21 Nov 2025 10:30:05', '2025-11-21T10:30:05.000Z'],
    ['no weekday', '21 Nov 2025 10:30:05 GMT', '2025-11-21T10:30:05.000Z'],
    ['no seconds', 'Fri, 21 Nov 2025 10:30 GMT', '2025-11-21T10:30:00.000Z'],
    ['no time', 'Fri, 21 Nov 2025', '2025-11-21'],
    ['a short year of this century', 'Fri, 21 Nov 25 10:30:05 GMT', '2025-11-21T10:30:05.000Z'],
    ['a short year of the last one', 'Sun, 21 Nov 99 10:30:05 GMT', '1999-11-21T10:30:05.000Z'],
    ['a short day', 'Sat, 1 Nov 2025 09:05:00 GMT', '2025-11-01T09:05:00.000Z'],
    ['a whole weekday and month', 'Friday, 21 November 2025 10:30:05 GMT', '2025-11-21T10:30:05.000Z'],
    ['the wrong weekday', 'Mon, 21 Nov 2025 10:30:05 GMT', '2025-11-21T10:30:05.000Z'],
    ['a leap second', 'Sat, 31 Dec 2016 23:59:60 GMT', '2016-12-31T23:59:59.000Z'],
    ['white space that does not belong', '\n  Fri,  21 Nov 2025\t10:30:05   GMT ', '2025-11-21T10:30:05.000Z'],
    ['hyphens', '21-Nov-2025 10:30:05 GMT', '2025-11-21T10:30:05.000Z'],
  ])('%s', read);
});

describe('ISO 8601, as Atom asks', () => {
  test.each([
    ['whole', '2025-11-21T10:30:05Z', '2025-11-21T10:30:05.000Z'],
    ['an offset', '2025-11-21T10:30:05+04:00', '2025-11-21T06:30:05.000Z'],
    ['an offset without a colon', '2025-11-21T10:30:05-0500', '2025-11-21T15:30:05.000Z'],
    ['an offset of hours', '2025-11-21T10:30:05+04', '2025-11-21T06:30:05.000Z'],
    ['a space for the T', '2025-11-21 10:30:05 +0400', '2025-11-21T06:30:05.000Z'],
    ['a fraction', '2025-11-21T10:30:05.123456Z', '2025-11-21T10:30:05.000Z'],
    ['no seconds', '2025-11-21T10:30Z', '2025-11-21T10:30:00.000Z'],
    ['no zone', '2025-11-21T10:30:05', '2025-11-21T10:30:05.000Z'],
    ['a day', '2025-11-21', '2025-11-21'],
    ['a month', '2025-11', '2025-11'],
    ['a year', '2025', '2025'],
    ['a leap day', '2024-02-29', '2024-02-29'],
    ['the end of a day', '2025-11-21T24:00:00Z', '2025-11-22T00:00:00.000Z'],
  ])('%s', read);
});

describe('as pages write', () => {
  test.each([
    ['dots', '21.11.2025', '2025-11-21'],
    ['dots and a time', '21.11.2025, 10:30', '2025-11-21T10:30:00.000Z'],
    ['slashes, the day first', '21/11/2025 10:30:05', '2025-11-21T10:30:05.000Z'],
    ['an American order', 'November 21, 2025', '2025-11-21'],
    ['an American order and a weekday', 'Friday, November 21, 2025 10:30', '2025-11-21T10:30:00.000Z'],
    ['a Russian year with its word', '21 ноября 2025 г., 10:30', '2025-11-21T10:30:00.000Z'],
    ['a morning', 'November 21, 2025 10:30 AM', '2025-11-21T10:30:00.000Z'],
    ['an evening', 'November 21, 2025 10:30 PM', '2025-11-21T22:30:00.000Z'],
    ['midnight', 'November 21, 2025 12:30 am', '2025-11-21T00:30:00.000Z'],
    ['noon', 'November 21, 2025 12:30 p.m.', '2025-11-21T12:30:00.000Z'],
  ])('%s', read);
});

describe('the months of every language that we watch', () => {
  test.each(
    Object.entries({
      English: 'January February March April May June July August September October November December',
      'English, short': 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec',
      Russian: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
      'Russian, short': 'янв. фев. мар. апр. май. июн. июл. авг. сен. окт. ноя. дек.',
      Georgian: 'იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი',
      Armenian:
        'հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի',
      Azerbaijani: 'Yanvar Fevral Mart Aprel May İyun İyul Avqust Sentyabr Oktyabr Noyabr Dekabr',
      Turkish: 'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık',
      Uzbek: 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr',
      Tajik: 'январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри',
    }),
  )('%s', (_, months) => {
    const read = months.split(' ').map((month) => readDate(`5 ${month} 2025`));
    expect(read).toEqual(Array.from({ length: 12 }, (_, n) => `2025-${String(n + 1).padStart(2, '0')}-05`));
  });
});

describe('a date is never invented', () => {
  test.each([
    ['a zone that nobody knows keeps the day', 'Fri, 21 Nov 2025 10:30:05 QQQ', '2025-11-21'],
    ['an hour that is none keeps the day', '2025-11-21T25:30:05Z', '2025-11-21'],
    ['a time after the end of the day keeps the day', '2025-11-21T24:30:00Z', '2025-11-21'],
    ['a minute that is none keeps the day', '2025-11-21T10:75:05Z', '2025-11-21'],
    ['a second that is none keeps the day', '2025-11-21T10:30:99Z', '2025-11-21'],
    ['a zone by a name of code keeps the day', '2025-11-21T10:30:00 constructor', '2025-11-21'],
    ['an offset that is none keeps the day', '2025-11-21T10:30:05+99:99', '2025-11-21'],
    ['an evening of 24 hours keeps the day', 'November 21, 2025 22:30 PM', '2025-11-21'],
    ['31 February', '31 Feb 2025 10:00:00 GMT', null],
    ['29 February of another year', '2025-02-29', null],
    ['month 13', '2025-13-01', null],
    ['day 0', '2025-11-00', null],
    ['year 0', '0000-00-00', null],
    ['year 1', 'Mon, 01 Jan 0001 00:00:00 +0000', null],
    ['the last day that .NET knows', '9999-12-31T23:59:59-04:00', null],
    ['no month of any language', '21 Quux 2025', null],
    ['words', 'yesterday', null],
    ['words around a date', 'Updated on 21 November 2025', null],
    ['seconds since 1970', '1763721005', null],
    ['nothing', '', null],
    ['white space', ' \n ', null],
  ])('%s', read);

  test('no date is none', () => expect(readDate(null)).toBeNull());

  test.each(['1', '1 ', '1:', 'a', ' ', '.', '2025-11-21T'])('a megabyte of %j is none, at once', (unit) => {
    const started = performance.now();
    expect(readDate(`2025${unit.repeat(1_000_000)}`)?.length ?? 0).toBe(unit === ' ' ? 4 : 0);
    expect(performance.now() - started).toBeLessThan(500);
  });

  const ISO = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d\.000Z)?)?)?$/;
  const part = fc.constantFrom(
    'Fri,',
    '21',
    '31',
    'Nov',
    '2025',
    '99',
    '10:30',
    '24:59:61',
    '+0400',
    'MSK',
    '-',
    '.',
    'PM',
  );
  const written = fc.oneof(
    fc.string(),
    fc.array(part).map((parts) => parts.join(' ')),
  );

  test('whatever is written is null or ISO 8601, a day that exists', () => {
    fc.assert(
      fc.property(written, (text) => {
        const date = readDate(text);
        if (date === null) return;
        expect(date).toMatch(ISO);
        expect(new Date(date).toISOString().slice(0, Math.min(date.length, 10))).toBe(date.slice(0, 10));
      }),
      { numRuns: 1000 },
    );
  });

  test('what we write, we read', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().replace(/\.\d+Z/, '.000Z');
        expect(readDate(iso)).toBe(iso);
        expect(readDate(date.toUTCString())).toBe(iso);
        expect(readDate(iso.slice(0, 10))).toBe(iso.slice(0, 10));
      }),
    );
  });
});
