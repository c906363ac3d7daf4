import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate } from '../../../watchers/reading/dates.ts';

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
    ['no space after the weekday', 'Fri,21 Nov 2025 10:30:05 GMT', '2025-11-21T10:30:05.000Z'],
    ['a weekday and a month in Russian', 'Пт, 21 нояб. 2025 10:30:05 +0300', '2025-11-21T07:30:05.000Z'],
    ['a weekday and a month in Portuguese', 'Seg, 24 Set 2018 19:42:40 -0300', '2018-09-24T22:42:40.000Z'],
    ['a zone that stands as a remark', 'Fri, 21 Nov 2025 10:30:05 (MSK)', '2025-11-21T07:30:05.000Z'],
    ['a day that the offset moves', 'Wed, 31 Dec 2025 23:30:05 -0100', '2026-01-01T00:30:05.000Z'],
    ['the end of a day', 'Fri, 21 Nov 2025 24:00:00 GMT', '2025-11-22T00:00:00.000Z'],
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
    ['a leap day and a time', '2024-02-29T10:30:05Z', '2024-02-29T10:30:05.000Z'],
    ['small letters', '2025-11-21t10:30:05z', '2025-11-21T10:30:05.000Z'],
    ['a fraction and an offset', '2025-11-21T10:30:05.123+04:00', '2025-11-21T06:30:05.000Z'],
    ['a space before the offset', '2025-11-21T10:30:05 +04:00', '2025-11-21T06:30:05.000Z'],
    ['basic form', '20251121T103005Z', '2025-11-21T10:30:05.000Z'],
    ['basic form, a day', '20251121', '2025-11-21'],
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

describe('as programs write', () => {
  test.each([
    ['asctime()', 'Fri Nov 21 10:30:05 2025', '2025-11-21T10:30:05.000Z'],
    ['asctime() with a zone', 'Fri Nov 21 10:30:05 MSK 2025', '2025-11-21T07:30:05.000Z'],
    ['asctime() with an offset', 'Fri Nov 21 10:30:05 +0400 2025', '2025-11-21T06:30:05.000Z'],
    ['JavaScript', 'Fri Nov 21 2025 10:30:05 GMT+0400 (Georgia Standard Time)', '2025-11-21T06:30:05.000Z'],
    ['GDELT', '20251121103005', '2025-11-21T10:30:05.000Z'],
    ['seconds since 1970', '1763721005', '2025-11-21T10:30:05.000Z'],
    ['milliseconds since 1970', '1763721005123', '2025-11-21T10:30:05.000Z'],
  ])('%s', read);
});

describe('as the languages that we watch write', () => {
  test.each([
    ['Russian, with its word for year', '21 ноября 2025 года, 14:05', '2025-11-21T14:05:00.000Z'],
    ['Russian, with "at"', '22 ноября 2025 в 14:05', '2025-11-22T14:05:00.000Z'],
    ['Russian, with a zone', '21 ноября 2025 г. в 14:05 мск', '2025-11-21T11:05:00.000Z'],
    ['Russian, a day only', '21 ноября 2025 года', '2025-11-21'],
    ['Ukrainian', '21 листопада 2025 р. о 14:05', '2025-11-21T14:05:00.000Z'],
    ['Georgian', '21 ნოემბერი, 2025 14:05', '2025-11-21T14:05:00.000Z'],
    ['Armenian, the month first', 'Նոյեմբեր 21, 2025', '2025-11-21'],
    ['Turkish, with a weekday behind', '21 Kasım 2025 Cuma 14:05', '2025-11-21T14:05:00.000Z'],
    ['Azerbaijani, with its word for year', '21 noyabr 2025-ci il', '2025-11-21'],
    ['Kazakh, the year first', '2025 жылғы 21 қараша', '2025-11-21'],
    ['Uzbek, the year first', '2025-yil 21-noyabr', '2025-11-21'],
    ['Uzbek, in Cyrillic', '2025 йил 21 ноябрь', '2025-11-21'],
    ['Persian digits', '۲۱ نوامبر ۲۰۲۵ - ۱۴:۰۵', '2025-11-21T14:05:00.000Z'],
    ['Arabic digits', '٢١ نوفمبر ٢٠٢٥', '2025-11-21'],
    ['Arabic, a month in both families', 'الجمعة 21 نوفمبر/تشرين الثاني 2025', '2025-11-21'],
    ['Arabic, an evening', '21 يناير 2025 10:30 م', '2025-01-21T22:30:00.000Z'],
    ['Hebrew, with "in" and a weekday', 'יום שישי, 21 בנובמבר 2025', '2025-11-21'],
    ['German', '21. November 2025 um 14:05 Uhr', '2025-11-21T14:05:00.000Z'],
    ['French', '1er août 2025 à 14h05', '2025-08-01T14:05:00.000Z'],
    ['English, with an ordinal', 'November 21st, 2025', '2025-11-21'],
    ['a month', 'Ноябрь 2025', '2025-11'],
    ['the year first, with slashes', '2025/11/21 10:30', '2025-11-21T10:30:00.000Z'],
    ['the year first, with dots', '2025.11.21', '2025-11-21'],
    ['a time first', '14:05, 21.11.2025', '2025-11-21T14:05:00.000Z'],
    ['slashes that can only be American', '11/21/2025', '2025-11-21'],
  ])('%s', read);
});

