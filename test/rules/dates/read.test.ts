import { describe, expect, it } from 'vitest';
import { fromPersian, persianYear } from '../../../rules/dates/persian.ts';
import { datesAhead } from '../../../rules/dates/read.ts';

const TODAY = '2026-06-10';
const read = (language: string | null, sentence: string, published: string | null = TODAY) =>
  datesAhead(sentence, language, published, TODAY).map(({ date }) => date);

describe('a date to come is read', () => {
  it.each([
    ['en', 'The summit is on 11 November 2026 in Moscow.', '2026-11-11'],
    ['en', 'The Council has until August 31 to answer.', '2026-08-31'],
    ['en', 'They must answer by the end of August.', '2026-08'],
    ['en', 'It opens in October.', '2026-10'],
    ['en', 'The vote is next month.', '2026-07'],
    ['en', 'It is to be ready within six months.', '2026-12'],
    ['en', 'They meet in ten days.', '2026-06-20'],
    ['en', 'They meet tomorrow.', '2026-06-11'],
    ['en', 'The target is for 2027.', '2027'],
    ['en', 'Due 2026-08-31.', '2026-08-31'],
    ['ru', 'Рекомендации надо выполнить до 31 августа.', '2026-08-31'],
    ['ru', 'Саммит пройдёт 27 ноября 2026 года в Москве.', '2026-11-27'],
    ['ru', 'Решение примут до конца августа.', '2026-08'],
    ['ru', 'Проголосуют в следующем месяце.', '2026-07'],
    ['ru', 'Отчёт представят в течение шести месяцев.', '2026-12'],
    ['uk', 'Саміт відбудеться у листопаді 2026 року.', '2026-11'],
    ['de', 'Die Frist endet am 31.08.2026.', '2026-08-31'],
    ['de', 'Der Gipfel ist im November 2026.', '2026-11'],
    ['fr', 'Tbilissi a jusqu’au 31 août pour répondre.', '2026-08-31'],
    ['fr', 'Le sommet aura lieu en novembre 2026.', '2026-11'],
    ['es', 'Antes del 31 de agosto deben responder.', '2026-08-31'],
    ['ja', '首脳会議は2026年11月27日に開かれる。', '2026-11-27'],
    ['tr', 'Süre 31 Ağustos’a kadar.', '2026-08-31'],
    ['tr', 'Zirve Kasım 2026’da yapılacak.', '2026-11'],
    ['az', 'Sammit 2026-cı il noyabrın 27-də keçiriləcək.', '2026-11-27'],
    ['az', 'Tövsiyələr 31 avqustadək yerinə yetirilməlidir.', '2026-08-31'],
    ['ka', 'რეკომენდაციები 31 აგვისტომდე უნდა შესრულდეს.', '2026-08-31'],
    ['ka', 'სამიტი 2026 წლის 27 ნოემბერს გაიმართება.', '2026-11-27'],
    ['hy', 'Գագաթնաժողովը կկայանա 2026 թվականի նոյեմբերի 27-ին։', '2026-11-27'],
    ['fa', 'نشست ۶ آذر ۱۴۰۵ برگزار می‌شود.', '2026-11-27'],
    ['fa', 'نشست ۲۷ نوامبر ۲۰۲۶ برگزار می‌شود.', '2026-11-27'],
    ['fa', 'مهلت تا ۱۴۰۵/۰۶/۰۹ است.', '2026-08-31'],
    ['az', 'Sammit noyabr ayının 27-də keçiriləcək.', '2026-11-27'],
    ['tg', 'Ҷаласа 27 ноябри соли 2026 баргузор мешавад.', '2026-11-27'],
  ])('%s: %s', (language, sentence, date) => expect(read(language, sentence)).toEqual([date]));

  it('in a text whose language nobody names, by its script', () => {
    expect(read(null, 'Саммит пройдёт 27 ноября 2026 года.')).toEqual(['2026-11-27']);
    expect(read(null, 'სამიტი 27 ნოემბერს 2026')).toEqual(['2026-11-27']);
    expect(read('en-GB', 'On 11 November 2026.')).toEqual(['2026-11-11']);
  });

  it('that something is moved to, and not the one that it is moved from', () => {
    expect(read('en', 'It was moved from 31 August to 15 October 2026.')).toEqual(['2026-10-15']);
    expect(read('ru', 'Срок перенесли с 31 августа 2026 года на 15 октября 2026 года.')).toEqual(['2026-10-15']);
    expect(read('en', 'It is open from 27 November to 29 November.')).toEqual(['2026-11-27', '2026-11-29']);
  });

  it.each([
    ['en', 'The summit set for 27 November was postponed to 5 December.'],
    ['en', 'The deadline of 27 November has been extended until 5 December 2026.'],
    ['en', 'Rather than on 27 November they meet on 5 December.'],
    ['ru', 'Саммит, намеченный на 27 ноября, перенесли на 5 декабря.'],
    ['de', 'Der Gipfel wurde vom 27. November auf den 5. Dezember verschoben.'],
    ['tr', '27 Kasım’daki zirve 5 Aralık’a ertelendi.'],
    ['az', '27 noyabrda keçiriləcək sammit 5 dekabra təxirə salındı.'],
  ])('that something is put off to, however it is said, in %s: %s', (language, sentence) =>
    expect(read(language, sentence)).toEqual(['2026-12-05']),
  );
  it('of two that stand in two clauses, of which the one puts nothing off', () =>
    expect(read('en', 'On 27 November they meet, and the ban is extended until 5 December.')).toEqual([
      '2026-11-27',
      '2026-12-05',
    ]));
});

