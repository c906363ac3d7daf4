import { describe, expect, test } from 'vitest';
import type { Edition } from '../../state/edition.ts';
import { ago, dayAndTime, publishedWhen } from '../../templates/dates.ts';
import { viewDeadlines } from '../../templates/deadline.ts';
import { edition } from './fixture.ts';

const clock = { now: '2025-11-21T03:00:00.000Z', zone: 'Asia/Tbilisi', language: 'en' } as const;
const SEEN = '2025-11-20T20:30:00.000Z';

describe('a date is never invented', () => {
  test.each([
    ['an instant is told in the zone of the subscriber', '2025-11-20T21:05:00.000Z', '21 November, 01:05'],
    ['an instant of another year keeps its year', '2024-12-31T10:00:00.000Z', '31 December 2024, 14:00'],
    ['a day is told without time, and is the same day in every zone', '2025-11-20', '20 November'],
    ['a day of another year keeps its year', '2024-11-20', '20 November 2024'],
    ['a month is told as a month', '2025-11', 'November 2025'],
    ['a year is told as a year', '2025', '2025'],
    ['no date is undated, with the time that is ours', null, 'undated, first seen 21 November, 00:30'],
    ['what is no date is undated', 'yesterday', 'undated, first seen 21 November, 00:30'],
  ])('%s', (_, published, words) => expect(publishedWhen(published, SEEN, clock)).toBe(words));

  test('a day does not move west of Greenwich', () => {
    expect(publishedWhen('2025-11-20', SEEN, { ...clock, zone: 'America/Los_Angeles' })).toBe('20 November');
  });
  test('the year is left out by the year of the subscriber, not of UTC', () => {
    const newYear = { now: '2025-12-31T21:00:00.000Z', zone: 'Asia/Tbilisi', language: 'en' } as const;
    expect(dayAndTime('2025-12-31T19:00:00.000Z', newYear)).toBe('31 December 2025, 23:00');
    expect(dayAndTime('2025-12-31T20:30:00.000Z', newYear)).toBe('1 January, 00:30');
  });
});

describe('ago never says more than has passed', () => {
  test.each([
    ['2025-11-21T02:59:30.000Z', 'just now'],
    ['2025-11-21T02:59:00.000Z', '1 minute ago'],
    ['2025-11-21T02:00:01.000Z', '59 minutes ago'],
    ['2025-11-21T02:00:00.000Z', '1 hour ago'],
    ['2025-11-19T03:00:01.000Z', '47 hours ago'],
    ['2025-11-19T03:00:00.000Z', '2 days ago'],
  ])('%s', (then, words) => expect(ago(then, clock.now)).toBe(words));
});

describe('deadlines are worded as exactly as they are known', () => {
  const worded = (date: string, precision: 'day' | 'month' | 'year', now: string = clock.now) => {
    const deadlines: Edition['deadlines'] = [
      { topic: 't', id: 'd', title: 'D', date, precision, cites: [], state: 'ahead', changes: [] },
    ];
    return viewDeadlines({ ...edition, deadlines }, ['t'], { ...clock, now })[0]!.when;
  };
  test.each([
    ['2025-11-21', 'day', 'Today, 21 November 2025'],
    ['2025-11-22', 'day', 'Tomorrow, 22 November 2025'],
    ['2025-11-20', 'day', 'Passed 20 November 2025'],
    ['2026-11-21', 'day', 'In 365 days, 21 November 2026'],
    ['2025-11', 'month', 'This month, November 2025'],
    ['2025-12-31', 'month', 'Next month, December 2025'],
    ['2026-02', 'month', 'In 3 months, February 2026'],
    ['2025-10', 'month', 'Passed October 2025'],
    ['2025', 'year', 'This year, 2025'],
    ['2026', 'year', 'Next year, 2026'],
    ['2024-06-01', 'year', 'Passed 2024'],
  ] as const)('%s by the %s', (date, precision, words) => expect(worded(date, precision)).toBe(words));

  test('today is the day of the subscriber', () => {
    expect(worded('2025-11-21', 'day', '2025-11-20T20:30:00.000Z')).toBe('Today, 21 November 2025');
  });
  test('what is ahead comes first, the nearest before the others', () => {
    const dates = viewDeadlines(edition, ['georgia-visa', 'tripp'], clock).map(({ date }) => date);
    expect(dates).toEqual(['3 December 2025', 'June 2026', '2028', '31 August 2025']);
  });
});
