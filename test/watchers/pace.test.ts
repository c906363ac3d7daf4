import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS, type Kind, type PublisherPace, type Source } from '../../state/source.ts';
import { FAILURES, type FailureReason } from '../../watchers/failure.ts';
import {
  bounds,
  comeAgain,
  dueSources,
  morePatience,
  nextInterval,
  patienceAfter,
  patienceOf,
  restAfterFailure,
  restAfterGood,
} from '../../watchers/pace.ts';
import { learntOf } from '../learnt.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Sunday. */
const NOW = new Date('2026-11-22T12:00:00.000Z');
const after = (milliseconds: number) => new Date(NOW.getTime() + milliseconds).toISOString();

const paced = (every: number, kind: Kind = 'feed') => ({ id: 's', kind, every });
const pace = (its: Partial<PublisherPace> = {}): PublisherPace => ({
  every: null,
  skipHours: [],
  skipDays: [],
  ...its,
});

const anyKind = fc.constantFrom(...KINDS);
const anyEvery = fc.integer({ min: 1000, max: 30 * DAY });

describe('an interval stays between a floor and a ceiling', () => {
  test.each<[string, Kind, number, number, number]>([
    ['of half an hour: from a quarter of it to two hours', 'feed', 30 * MINUTE, 7.5 * MINUTE, 2 * HOUR],
    ['of ten minutes: never below five, up to four times', 'feed', 10 * MINUTE, 5 * MINUTE, 40 * MINUTE],
    ['of a minute, as its row says: not below that', 'feed', MINUTE, MINUTE, 4 * MINUTE],
    ['of six hours: no alert waits longer than that', 'page', 6 * HOUR, 1.5 * HOUR, 6 * HOUR],
    ['of a week: neither', 'region', 7 * DAY, 1.75 * DAY, 7 * DAY],
    ['of Google News: never below its row', 'google-news', 30 * MINUTE, 30 * MINUTE, 2 * HOUR],
    ['of Bing News: never below its row', 'bing-news', 30 * MINUTE, 30 * MINUTE, 2 * HOUR],
    ['of GDELT: never below its row', 'gdelt', HOUR, HOUR, 2 * HOUR],
  ])('%s', (_, kind, every, floor, ceiling) => {
    expect(bounds(paced(every, kind))).toEqual({ floor, ceiling });
  });

  test('whatever was learnt before and whatever is found', () => {
    const learnt = fc.option(fc.integer({ min: 1, max: 60 * DAY }));
    fc.assert(
      fc.property(anyKind, anyEvery, learnt, fc.nat(500), fc.nat(500), (kind, every, interval, found, fresh) => {
        const { floor, ceiling } = bounds(paced(every, kind));
        const next = nextInterval(paced(every, kind), interval, found, Math.min(found, fresh));
        expect(next).toBeGreaterThanOrEqual(Math.floor(floor));
        expect(next).toBeLessThanOrEqual(ceiling);
      }),
    );
  });
});

describe('an interval is learnt from how much two visits overlap', () => {
  const HALF = 30 * MINUTE;
  test.each<[string, number | null, number, number, number]>([
    ['halves when all is new', HALF, 20, 20, HALF / 2],
    ['halves when more than half is new', HALF, 20, 11, HALF / 2],
    ['stays when half is new', HALF, 20, 10, HALF],
    ['stays when one item is new', HALF, 20, 1, HALF],
    ['grows by a quarter when nothing is new', HALF, 20, 0, HALF * 1.25],
    ['grows by a quarter when the document has not changed', HALF, 0, 0, HALF * 1.25],
    ['begins with what its row says', null, 20, 1, HALF],
    ['halves down to the floor', 10 * MINUTE, 20, 20, 7.5 * MINUTE],
    ['grows up to the ceiling', 110 * MINUTE, 20, 0, 2 * HOUR],
  ])('%s', (_, interval, found, fresh, next) => {
    expect(nextInterval(paced(HALF), interval, found, fresh)).toBe(next);
  });
});