describe('the months of every language that we watch', () => {
  test.each(
    Object.entries({
      English: 'January February March April May June July August September October November December',
      'English, short': 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec',
      'Russian, of': 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
      Russian: 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
      'Russian, short': 'янв. фев. мар. апр. май. июн. июл. авг. сен. окт. ноя. дек.',
      'Ukrainian, of': 'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня',
      Ukrainian: 'січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень',
      'Ukrainian, short': 'січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.',
      Georgian: 'იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი',
      'Georgian, short': 'იან. თებ. მარ. აპრ. მაი. ივნ. ივლ. აგვ. სექ. ოქტ. ნოე. დეკ.',
      'Armenian, of':
        'հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի',
      Armenian: 'Հունվար Փետրվար Մարտ Ապրիլ Մայիս Հունիս Հուլիս Օգոստոս Սեպտեմբեր Հոկտեմբեր Նոյեմբեր Դեկտեմբեր',
      'Armenian, short': 'հնվ փտվ մրտ ապր մյս հնս հլս օգս սեպ հոկ նոյ դեկ',
      Azerbaijani: 'Yanvar Fevral Mart Aprel May İyun İyul Avqust Sentyabr Oktyabr Noyabr Dekabr',
      'Azerbaijani, short': 'yan fev mar apr may iyn iyl avq sen okt noy dek',
      Turkish: 'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık',
      'Turkish, short': 'Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara',
      Kazakh: 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
      'Kazakh, short': 'қаң. ақп. нау. сәу. мам. мау. шіл. там. қыр. қаз. қар. жел.',
      Uzbek: 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr',
      'Uzbek, in Cyrillic': 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
      Tajik: 'январ феврал март апрел май июн июл август сентябр октябр ноябр декабр',
      'Tajik, of': 'январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри',
      Persian: 'ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر',
      Dari: 'جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر',
      Arabic: 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
      Hebrew: 'ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר',
      'Hebrew, in': 'בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר',
      German: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
      French: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
      'French, short': 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.',
      'Arabic of the Levant':
        'كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول',
    }),
  )('%s', (_, months) => {
    const read = months.split(' ').map((month) => readDate(`5 ${month.replace('_', ' ')} 2025`));
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
    ['month 13 and a time', '2025-13-01T10:30:05Z', null],
    ['31 April and a time', 'Thu, 31 Apr 2025 10:30:05 GMT', null],
    ['a beginning of two months', '21 հուն 2025', null],
    ['letters between two months', 'Fri, 21 anF 2025 10:30:05 GMT', null],
    ['ten digits that might be a day and an hour', '2025112110', null],
    ['slashes that could be American', '11/12/2025 10:30 AM', null],
    ['a short year among dots', '21.11.25', null],
    ['a day of the Solar Hijri calendar', '۱ آذر ۱۴۰۴', null],
    ['a day of the Solar Hijri calendar in digits', '1404/08/30', null],
    ['a day without a year', '21 ноя, 14:05', null],
    ['some time ago', '2 hours ago', null],
    ['today', 'Сегодня, 14:05', null],
    ['nothing', '', null],
    ['white space', ' \n ', null],
  ])('%s', read);

  test('no date is none', () => expect(readDate(null)).toBeNull());

  test.each(['1', '1 ', '1:', 'a', ' ', '.', '2025-11-21T'])('a megabyte of %j is none', (unit) => {
    expect(readDate(`2025${unit.repeat(1_000_000)}`)?.length ?? 0).toBe(unit === ' ' ? 4 : 0);
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
