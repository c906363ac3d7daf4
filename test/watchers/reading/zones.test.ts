import { expect, test } from 'vitest';
import { offsetOf, zoneOffset } from '../../../watchers/reading/zones.ts';

test.each([
  ['a name', 'msk', 180],
  ['a name that is no whole hour', 'ist', 330],
  ['an offset', '-0330', -210],
  ['an offset of hours', '+4', 240],
  ['an offset from Greenwich', 'utc +04:30', 270],
  ['the furthest offset', '+1400', 840],
  ['an offset further than that', '+1401', null],
  ['a name that nobody knows', 'qqq', null],
  ['a name of code', 'constructor', null],
])('%s', (_, zone, minutes) => {
  expect(zoneOffset(zone)).toBe(minutes);
  expect(offsetOf(zone)).toBe(minutes);
});

test.each([
  ['nothing', '', 0],
  ['a remark beside an offset', '+0400 (tbilisi)', 240],
  ['a remark alone', '(msk)', 180],
  ['a word for the clock', 'uhr', 0],
  ['a word for the clock, and a zone', 'uhr mez', 60],
])('%s behind a time', (_, written, minutes) => expect(offsetOf(written)).toBe(minutes));