describe('the rest after a good visit is the latest of', () => {
  const HALF = 30 * MINUTE;
  test.each<[string, PublisherPace | null, number | null, number]>([
    ['what was learnt, where the publisher says nothing', null, null, HALF],
    ['what was learnt, where the publisher wishes for less', pace({ every: MINUTE }), MINUTE, HALF],
    ['its ttl or syndication, where that is longer', pace({ every: 3 * HOUR }), null, 3 * HOUR],
    ['its max-age or Expires, where that is longer', null, 3 * HOUR, 3 * HOUR],
    ['both its wishes', pace({ every: 2 * HOUR }), 3 * HOUR, 3 * HOUR],
    ['and a wish is followed for a day at most', pace({ every: 365 * DAY }), 30 * DAY, DAY],
  ])('%s', (_, wish, freshFor, rest) => expect(restAfterGood(HALF, wish, freshFor)).toBe(rest));

  test('what was learnt, also of a source of once a week', () => {
    expect(restAfterGood(7 * DAY, pace({ every: HOUR }), HOUR)).toBe(7 * DAY);
  });
});

describe('the rest after a failure', () => {
  const HALF = 30 * MINUTE;
  test.each<[string, FailureReason, number, number | undefined, number]>([
    ['is twice the interval after the first', 'dns', 1, undefined, 2 * HALF],
    ['is half as much more after one that passes by itself', 'connect', 0.5, undefined, 1.5 * HALF],
    ['grows with every one, by as much', 'dns', 3, undefined, 4 * HALF],
    ['is a day at most: a source is never given up', 'dns', 9999, undefined, DAY],
    ['of one that is gone for good is a month', 'gone', 2, undefined, 30 * DAY],
    ['of one that was given too little time is a minute', 'slow', 99, undefined, MINUTE],
    ['of a busy one is the interval', 'busy', 0, undefined, HALF],
    ['of a busy one is what it asked for, where that is longer', 'busy', 0, 3 * HOUR, 3 * HOUR],
    ['of a busy one is not what it asked for, where that is shorter', 'busy', 0, 1000, HALF],
    ['of a busy one is a day, where it asked for a week', 'busy', 0, 7 * DAY, DAY],
  ])('%s', (_, reason, failures, retryAfter, rest) => {
    expect(restAfterFailure(HALF, reason, failures, retryAfter)).toBe(rest);
  });

  test('of a source of once a week is a week: it is never asked sooner for having failed', () => {
    expect(restAfterFailure(7 * DAY, 'http', 0.5, undefined)).toBe(7 * DAY);
  });
});

describe('failures are weighed', () => {
  const weighing = (weight: number) =>
    Object.entries(FAILURES)
      .filter(([, failure]) => failure.weight === weight)
      .map(([reason]) => reason);
  test.each([
    ['busy and slow not at all', 0, ['busy', 'slow']],
    ['what passes by itself by half', 0.5, ['connect', 'timeout', 'http', 'cut']],
    ['what may pass by one', 1, ['dns', 'empty', 'format', 'unreadable']],
    [
      'what does not pass by two',
      2,
      ['tls', 'address', 'redirects', 'robots', 'gone', 'missing', 'forbidden', 'large', 'selector', 'deadline'],
    ],
  ])('%s', (_, weight, reasons) => expect(weighing(weight).sort()).toEqual(reasons.sort()));
});

