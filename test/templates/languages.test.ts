/** Dates in each language that a subscriber may choose; the words around them stay English. */
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language, type Subscriber } from '../../state/subscriber.ts';
import { composeAlert } from '../../templates/alert.ts';
import { dateline, dayAndTime, publishedWhen, shortDay, wholeDate } from '../../templates/dates.ts';
import { composeDigest } from '../../templates/digest.ts';
import { edition, SENDER, selectionOf, story, subscriber } from './fixture.ts';

const AT = '2025-11-21T10:05:00.000Z';
const place = (language: Language) => ({ zone: 'Asia/Tbilisi', language });
const clock = (language: Language) => ({ ...place(language), now: AT });
const kept = (words: string) => `\u2068${words}\u2069`;

/** Dateline, day of a subject, day and time, month of a year. */
const ROWS: [Language, string, string, string, string][] = [
  ['en', 'Friday, 21 November 2025', '21 Nov', '21 November, 14:05', 'December 2025'],
  ['ru', 'пятница, 21 ноября 2025 г.', '21 нояб.', '21 ноября, 14:05', 'декабрь 2025 г.'],
  ['ka', 'პარასკევი, 21 ნოემბერი, 2025', '21 ნოე', '21 ნოემბერი, 14:05', 'დეკემბერი, 2025'],
  ['hy', '2025 թ. նոյեմբերի 21, ուրբաթ', '21 նոյ', 'նոյեմբերի 21, 14:05', '2025 թ․ դեկտեմբեր'],
  ['az', '21 noyabr 2025, cümə', '21 noy', '21 noyabr, 14:05', 'dekabr 2025'],
  ['kk', '2025 ж. 21 қараша, жұма', '21 қар.', '21 қараша, 14:05', '2025 ж. желтоқсан'],
  ['ky', '2025-ж., 21-ноябрь, жума', '21-ноя.', '21-ноябрь, 14:05', '2025-ж., декабрь'],
  ['uz', 'juma, 21-noyabr, 2025', '21-noy', '21-noyabr, 14:05', 'dekabr, 2025'],
  ['tg', 'Ҷумъа, 21 Ноябр 2025', '21 Ноя', '21 Ноябр, 14:05', 'Декабр 2025'],
  ['tk', '21 noýabr 2025 anna', '21 noý', '21 noýabr, 14:05', 'dekabr 2025'],
  ['fa', kept('جمعه ۲۱ نوامبر ۲۰۲۵'), kept('۲۱ نوامبر'), kept('۲۱ نوامبر، ۱۴:۰۵'), kept('دسامبر ۲۰۲۵')],
  ['tr', '21 Kasım 2025 Cuma', '21 Kas', '21 Kasım, 14:05', 'Aralık 2025'],
  ['uk', 'пʼятниця, 21 листопада 2025 р.', '21 лист.', '21 листопада, 14:05', 'грудень 2025 р.'],
  ['de', 'Freitag, 21. November 2025', '21. Nov.', '21. November, 14:05', 'Dezember 2025'],
  ['fr', 'vendredi 21 novembre 2025', '21 nov.', '21 novembre, 14:05', 'décembre 2025'],
];

describe.each(ROWS)('%s', (language, line, short, time, month) => {
  it('names day, month and hour', () => {
    expect(dateline(AT, place(language))).toBe(line);
    expect(shortDay(AT, place(language))).toBe(short);
    expect(dayAndTime(AT, clock(language))).toBe(time);
    expect(publishedWhen(AT, AT, clock(language))).toBe(time);
    expect(wholeDate('2025-12', language)).toBe(month);
  });
});

it('every language has a row', () => expect(ROWS.map(([language]) => language)).toEqual([...LANGUAGES]));

describe('a mail with Persian dates', () => {
  const wish: Subscriber = { ...subscriber, language: 'fa' };
  const digest = composeDigest(edition, selectionOf(edition, [story()]), wish, SENDER);
  it('says which language its date is in, and keeps its direction to itself', () => {
    expect(digest.html).toMatch(/Daily digest · <bdi lang="fa">\u2068جمعه ۲۱ نوامبر ۲۰۲۵\u2069<\/bdi>/);
    expect(digest.text).toContain('Daily digest · \u2068جمعه ۲۱ نوامبر ۲۰۲۵\u2069');
    expect(digest.subject.endsWith(' · \u2068۲۱ نوامبر\u2069')).toBe(true);
  });
  it('is English from left to right in all else', () => {
    expect(digest.html).toContain('<html lang="en" dir="ltr">');
    expect(digest.text).toContain('1 story in 1 topic.');
    expect(digest.text).toContain('In 12 days, \u2068۳ دسامبر ۲۰۲۵\u2069');
  });
  it('is so where it is told at once, too', () => {
    const { text } = composeAlert(story(), 'The visa', wish, AT, SENDER);
    expect(text).toContain('Alert · \u2068جمعه ۲۱ نوامبر ۲۰۲۵\u2069');
  });
});

it('an English mail names no language besides its own', () => {
  const { html } = composeDigest(edition, selectionOf(edition, [story()]), subscriber, SENDER);
  expect(html).toContain('Daily digest · Friday, 21 November 2025<');
  expect(html.match(/ lang="[^"]*"/g)).toEqual([' lang="en"']);
});
