import { describe, expect, it } from 'vitest';
import { before, earlier, later } from '../../state/item.ts';
import { atLeast, highest, rank } from '../../state/severity.ts';
import { reportedAt } from '../../state/story.ts';
import { isTimeZone } from '../../state/subscriber.ts';

const SEEN = '2025-11-20T08:00:00.000Z';

describe('an item is taken to be reported', () => {
  it.each([
    ['when its publisher says', '2025-11-19T05:00:00.000Z', '2025-11-19T05:00:00.000Z'],
    ['at the beginning of the day that its publisher names', '2025-11-19', '2025-11-19T00:00:00.000Z'],
    ['when we saw it, where nobody gives a date', null, SEEN],
    ['when we saw it, where a month is all that is given', '2025-11', SEEN],
    ['when we saw it, where a year is all that is given', '2024', SEEN],
    ['when we saw it, where its date had not come yet', '2026-01-01', SEEN],
    ['when we saw it, where its date is none', '2025-99-99T', SEEN],
  ])('%s: %s', (_, published, expected) => {
    expect(new Date(reportedAt({ published, firstSeen: SEEN })).toISOString()).toBe(expected);
  });
});

describe('severities', () => {
  it('rise from low to high', () => {
    expect(['high', 'low', 'medium'].sort((a, b) => rank(a as 'low') - rank(b as 'low'))).toEqual([
      'low',
      'medium',
      'high',
    ]);
  });

  it.each([
    ['medium', 'low', true],
    ['medium', 'medium', true],
    ['medium', 'high', false],
  ] as const)('%s is at least %s: %s', (severity, least, expected) => {
    expect(atLeast(severity, least)).toBe(expected);
  });

  it('have a highest, and none of them has none', () => {
    expect([highest(['low', 'high', 'medium']), highest(['low']), highest([])]).toEqual(['high', 'low', null]);
  });
});

describe('instants', () => {
  it('are earlier or later by their text', () => {
    expect([earlier(SEEN, '2025-11-19T23:00:00.000Z'), later('2025-11-19T23:00:00.000Z', SEEN)]).toEqual([
      '2025-11-19T23:00:00.000Z',
      SEEN,
    ]);
    expect([earlier('2025-11-19T23:00:00.000Z', SEEN), later(SEEN, '2025-11-19T23:00:00.000Z')]).toEqual([
      '2025-11-19T23:00:00.000Z',
      SEEN,
    ]);
  });

  it('have another one so many milliseconds before', () => {
    expect(before(SEEN, 24 * 3600_000 + 1)).toBe('2025-11-19T07:59:59.999Z');
  });
});

it.each([
  ['Asia/Tbilisi', true],
  ['UTC', true],
  ['Asia/Atlantis', false],
  ['', false],
])('%s is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