describe('the next visit', () => {
  const at = (wish: PublisherPace | null, rest = HOUR) => comeAgain('s', NOW, rest, HOUR, wish).toISOString();
  const plain = at(null);

  test('has jitter: a tenth of the interval at most, and the same for the same visit', () => {
    const sources = Array.from({ length: 200 }, (_, n) => `source-${n}`);
    const jitters = sources.map((id) => comeAgain(id, NOW, HOUR, HOUR, null).getTime() - NOW.getTime() - HOUR);
    expect(Math.min(...jitters)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...jitters)).toBeLessThanOrEqual(0.1 * HOUR);
    expect(Math.max(...jitters)).toBeGreaterThan(0.09 * HOUR);
    expect(new Set(jitters).size).toBeGreaterThan(190);
    expect(sources.map((id) => comeAgain(id, NOW, HOUR, HOUR, null).getTime() - NOW.getTime() - HOUR)).toEqual(jitters);
    const tomorrow = new Date(NOW.getTime() + DAY);
    expect(comeAgain('s', tomorrow, HOUR, HOUR, null).getTime() - tomorrow.getTime()).not.toBe(
      Date.parse(plain) - NOW.getTime(),
    );
  });
  test('has the jitter of its interval also where the rest is longer', () => {
    expect(Date.parse(at(null, DAY)) - NOW.getTime() - DAY).toBeLessThanOrEqual(0.1 * HOUR);
  });
  test.each<[string, PublisherPace, string]>([
    ['is where it would be, where its hour is not skipped', pace({ skipHours: [12, 14] }), plain],
    ['is the next hour that is not skipped', pace({ skipHours: [13, 14, 15] }), '2026-11-22T16:00:00.000Z'],
    ['is past midnight, where the evening is skipped', pace({ skipHours: range(12, 24) }), '2026-11-23T00:00:00.000Z'],
    ['is the next day that is not skipped', pace({ skipDays: [0] }), '2026-11-23T00:00:00.000Z'],
    ['is where it would be, where other days are skipped', pace({ skipDays: [1, 6] }), plain],
    [
      'is out of both the skipped hours and the skipped days',
      pace({ skipDays: [0], skipHours: [0, 1, 2] }),
      '2026-11-23T03:00:00.000Z',
    ],
    ['comes also where every hour is skipped', pace({ skipHours: range(0, 24) }), plain],
    ['comes also where every day is skipped', pace({ skipDays: range(0, 7) }), plain],
    ['comes within a day, where more than one day is skipped', pace({ skipDays: [0, 1, 2] }), after(DAY)],
  ])('%s', (_, wish, expected) => expect(at(wish)).toBe(expected));

  test('is never earlier than the rest, and wishes never make it later than a day from now', () => {
    const anyPace = fc.option(
      fc.record({
        every: fc.constant(null),
        skipHours: fc.uniqueArray(fc.nat(23)),
        skipDays: fc.uniqueArray(fc.nat(6)),
      }),
    );
    const anyNow = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const anyRest = fc.integer({ min: 0, max: 31 * DAY });
    fc.assert(
      fc.property(fc.string(), anyNow, anyRest, anyEvery, anyPace, (id, now, rest, interval, wish) => {
        const next = comeAgain(id, now, rest, interval, wish).getTime() - now.getTime();
        expect(next).toBeGreaterThanOrEqual(rest);
        expect(next).toBeLessThanOrEqual(Math.max(rest + 0.1 * Math.min(rest, interval), DAY));
        expect(next).toBeLessThanOrEqual(rest + 0.1 * Math.min(rest, interval) + DAY);
      }),
    );
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}

describe('a visit is waited for', () => {
  test.each([
    ['a little, where nothing is known of its host', undefined, 30_000, 3500],
    ['a little, where its host was never slow', learntOf('s'), 30_000, 3500],
    ['as long as its host has shown to need', learntOf('s', { patience: 12_000 }), 30_000, 12_000],
    ['never longer than the configuration allows', learntOf('s', { patience: 64_000 }), 30_000, 30_000],
    ['never longer than the configuration allows, the first time', undefined, 1000, 1000],
  ])('%s', (_, learnt, most, milliseconds) => expect(patienceOf(learnt, most)).toBe(milliseconds));

  test('twice as long after it was cut off', () => {
    expect([morePatience(null), morePatience(8000)]).toEqual([7000, 16_000]);
  });
  test('three times as long as a good one took, and never less than at first', () => {
    expect([patienceAfter(10), patienceAfter(1166), patienceAfter(5000.4)]).toEqual([3500, 3500, 15_001]);
  });
});

test('due is what is enabled and has had its rest, or was never visited', () => {
  const sources = ['new', 'rested', 'now', 'resting', 'off'].map((id) => ({ id, enabled: id !== 'off' }) as Source);
  const next = { rested: after(-1), now: after(0), resting: after(1) };
  const learnt = new Map(Object.entries(next).map(([id, at]) => [id, learntOf(id, { next: at })]));
  expect(dueSources(sources, learnt, NOW).map(({ id }) => id)).toEqual(['new', 'rested', 'now']);
});
