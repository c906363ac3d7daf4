import { expect, it } from 'vitest';
import { reportedBy } from '../../../rules/tracker/reported.ts';

const SEEN = '2026-10-05T06:00:00.000Z';

it.each([
  ['to the minute', '2026-10-04T12:30:00Z', '2026-10-04T12:30:00.000Z', '2026-10-04T12:30:00.000Z'],
  ['by the day', '2026-10-04', '2026-10-04T00:00:00.000Z', '2026-10-04T23:59:59.999Z'],
  ['by the day on which we saw it', '2026-10-05', '2026-10-05T00:00:00.000Z', SEEN],
  ['by the month', '2026-02', '2026-02-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
  ['by the year', '2025', '2025-01-01T00:00:00.000Z', '2025-12-31T23:59:59.999Z'],
  ['by nothing', null, SEEN, SEEN],
  ['by no date', 'soon', SEEN, SEEN],
  ['for a time that had not come', '2026-11-01', SEEN, SEEN],
])('what is dated %s is claimed at its earliest and denied at its latest', (_, published, claim, denial) => {
  const item = { published, firstSeen: SEEN };
  expect([reportedBy(item, false), reportedBy(item, true)]).toEqual([claim, denial]);
});
