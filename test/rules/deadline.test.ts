import { describe, expect, it } from 'vitest';
import { isCurrent } from '../../rules/tell.ts';
import type { Deadline } from '../../state/deadline.ts';

describe('a deadline is told', () => {
  it.each([
    ['while it lies ahead', '2026-12-24', 'day', '2026-11-22', true],
    ['on its day', '2026-11-22', 'day', '2026-11-22', true],
    ['for thirty days after it', '2026-10-23', 'day', '2026-11-22', true],
    ['and then no more', '2026-10-22', 'day', '2026-11-23', false],
    ['of a month until thirty days after its end', '2026-10', 'month', '2026-11-30', true],
    ['of a month no longer', '2026-10', 'month', '2026-12-02', false],
    ['of a year until thirty days after its end', '2025', 'year', '2026-01-30', true],
    ['of a year no longer', '2025', 'year', '2026-02-01', false],
  ] as const)('%s', (_, date, precision, today, told) => {
    const deadline: Deadline = { topic: 'tripp', id: 'vote', title: 'The vote', date, precision, cites: [] };
    expect(isCurrent(deadline, `${today}T12:00:00.000Z`)).toBe(told);
  });
});
