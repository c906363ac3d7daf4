import { expect, it } from 'vitest';
import { apart, instant, spanOf } from '../../../rules/story/time.ts';
import { familiesOf, phaseOf } from '../../../rules/story.ts';

const NOW = '2026-10-05T12:00:00.000Z';

it.each([
  ['2026-10-05T11:00:00.000Z', '2026-10-05T11:00:00.000Z', 'new'],
  ['2026-10-04T12:00:00.001Z', '2026-10-05T11:00:00.000Z', 'new'],
  ['2026-10-04T12:00:00.000Z', '2026-10-05T11:00:00.000Z', 'developing'],
  ['2026-09-25T12:00:00.000Z', '2026-10-04T00:00:00.001Z', 'developing'],
  ['2026-09-25T12:00:00.000Z', '2026-10-04T00:00:00.000Z', 'fading'],
])('a story of %s that got its newest item at %s is %s', (firstSeen, lastSeen, phase) => {
  expect(phaseOf({ firstSeen, lastSeen }, NOW)).toBe(phase);
});

it('families are counted once each', () => {
  expect(familiesOf([{ family: 'rferl' }, { family: 'asia-plus' }, { family: 'rferl' }])).toEqual([
    'asia-plus',
    'rferl',
  ]);
});

const HOUR = 3600_000;
it.each([
  ['2026-10-05T06:00:00Z', '2026-10-05T09:00:00Z', 3],
  ['2026-10-05', '2026-10-05T23:00:00+00:00', 0],
  ['2026-10-05', '2026-10-06T02:00:00Z', 2],
  ['2026-10-05', '2026-10-06', 24],
  ['2026-10', '2026-10-31', 0],
  ['2026-10', '2026-11-02', 48],
  ['2026', '2026-10', 0],
  ['2026-10-05 noonish', '2026-10-05', 0],
  [null, '2026-10-05', 0],
])('between %s and %s lie %s hours', (a, b, hours) => {
  expect(apart(spanOf(a), spanOf(b)) / HOUR).toBe(hours);
  expect(apart(spanOf(b), spanOf(a)) / HOUR).toBe(hours);
});

it('an instant is no day', () => {
  expect(spanOf('2026-10-05T06:00:00Z')).toEqual(instant(Date.UTC(2026, 9, 5, 6)));
});
