import { describe, expect, it } from 'vitest';
import { subscriberLine, subscriberOf } from '../../jobs/subscribe.ts';
import { Refusal } from '../../state/refusal.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { subscriberWith } from './fixture.ts';

const NOW = new Date('2026-10-05T06:00:00Z');
const add = (given: Record<string, string | undefined>) =>
  subscriberOf({ address: 'nino@example.org', ...given }, ['bridge', 'railway'], 'Asia/Tbilisi', NOW);
function refusal(given: Record<string, string>): Refusal {
  try {
    add(given);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a subscriber', () => {
  it('who asks for nothing gets everything, each day at seven in the zone of the configuration', () => {
    expect(add({ hour: undefined })).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      address: 'nino@example.org',
      topics: ['bridge', 'railway'],
      cadence: 'daily',
      hour: 7,
      weekday: 1,
      timezone: 'Asia/Tbilisi',
      least: 'low',
      alerts: true,
      format: 'html',
      quiet: null,
      allQuiet: false,
      language: 'en',
      paused: null,
      since: '2026-10-05T06:00:00.000Z',
      left: null,
    });
  });
  it('who is known keeps what is not named, and the day since when', () => {
    const known = subscriberWith({ hour: 22, alerts: false, least: 'high' });
    const changed = subscriberOf({ address: known.address, hour: '9' }, ['bridge', 'railway'], 'UTC', NOW, known);
    expect(changed).toEqual({ ...known, hour: 9 });
  });
  it('who is known keeps quiet hours that are not named, and ends them with off', () => {
    const known = subscriberWith({ quiet: { from: '22:00', to: '07:00', letsHigh: true }, allQuiet: true });
    const change = (wishes: object) =>
      subscriberOf({ address: known.address, ...wishes }, ['bridge', 'railway'], 'UTC', NOW, known);
    expect(change({ hour: '9' })).toMatchObject({ quiet: known.quiet, allQuiet: true });
    expect(change({ quiet: 'off', allQuiet: 'off' })).toMatchObject({ quiet: null, allQuiet: false });
  });
  it.each([
    ['22:00-07:00', { from: '22:00', to: '07:00', letsHigh: false }],
    ['12:30-13:45', { from: '12:30', to: '13:45', letsHigh: false }],
    ['22:00-07:00,high', { from: '22:00', to: '07:00', letsHigh: true }],
    ['off', null],
  ])('may ask for quiet hours %s', (quiet, read) => expect(add({ quiet }).quiet).toEqual(read));
  it('who left and comes back is told nothing of the time between', () => {
    const left = subscriberWith({ hour: 22, left: '2026-02-01T00:00:00.000Z' });
    const back = subscriberOf({ address: left.address }, ['bridge', 'railway'], 'UTC', NOW, left);
    expect(back).toEqual({ ...left, since: NOW.toISOString(), left: null });
  });
  it('has one address, however its domain is written', () => {
    expect(add({ address: 'Nino@Example.ORG' }).address).toBe('Nino@example.org');
  });
  it('who asks for something gets that', () => {
    const asked = {
      topics: 'railway',
      cadence: 'weekly',
      hour: '0',
      timezone: 'Europe/Berlin',
      least: 'high',
      format: 'text',
    } as const;
    expect(add({ ...asked, alerts: 'off', weekday: 'sunday' })).toMatchObject({
      ...asked,
      topics: ['railway'],
      hour: 0,
      weekday: 7,
      alerts: false,
    });
  });
  it.each([
    ['railway,bridge', ['railway', 'bridge']],
    [' railway, bridge ,', ['railway', 'bridge']],
  ])('may write topics as %j', (topics, read) => expect(add({ topics }).topics).toEqual(read));
  it.each([
    ['monday', 1],
    ['Tuesday', 2],
    ['WED', 3],
    ['th', 4],
    ['5', 5],
    ['sat', 6],
    ['sunday', 7],
  ])('may call a day %s', (weekday, n) => expect(add({ weekday }).weekday).toBe(n));
});

describe('refused', () => {
  it.each([
    ['address', 'nino'],
    ['address', 'Nino <nino@example.org>'],
    ['address', 'nino@example.org\nBcc: all@example.org'],
    ['address', `${'a'.repeat(250)}@example.org`],
    ['--topics', ''],
    ['--topics', 'bridge,canal'],
    ['--cadence', 'hourly'],
    ['--hour', '24'],
    ['--hour', '7.5'],
    ['--hour', 'seven'],
    ['--hour', ''],
    ['--weekday', 'caturday'],
    ['--weekday', 't'],
    ['--weekday', '0'],
    ['--timezone', 'Tbilisi'],
    ['--least', 'grave'],
    ['--alerts', 'maybe'],
    ['--format', 'pdf'],
    ...['', '22-7', '22:00', '7:00-22:00', '22:00-24:00', '22:60-07:00', '22:00-07:00,low', '22:00-22:00', 'on'].map(
      (value) => ['--quiet', value],
    ),
    ['--all-quiet', 'maybe'],
  ])('is %s %j', (option, value) => {
    const name = option!.replace('--', '').replace('-q', 'Q');
    const { problems } = refusal({ [name]: value! });
    expect(problems).toMatchObject([{ file: 'silkwatch subscribers add', field: option }]);
  });
  it('is everything at once', () => {
    const { problems, message } = refusal({
      address: 'nino',
      topics: 'brige',
      cadence: 'hourly',
      hour: '99',
      format: 'pdf',
    });
    expect(problems.map(({ field }) => field)).toEqual(['address', '--cadence', '--hour', '--format', '--topics']);
    expect(message).toContain('no topic is called brige; did you mean bridge?');
  });
});

describe('the line of a subscriber', () => {
  const rows: [string, Partial<Subscriber>, string][] = [
    [
      'of days',
      { timezone: 'Asia/Tbilisi' },
      'daily at 7:00 Asia/Tbilisi, next 2026-10-06T03:00:00.000Z; bridge, railway; low and up; alerts on; html',
    ],
    [
      'of weeks',
      { cadence: 'weekly', weekday: 3, topics: ['bridge'], alerts: false },
      'weekly on wednesday at 7:00 UTC, next 2026-10-07T07:00:00.000Z; bridge; low and up; alerts off; html',
    ],
    [
      'of each story',
      { cadence: 'now', least: 'medium', format: 'text' },
      'at once; bridge, railway; medium and up; alerts on; text',
    ],
    [
      'of quiet hours',
      { cadence: 'now', timezone: 'Asia/Tbilisi', quiet: { from: '22:00', to: '07:00', letsHigh: false } },
      'at once; bridge, railway; low and up; alerts on; quiet 22:00–07:00 Asia/Tbilisi; html',
    ],
    [
      'of hours that let high through, and of editions without news',
      { cadence: 'now', quiet: { from: '22:00', to: '07:00', letsHigh: true }, allQuiet: true },
      'at once; bridge, railway; low and up; alerts on; quiet 22:00–07:00 UTC but for high; told that all is quiet; html',
    ],
  ];
  it.each(rows)('%s says when, what and how', (_, its, line) => {
    expect(subscriberLine(subscriberWith(its), NOW)).toBe(`nino@example.org  ${line}`);
  });
});
