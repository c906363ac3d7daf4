import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastDue, nextDue } from '../../jobs/due.ts';

type Wish = Parameters<typeof lastDue>[0];

const wish = (timezone: string, hour: number, weekday?: number): Wish => ({
  cadence: weekday === undefined ? 'daily' : 'weekly',
  hour,
  weekday: weekday ?? 1,
  timezone,
});
const [monday, sunday] = [1, 7];

describe('the last edition due', () => {
  it.each([
    ['after the hour is today’s', wish('Asia/Tbilisi', 7), '2026-10-05T03:00Z', '2026-10-05T03:00', '2026-10-05'],
    ['before the hour is yesterday’s', wish('Asia/Tbilisi', 7), '2026-10-05T02:59Z', '2026-10-04T03:00', '2026-10-04'],
    [
      'of a skipped hour is due just after it',
      wish('Europe/Berlin', 2),
      '2026-03-29T12:00Z',
      '2026-03-29T01:00',
      '2026-03-29',
    ],
    [
      'of a skipped hour is not due before it',
      wish('Europe/Berlin', 2),
      '2026-03-29T00:59Z',
      '2026-03-28T01:00',
      '2026-03-28',
    ],
    [
      'of an hour that comes twice is due the first time',
      wish('Europe/Berlin', 2),
      '2026-10-25T00:00Z',
      '2026-10-25T00:00',
      '2026-10-25',
    ],
    [
      'of an hour that comes twice is the same the second time',
      wish('Europe/Berlin', 2),
      '2026-10-25T01:30Z',
      '2026-10-25T00:00',
      '2026-10-25',
    ],
    [
      'in New York is an hour earlier in UTC from spring',
      wish('America/New_York', 7),
      '2026-03-08T12:00Z',
      '2026-03-08T11:00',
      '2026-03-08',
    ],
    [
      'in New York skips no edition at 2 in spring',
      wish('America/New_York', 2),
      '2026-03-08T07:00Z',
      '2026-03-08T07:00',
      '2026-03-08',
    ],
    [
      'in New York is an hour later in UTC from autumn',
      wish('America/New_York', 7),
      '2026-11-01T12:00Z',
      '2026-11-01T12:00',
      '2026-11-01',
    ],
    [
      'in New York at 1 in autumn is the first of two',
      wish('America/New_York', 1),
      '2026-11-01T06:30Z',
      '2026-11-01T05:00',
      '2026-11-01',
    ],
    [
      'may be tomorrow’s date in Greenwich’s west',
      wish('Pacific/Apia', 7),
      '2026-10-04T18:00Z',
      '2026-10-04T18:00',
      '2026-10-05',
    ],
    ['may be 14 hours ahead', wish('Pacific/Kiritimati', 0), '2026-10-04T10:00Z', '2026-10-04T10:00', '2026-10-05'],
    ['falls on the half hour in India', wish('Asia/Kolkata', 7), '2026-10-05T01:30Z', '2026-10-05T01:30', '2026-10-05'],
    [
      'falls on the quarter hour in Nepal',
      wish('Asia/Kathmandu', 7),
      '2026-10-05T01:15Z',
      '2026-10-05T01:15',
      '2026-10-05',
    ],
    [
      'has the name of its own day where the hour before midnight is skipped',
      wish('America/Nuuk', 23),
      '2026-03-29T06:00Z',
      '2026-03-29T01:00',
      '2026-03-28',
    ],
    [
      'of a week is today’s after the hour',
      wish('Asia/Tbilisi', 7, monday),
      '2026-10-05T03:00Z',
      '2026-10-05T03:00',
      '2026-10-05',
    ],
    [
      'of a week is last week’s before the hour',
      wish('Asia/Tbilisi', 7, monday),
      '2026-10-05T02:59Z',
      '2026-09-28T03:00',
      '2026-09-28',
    ],
    [
      'of a week stays until the next',
      wish('Asia/Tbilisi', 7, monday),
      '2026-10-11T20:00Z',
      '2026-10-05T03:00',
      '2026-10-05',
    ],
    [
      'of a week reaches back over a clock change',
      wish('Europe/Berlin', 7, sunday),
      '2026-10-31T12:00Z',
      '2026-10-25T06:00',
      '2026-10-25',
    ],
  ])('%s', (_, its, now, at, day) => {
    expect(lastDue(its, new Date(now))).toEqual({ at: `${at}:00.000Z`, period: `${its.cadence} ${day}` });
  });

  it('after three days of downtime is the last one only', () => {
    const down = lastDue(wish('Asia/Tbilisi', 7), new Date('2026-10-08T12:00Z'));
    expect(down).toEqual({ at: '2026-10-08T03:00:00.000Z', period: 'daily 2026-10-08' });
  });
});

