import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../jobs/quiet.ts';
import { SEVERITIES } from '../../state/severity.ts';

/** `22:00-07:00 Asia/Tbilisi`, with `high` at its end where high severity is let through. */
function wish(words: string) {
  const [span, timezone, high] = words.split(' ');
  const [from, to] = span!.split('-');
  return { quiet: { from: from!, to: to!, letsHigh: high === 'high' }, timezone: timezone! };
}
/** An instant of 2026 in UTC. */
const at = (words: string) => `2026-${words.replace(' ', 'T')}:00.000Z`;

describe('the quiet hours', () => {
  const NIGHT = '22:00-07:00 Asia/Tbilisi';
  const SHORT = '01:00-02:30 Europe/Berlin';
  it.each([
    ['begin at their first minute', NIGHT, '10-05 18:00', '10-06 03:00'],
    ['have not begun the minute before', NIGHT, '10-05 17:59', null],
    ['go past midnight', NIGHT, '10-05 23:30', '10-06 03:00'],
    ['last until their last minute', NIGHT, '10-06 02:59', '10-06 03:00'],
    ['are over at their end', NIGHT, '10-06 03:00', null],
    ['may lie within a day', '12:00-14:30 Asia/Tbilisi', '10-05 09:00', '10-05 10:30'],
    ['of noon are not at midnight', '12:00-14:30 Asia/Tbilisi', '10-05 21:00', null],
    ['may begin at midnight', '00:00-06:00 UTC', '10-05 00:00', '10-05 06:00'],
    ['may end at midnight', '22:00-00:00 UTC', '10-05 23:59', '10-06 00:00'],
    ['are the wall’s, ten hours behind', '22:00-07:00 Pacific/Honolulu', '10-05 08:00', '10-05 17:00'],
    ['are the wall’s, fourteen hours ahead', '22:00-07:00 Pacific/Kiritimati', '10-05 08:00', '10-05 17:00'],
    ['are an hour shorter in the night in spring', '22:00-07:00 Europe/Berlin', '03-28 21:00', '03-29 05:00'],
    ['are an hour longer in the night in autumn', '22:00-07:00 Europe/Berlin', '10-24 20:00', '10-25 06:00'],
    ['of New York are an hour shorter in spring', '22:00-07:00 America/New_York', '03-08 03:00', '03-08 11:00'],
    ['of New York are an hour longer in autumn', '22:00-07:00 America/New_York', '11-01 02:00', '11-01 12:00'],
    ['that would end in a skipped hour end where it is skipped', SHORT, '03-29 00:30', '03-29 01:00'],
    ['that ended in a skipped hour are over after it', SHORT, '03-29 01:00', null],
    ['that would begin in a skipped hour begin after it', '02:30-04:00 Europe/Berlin', '03-29 01:00', '03-29 02:00'],
    ['that lie in a skipped hour are not', '02:15-02:45 Europe/Berlin', '03-29 01:00', null],
    ['that end in an hour that comes twice end the first time', SHORT, '10-25 00:29', '10-25 00:30'],
    ['that ended once do not come back with the hour', SHORT, '10-25 01:15', null],
    [
      'that begin in an hour that comes twice begin the first time',
      '02:30-03:30 Europe/Berlin',
      '10-25 00:30',
      '10-25 02:30',
    ],
  ])('%s', (_, words, now, until) => {
    expect(quietUntil(wish(words), 'medium', new Date(at(now)))).toBe(until && at(until));
  });
  it.each([
    ['hold everything', '', [true, true, true]],
    ['or let high severity through', ' high', [true, true, false]],
  ])('%s', (_, high, held) => {
    const night = (severity: (typeof SEVERITIES)[number]) =>
      quietUntil(wish(NIGHT + high), severity, new Date(at('10-05 20:00')));
    expect(SEVERITIES.map((severity) => night(severity) !== null)).toEqual(held);
  });
  it('are not there where nobody asked for them', () => {
    expect(quietUntil({ quiet: null, timezone: 'UTC' }, 'low', new Date(at('10-05 03:00')))).toBeNull();
  });
  it('always end, within a day and an hour, and are over then', () => {
    const time = fc
      .integer({ min: 0, max: 95 })
      .map((n) => `${`${n >> 2}`.padStart(2, '0')}:${`${(n & 3) * 15}`.padStart(2, '0')}`);
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Tbilisi',
      'America/Nuuk',
    );
    const quarter = fc.integer({ min: 0, max: 365 * 96 }).map((n) => new Date(Date.UTC(2026, 0, 1) + n * 900_000));
    fc.assert(
      fc.property(time, time, zone, quarter, (from, to, timezone, now) => {
        fc.pre(from !== to);
        const its = { quiet: { from, to, letsHigh: false }, timezone };
        const until = quietUntil(its, 'high', now);
        if (until === null) return;
        expect(Date.parse(until)).toBeGreaterThan(now.getTime());
        expect(Date.parse(until) - now.getTime()).toBeLessThanOrEqual(25 * 3600_000);
        expect(quietUntil(its, 'high', new Date(until))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});
