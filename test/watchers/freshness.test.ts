import { describe, expect, test } from 'vitest';
import { freshFor, retryAfter } from '../../watchers/freshness.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const HOUR = 3600_000;
const DAY = 24 * HOUR;
const http = (milliseconds: number) => new Date(NOW.getTime() + milliseconds).toUTCString();

describe('Retry-After', () => {
  test.each<[string, string | null, number | undefined]>([
    ['in seconds', '120', 120_000],
    ['in seconds, with spaces', ' 120 ', 120_000],
    ['as a date', http(90_000), 90_000],
    ['as a date that is past is now', http(-HOUR), 0],
    ['in seconds below nothing is now', '-5', 0],
    ['of a week is a day', String(7 * 86_400), DAY],
    ['of another century is a day', 'Fri, 01 Jan 2100 00:00:00 GMT', DAY],
    ['of more digits than a number has is a day', '9'.repeat(400), DAY],
    ['of words says nothing', 'soon', undefined],
    ['that is empty says nothing', '', undefined],
    ['that is absent says nothing', null, undefined],
  ])('%s', (_, value, expected) => {
    expect(retryAfter(new Headers(value === null ? {} : { 'retry-after': value }), NOW)).toBe(expected);
  });
});

describe('a document is fresh', () => {
  test.each<[string, Record<string, string>, number | null]>([
    ['for as long as max-age says', { 'cache-control': 'public, max-age=3600' }, HOUR],
    ['for as long as max-age says, in quotes and capitals', { 'cache-control': 'Max-Age="3600"' }, HOUR],
    ['less the age that a cache gave it', { 'cache-control': 'max-age=3600', age: '600' }, HOUR - 600_000],
    [
      'for as long as max-age says, whatever Expires says',
      { 'cache-control': 'max-age=60', expires: http(DAY) },
      60_000,
    ],
    ['until Expires', { expires: http(HOUR) }, HOUR],
    ["until Expires by the host's own clock", { date: http(-5 * HOUR), expires: http(-4 * HOUR) }, HOUR],
    ['for a day at most', { 'cache-control': 'max-age=31536000' }, DAY],
    ['for a day at most, by Expires', { expires: http(365 * DAY) }, DAY],
    ['not where it is stale at once', { 'cache-control': 'max-age=0', expires: http(HOUR) }, null],
    ['not where a cache has kept it for too long', { 'cache-control': 'max-age=60', age: '61' }, null],
    ['not where it is not to be kept', { 'cache-control': 'no-cache, max-age=3600' }, null],
    ['not where it is not to be stored', { 'cache-control': 'no-store', expires: http(HOUR) }, null],
    ['not where Expires is past', { expires: 'Thu, 19 Nov 1981 08:52:00 GMT' }, null],
    ['not where Expires is no date', { expires: '0' }, null],
    ['not where only shared caches are told', { 'cache-control': 's-maxage=3600' }, null],
    ['not where nothing is said', {}, null],
  ])('%s', (_, headers, expected) => expect(freshFor(new Headers(headers), NOW)).toBe(expected));
});