describe('the next edition due', () => {
  it.each([
    ['is tomorrow’s from the hour on', wish('Asia/Tbilisi', 7), '2026-10-05T03:00Z', '2026-10-06T03:00', '2026-10-06'],
    ['is today’s before the hour', wish('Asia/Tbilisi', 7), '2026-10-05T02:59Z', '2026-10-05T03:00', '2026-10-05'],
    [
      'is the day’s own after a skipped hour',
      wish('America/Nuuk', 23),
      '2026-03-29T06:00Z',
      '2026-03-30T00:00',
      '2026-03-29',
    ],
    [
      'of a week is seven local days on',
      wish('Europe/Berlin', 7, sunday),
      '2026-10-18T12:00Z',
      '2026-10-25T06:00',
      '2026-10-25',
    ],
  ])('%s', (_, its, now, at, day) => {
    expect(nextDue(its, new Date(now))).toEqual({ at: `${at}:00.000Z`, period: `${its.cadence} ${day}` });
  });
});

const ZONES = [
  'UTC',
  'Asia/Tbilisi',
  'Europe/Berlin',
  'America/New_York',
  'America/Nuuk',
  'Pacific/Apia',
  'Africa/Cairo',
];
const MORE = ['Pacific/Kiritimati', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Santiago', 'America/St_Johns'];
const wishes = fc.record({
  cadence: fc.constantFrom('daily' as const, 'weekly' as const),
  hour: fc.integer({ min: 0, max: 23 }),
  weekday: fc.integer({ min: 1, max: 7 }),
  timezone: fc.constantFrom(...ZONES, ...MORE),
});
const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2037-01-01'), noInvalidDate: true });
const DAY = 24 * 3600_000;

describe('at any instant, in any zone, at any hour', () => {
  const holds = (promise: (its: Wish, now: Date) => void) =>
    fc.assert(fc.property(wishes, instants, promise), { numRuns: 1000 });

  it('the last edition is not due later than now, and the next is', () =>
    holds((its, now) => {
      expect(Date.parse(lastDue(its, now).at)).toBeLessThanOrEqual(now.getTime());
      expect(Date.parse(nextDue(its, now).at)).toBeGreaterThan(now.getTime());
    }));
  it('the next edition becomes the last one when it is due, and not before', () =>
    holds((its, now) => {
      const next = nextDue(its, now);
      expect(lastDue(its, new Date(next.at))).toEqual(next);
      expect(lastDue(its, new Date(Date.parse(next.at) - 1))).toEqual(lastDue(its, now));
    }));
  it('two editions lie a day or a week apart, give or take a clock change, and never share a period', () =>
    holds((its, now) => {
      const [last, next] = [lastDue(its, now), nextDue(its, now)];
      const apart = Date.parse(next.at) - Date.parse(last.at);
      expect(Math.abs(apart - (its.cadence === 'weekly' ? 7 : 1) * DAY)).toBeLessThanOrEqual(3600_000);
      expect(next.period).not.toBe(last.period);
    }));
});
