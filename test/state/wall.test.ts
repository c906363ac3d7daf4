import { describe, expect, it } from 'vitest';
import { beginOf, dayHere, daysAfter, hourOf, momentOf, weekdayOf, weekOf } from '../../state/wall.ts';

describe('on a wall', () => {
  it.each([
    ['a day begins at midnight', beginOf('2026-10-05', 'Asia/Tbilisi'), '2026-10-04T20:00:00.000Z'],
    [
      'or after the hour that a clock change skips',
      beginOf('2018-11-04', 'America/Sao_Paulo'),
      '2018-11-04T03:00:00.000Z',
    ],
    ['an hour comes once', hourOf('2026-10-05', 7, 'Asia/Tbilisi'), '2026-10-05T03:00:00.000Z'],
    ['or is the first of two', hourOf('2026-10-25', 2, 'Europe/Berlin'), '2026-10-25T00:00:00.000Z'],
    ['a time of day is shown', momentOf('2026-10-05', '22:30', 'Asia/Kolkata'), '2026-10-05T17:00:00.000Z'],
    ['or is the moment that skips it', momentOf('2026-03-29', '02:30', 'Europe/Berlin'), '2026-03-29T01:00:00.000Z'],
    ['it is another day already', dayHere(new Date('2026-10-05T12:00:00Z'), 'Pacific/Kiritimati'), '2026-10-06'],
    ['or still', dayHere(new Date('2026-10-05T03:00:00Z'), 'America/New_York'), '2026-10-04'],
    ['a day after the last of a year', daysAfter('2026-12-31', 1), '2027-01-01'],
    ['a week before the first of March', daysAfter('2028-03-01', -7), '2028-02-23'],
    ['the last days of a year may be of the next one’s first week', weekOf('2025-12-29'), '2026-W01'],
    ['Monday is the first', weekdayOf('2026-10-05'), 1],
  ])('%s', (_, is, expected) => expect(is).toBe(expected));
});