describe('no date is invented', () => {
  it.each([
    ['of a day that has passed', 'en', 'It was decided on 4 October 2025.'],
    ['of the day itself', 'en', 'On 10 June 2026 they met.'],
    ['of a day whose last one is nearer than the next', 'en', 'The Council decided on 15 May.'],
    ['of a month in the same way', 'en', 'It was signed in April.'],
    ['of a weekday, which in news is as often behind', 'en', 'The Commission said on Friday.'],
    ['of a span', 'en', 'They talked for two weeks.'],
    ['of a word that is a month too', 'en', 'They march on the ministry, and may win.'],
    ['of a month that has begun and is no limit', 'en', 'Kazakhstan joined in June 2026.'],
    ['of a day that the calendar has not', 'ru', 'Срок 31.02.2027.'],
    ['of figures that could be two', 'en', 'On 03/04/2027.'],
    ['of a Persian month, which spans two of ours', 'fa', 'در شهریور ۱۴۰۵'],
    ['of a number', 'en', 'It costs $2027 and 2,027 people came.'],
    ['of people and money', 'en', 'It costs 2027 euros, and 2030 people came.'],
    ['of a budget', 'en', 'The FY2027 budget pays for it.'],
    ['of a span of years', 'ru', 'Программа на 2026–2030 годы.'],
    ['of last year', 'en', 'On 27 November last year they signed.'],
    ['of last year, which stands before it', 'en', 'Last year, on 27 November, they signed.'],
    ['of a year ago', 'en', 'In October, a year ago, they signed.'],
    ['of last year', 'ru', 'Подписали 27 ноября прошлого года.'],
    ['of last year', 'uk', 'Підписали 27 листопада минулого року.'],
    ['of last year', 'de', 'Am 27. November des vergangenen Jahres unterschrieben sie.'],
    ['of last year', 'fr', 'Ils ont signé le 27 novembre de l’année dernière.'],
    ['of last year', 'es', 'Firmaron el 27 de noviembre del año pasado.'],
    ['of last year', 'tr', 'Geçen yıl 27 Kasım’da imzalandı.'],
    ['of last year', 'az', 'Keçən il noyabrın 27-də imzalandı.'],
    ['of last year', 'ka', 'გასული წლის 27 ნოემბერს მოაწერეს ხელი.'],
    ['of last year', 'hy', 'Ստորագրվել է անցած տարվա նոյեմբերի 27-ին։'],
    ['of last year', 'fa', '۶ آذر سال گذشته امضا شد.'],
    ['of last year', 'tg', '27 ноябри соли гузашта имзо шуд.'],
    ['of last year', 'ja', '昨年11月27日に署名した。'],
    ['of last year', 'zh', '去年11月27日签署。'],
  ])('%s', (_, language, sentence) => expect(read(language, sentence)).toEqual([]));

  it('where nobody knows when it was written, but for what names its year', () => {
    expect(read('en', 'By 31 August, next month, tomorrow.', null)).toEqual([]);
    expect(read('ru', 'До 31 августа, через шесть месяцев.', null)).toEqual([]);
    expect(read('en', 'By 31 August 2026.', null)).toEqual(['2026-08-31']);
  });

  it('a leap day is the next that there is', () => {
    expect(read('tr', '29 Şubat’a kadar')).toEqual(['2028-02-29']);
    // Of one that there is not, the year is left.
    expect(read('tr', '29 Şubat 2027’ye kadar')).toEqual(['2027']);
  });

  it('a limit without a year is the next such date, however far', () =>
    expect(read('en', 'They have until 15 May.')).toEqual(['2027-05-15']));
});

describe('the Persian calendar', () => {
  it.each([
    [1405, 1, 1, '2026-03-21'],
    [1405, 6, 9, '2026-08-31'],
    [1404, 12, 29, '2026-03-20'],
    [1403, 12, 30, '2025-03-20'],
    [1404, 12, 30, null],
    [1405, 7, 31, null],
  ])('%d/%d/%d is %s', (year, month, day, ours) => expect(fromPersian(year, month, day)).toBe(ours));
  it('has a year for every day of ours', () => {
    expect(persianYear('2026-03-20')).toBe(1404);
    expect(persianYear('2026-03-21')).toBe(1405);
  });
});
