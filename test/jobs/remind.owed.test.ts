/** Which reminders are owed: a row for each promise about the clock on the wall. */
import { describe, expect, it } from 'vitest';
import { type Dated, dueReminders, subjectOf } from '../../jobs/remind/owed.ts';
import type { Silence } from '../../state/silence.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { subscriberWith } from './fixture.ts';

const DEADLINE: Dated = {
  topic: 'bridge',
  id: 'answer',
  date: '2026-11-01',
  precision: 'day',
  state: 'ahead',
  since: null,
};
type Row = { subject: string; revision: number; subscriber: string };

const owed = (
  now: string,
  {
    its = {},
    deadline = DEADLINE,
    written = [],
    silences = [],
  }: {
    its?: Partial<Subscriber>;
    deadline?: Dated;
    written?: Row[];
    silences?: Silence[];
  } = {},
) => dueReminders([deadline], [subscriberWith(its)], written, silences, new Date(now));
const marks = (...given: Parameters<typeof owed>) =>
  owed(...given).map(({ mark, skipped }) => (skipped === null ? mark : `${mark} skipped`));

/** Every reminder that is sent while a clock walks from one instant to another, each remembered as it would be. */
function walked(from: string, to: string, step: number, at: (now: string) => Parameters<typeof owed>[1]) {
  const written: Row[] = [];
  const sent: [now: string, mark: number][] = [];
  for (let now = Date.parse(from); now <= Date.parse(to); now += step) {
    const instant = new Date(now).toISOString();
    const given = at(instant) ?? {};
    for (const { deadline, subscriber, mark, skipped } of owed(instant, { ...given, written })) {
      written.push({ subject: subjectOf(deadline), revision: mark, subscriber: subscriber.id });
      if (skipped === null) sent.push([instant.slice(0, 16), mark]);
    }
  }
  return sent;
}
const HOUR = 60 * 60_000;
const settledBefore = [{ subject: 'bridge/answer@2026-11-01', revision: 30, subscriber: 'nino' }];

describe('a reminder is owed', () => {
  it('30, 7 and 1 days before, and on the day, at the hour of the subscriber', () => {
    const sent = walked('2026-09-30T00:00:00Z', '2026-11-09T00:00:00Z', HOUR, () => ({
      its: { timezone: 'Asia/Tbilisi' },
    }));
    expect(sent).toEqual([
      ['2026-10-02T03:00', 30],
      ['2026-10-25T03:00', 7],
      ['2026-10-31T03:00', 1],
      ['2026-11-01T03:00', 0],
    ]);
  });

  it.each([
    // Clocks go back on 25 October: seven o'clock is at 5:00 UTC before, at 6:00 after.
    [
      'that ends summer time',
      'Europe/Berlin',
      '2026-11-01',
      ['2026-10-25T06:00', '2026-10-31T06:00', '2026-11-01T06:00'],
    ],
    // And forward on 29 March.
    ['that begins it', 'Europe/Berlin', '2026-04-05', ['2026-03-29T05:00', '2026-04-04T05:00', '2026-04-05T05:00']],
  ])('once each across a clock change %s', (_, timezone, date, instants) => {
    const deadline = { ...DEADLINE, date };
    const from = new Date(Date.parse(date) - 20 * 24 * 3600_000).toISOString();
    const sent = walked(from, `${date}T23:30:00Z`, HOUR, () => ({ deadline, its: { timezone, since: from } }));
    expect(sent.map(([at]) => at)).toEqual(instants);
  });

  it.each([
    ['ahead', 'Pacific/Kiritimati', '2026-10-24T17:00:00Z', '2026-10-25T09:59:00Z'],
    ['behind', 'Pacific/Honolulu', '2026-10-25T17:00:00Z', '2026-10-26T09:59:00Z'],
  ])(
    'on the day of the subscriber, who is %s of Greenwich, and is not late until its midnight',
    (_, timezone, from, to) => {
      const its = { timezone };
      for (const now of [from, to])
        expect(owed(now, { its, written: settledBefore })).toMatchObject([{ mark: 7, late: 0, skipped: null }]);
      const before = new Date(Date.parse(from) - 1).toISOString();
      const midnight = new Date(Date.parse(to) + 60_000).toISOString();
      expect(owed(before, { its, written: settledBefore })).toEqual([]);
      expect(owed(midnight, { its, written: settledBefore })).toMatchObject([{ mark: 7, late: 1 }]);
    },
  );

  it('at the first moment after an hour that the clock skips, and once in one that comes twice', () => {
    const at2 = (date: string) =>
      walked(`${date}T00:00:00Z`, `${date}T12:00:00Z`, HOUR, () => ({
        deadline: { ...DEADLINE, date },
        its: { timezone: 'Europe/Berlin', hour: 2, since: `${date}T00:00:00.000Z` },
      })).filter(([, mark]) => mark === 0);
    expect(at2('2026-03-29')).toEqual([['2026-03-29T01:00', 0]]);
    expect(at2('2026-10-25')).toEqual([['2026-10-25T00:00', 0]]);
  });

  it.each([
    ['east', 'America/New_York', 'Asia/Tokyo'],
    ['west', 'Asia/Tokyo', 'America/New_York'],
  ])('once each to who moves %s, whenever that is', (_, home, abroad) => {
    for (let hour = 0; hour < 48; hour += 8) {
      const move = new Date(Date.parse('2026-10-24T00:00:00Z') + hour * 3600_000).toISOString();
      const sent = walked('2026-10-01T00:00:00Z', '2026-11-03T00:00:00Z', HOUR, (now) => ({
        its: { timezone: now < move ? home : abroad },
      }));
      expect(sent.map(([, mark]) => mark)).toEqual([30, 7, 1, 0]);
    }
  });

  it('late after three days of downtime, and says how late', () => {
    expect(owed('2026-10-28T10:00:00Z', { written: settledBefore })).toMatchObject([
      { mark: 7, late: 3, skipped: null },
    ]);
    expect(owed('2026-10-25T10:00:00Z', { written: settledBefore })).toMatchObject([{ mark: 7, late: 0 }]);
  });
  it('only the latest of several that were missed; the others are settled', () => {
    expect(marks('2026-11-03T10:00:00Z', { written: settledBefore })).toEqual(['7 skipped', '1 skipped', 0]);
    expect(owed('2026-11-03T10:00:00Z')).toMatchObject([{ mark: 30 }, { mark: 7 }, { mark: 1 }, { mark: 0, late: 2 }]);
  });
  it('no more when its day is a week gone', () => {
    expect(marks('2026-11-08T10:00:00Z').at(-1)).toBe(0);
    expect(marks('2026-11-09T10:00:00Z').at(-1)).toBe('0 skipped');
  });
  it('not to who came after it was due, nor of a date that was set after it', () => {
    expect(marks('2026-10-26T10:00:00Z', { its: { since: '2026-10-25T12:00:00.000Z' } })).toEqual([]);
    expect(marks('2026-10-26T10:00:00Z', { deadline: { ...DEADLINE, since: '2026-10-25T12:00:00.000Z' } })).toEqual([]);
  });
  it('to who follows the topic alone', () =>
    expect(marks('2026-10-25T10:00:00Z', { its: { topics: ['railway'] } })).toEqual([]));
  it('to all of them alike, whatever their cadence and severity', () => {
    for (const cadence of ['now', 'daily', 'weekly'] as const)
      expect(marks('2026-10-25T10:00:00Z', { its: { cadence, alerts: false, least: 'high' } }).at(-1)).toBe(7);
  });
  it('not where what was due took place', () =>
    expect(marks('2026-10-25T10:00:00Z', { deadline: { ...DEADLINE, state: 'met' } })).toEqual([]));
  it('anew for the date that a deadline slipped to', () => {
    const written = [30, 7, 1].map((revision) => ({ ...settledBefore[0]!, revision }));
    const moved = { ...DEADLINE, date: '2026-11-20', since: '2026-10-31T12:00:00.000Z' };
    expect(marks('2026-11-13T10:00:00Z', { written, deadline: moved })).toEqual([7]);
    expect(marks('2026-11-02T10:00:00Z', { written, deadline: moved })).toEqual([]);
  });
});

