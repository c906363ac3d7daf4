import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastDue, nextDue, nextOwed } from '../../state/due.ts';

type Wish = Parameters<typeof lastDue>[0];

/** `Asia/Tbilisi 7` is daily at seven; a third word is the ISO weekday of a weekly edition. */
function wish(words: string): Wish {
  const [timezone, hour, weekday] = words.split(' ');
  return {
    timezone: timezone!,
    hour: Number(hour),
    weekday: Number(weekday ?? 1),
    cadence: weekday ? 'weekly' : 'daily',
  };
}
/** An instant of 2026 in UTC. */
const at = (words: string) => `2026-${words.replace(' ', 'T')}:00.000Z`;

describe('the last edition due', () => {
  it.each([
    ['after the hour is today’s', 'Asia/Tbilisi 7', '10-05 03:00', '10-05 03:00', '10-05'],
    ['before the hour is yesterday’s', 'Asia/Tbilisi 7', '10-05 02:59', '10-04 03:00', '10-04'],
    ['of a skipped hour is due just after it', 'Europe/Berlin 2', '03-29 12:00', '03-29 01:00', '03-29'],
    ['of a skipped hour is not due before it', 'Europe/Berlin 2', '03-29 00:59', '03-28 01:00', '03-28'],
    ['of an hour that comes twice is due the first time', 'Europe/Berlin 2', '10-25 00:00', '10-25 00:00', '10-25'],
    [
      'of an hour that comes twice is the same the second time',
      'Europe/Berlin 2',
      '10-25 01:30',
      '10-25 00:00',
      '10-25',
    ],
    ['in New York is an hour earlier in UTC from spring', 'America/New_York 7', '03-08 12:00', '03-08 11:00', '03-08'],
    ['in New York at 2 is not left out in spring', 'America/New_York 2', '03-08 07:00', '03-08 07:00', '03-08'],
    ['in New York is an hour later in UTC from autumn', 'America/New_York 7', '11-01 12:00', '11-01 12:00', '11-01'],
    ['in New York at 1 in autumn is the first of two', 'America/New_York 1', '11-01 06:30', '11-01 05:00', '11-01'],
    ['may be tomorrow’s, seen from Greenwich', 'Pacific/Apia 7', '10-04 18:00', '10-04 18:00', '10-05'],
    ['may be 14 hours ahead', 'Pacific/Kiritimati 0', '10-04 10:00', '10-04 10:00', '10-05'],
    ['falls on the half hour in India', 'Asia/Kolkata 7', '10-05 01:30', '10-05 01:30', '10-05'],
    ['falls on the quarter hour in Nepal', 'Asia/Kathmandu 7', '10-05 01:15', '10-05 01:15', '10-05'],
    [
      'is its own day’s though the hour before midnight is skipped',
      'America/Nuuk 23',
      '03-29 06:00',
      '03-29 01:00',
      '03-28',
    ],
    ['of a week is today’s after the hour', 'Asia/Tbilisi 7 1', '10-05 03:00', '10-05 03:00', 'W41'],
    ['of a week is last week’s before the hour', 'Asia/Tbilisi 7 1', '10-05 02:59', '09-28 03:00', 'W40'],
    ['of a week stays until the next', 'Asia/Tbilisi 7 1', '10-11 20:00', '10-05 03:00', 'W41'],
    ['of a week reaches back over a clock change', 'Europe/Berlin 7 7', '10-31 12:00', '10-25 06:00', 'W43'],
    ['after three days of downtime is the last one only', 'Asia/Tbilisi 7', '10-08 12:00', '10-08 03:00', '10-08'],
  ])('%s', (_, words, now, due, day) => {
    const its = wish(words);
    expect(lastDue(its, new Date(at(now)))).toEqual({ at: at(due), period: `${its.cadence} 2026-${day}` });
  });
});

describe('the next edition due', () => {
  it.each([
    ['is tomorrow’s from the hour on', 'Asia/Tbilisi 7', '10-05 03:00', '10-06 03:00', '10-06'],
    ['is today’s before the hour', 'Asia/Tbilisi 7', '10-05 02:59', '10-05 03:00', '10-05'],
    ['is its own day’s after a skipped hour', 'America/Nuuk 23', '03-29 06:00', '03-30 00:00', '03-29'],
    ['of a week is seven local days on', 'Europe/Berlin 7 7', '10-18 12:00', '10-25 06:00', 'W43'],
  ])('%s', (_, words, now, due, day) => {
    const its = wish(words);
    expect(nextDue(its, new Date(at(now)))).toEqual({ at: at(due), period: `${its.cadence} 2026-${day}` });
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
    fc.assert(fc.property(wishes, instants, promise), { numRuns: 400 });

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

describe('the edition that somebody is to get next', () => {
  const since = '2026-09-01T00:00:00.000Z';
  // Of Monday, 5 October 2026, in Tbilisi at seven.
  const told = { due: at('10-05 03:00'), period: 'daily 2026-10-05' };
  const week = { due: at('10-05 03:00'), period: 'weekly 2026-W41' };
  it.each([
    ['is tomorrow’s, where today’s was told', 'Asia/Tbilisi 7', told, null, '10-06 03:00'],
    ['is tomorrow’s, though they chose a later hour today', 'Asia/Tbilisi 18', told, null, '10-06 14:00'],
    ['is next week’s, though they chose a later day of this one', 'Asia/Tbilisi 7 5', week, null, '10-16 03:00'],
    ['was due already, where it was not told yet', 'Asia/Tbilisi 7', undefined, null, '10-05 03:00'],
    ['comes after a pause', 'Asia/Tbilisi 7', told, '10-10 20:00', '10-11 03:00'],
    ['is the one in whose instant a pause ends', 'Asia/Tbilisi 7', told, '10-10 03:00', '10-10 03:00'],
    ['is not delayed by a pause that is over', 'Asia/Tbilisi 7', told, '10-02 03:00', '10-06 03:00'],
  ])('%s', (_, words, last, paused, expected) => {
    const subscriber = { ...wish(words), since, paused: paused && at(paused) };
    expect(nextOwed(subscriber, last, new Date(at('10-05 06:00'))).at).toBe(at(expected));
  });

  it('of who joined just now is the first that is due from then on', () => {
    const subscriber = { ...wish('Asia/Tbilisi 7'), since: at('10-05 06:00'), paused: null };
    expect(nextOwed(subscriber, undefined, new Date(at('10-05 06:00'))).at).toBe(at('10-06 03:00'));
  });
});