describe('of a month or a year', () => {
  const month: Dated = { ...DEADLINE, date: '2026-12', precision: 'month' };
  it('a reminder is owed thirty days before it begins, and no other', () => {
    const sent = walked('2026-10-25T00:00:00Z', '2027-01-10T00:00:00Z', HOUR * 2, () => ({ deadline: month }));
    expect(sent).toEqual([['2026-11-01T08:00', 30]]);
  });
  it('late while it lasts, and then no more', () => {
    expect(marks('2026-12-31T10:00:00Z', { deadline: month })).toEqual([30]);
    expect(marks('2027-01-01T10:00:00Z', { deadline: month })).toEqual(['30 skipped']);
  });
  it('a year begins on its first day', () => {
    const year: Dated = { ...DEADLINE, date: '2027', precision: 'year' };
    expect(marks('2026-12-01T10:00:00Z', { deadline: year })).toEqual([]);
    expect(marks('2026-12-02T10:00:00Z', { deadline: year })).toEqual([30]);
  });
});

describe('what keeps a reminder back', () => {
  it('quiet hours do for as long as they last', () => {
    const its = { quiet: { from: '06:00', to: '09:00', letsHigh: true } };
    expect(marks('2026-10-25T07:00:00Z', { its, written: settledBefore })).toEqual([]);
    expect(marks('2026-10-25T09:00:00Z', { its, written: settledBefore })).toEqual([7]);
  });
  it('a pause does for as long as it lasts, and the latest of what was due then is sent after it', () => {
    const its = { paused: '2026-10-31T12:00:00.000Z' };
    for (const now of ['2026-10-25T08:00:00Z', '2026-10-31T11:59:59Z']) expect(marks(now, { its })).toEqual([]);
    expect(marks('2026-10-31T12:00:00Z', { its })).toEqual(['30 skipped', '7 skipped', 1]);
  });
  it('a silence of its deadline or its topic does for good', () => {
    const silence = (of: string): Silence => ({
      ...{ id: 's1', of, author: 'Ada', reason: 'known', since: '2026-10-01T00:00:00.000Z' },
      ...{ until: '2026-11-30T00:00:00.000Z', ended: null, warned: null },
    });
    for (const of of ['bridge', 'bridge/answer'])
      expect(owed('2026-10-25T07:00:00Z', { silences: [silence(of)], written: settledBefore })).toMatchObject([
        { mark: 7, skipped: 'silenced by s1', silence: 's1' },
      ]);
    expect(marks('2026-10-25T07:00:00Z', { silences: [silence('railway')], written: settledBefore })).toEqual([7]);
  });
});
