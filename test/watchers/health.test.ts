import { describe, expect, test } from 'vitest';
import type { Learnt } from '../../state/source.ts';
import { type Health, healthOf, STATES, type State } from '../../watchers/health.ts';
import { learntOf } from '../learnt.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const NOW = new Date('2026-11-22T12:00:00.000Z');
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds).toISOString();
const LONG_AGO = ago(365 * DAY);

const SOURCE = { url: 'https://s.example/feed', every: HOUR };
const NEW = 'https://new.example/feed';

/** A source that has been well for a year, was visited a minute ago and had news then. */
const well: Partial<Learnt> = {
  lastVisit: ago(60_000),
  firstVisit: LONG_AGO,
  since: LONG_AGO,
  found: 20,
  lastNews: ago(60_000),
  next: ago(-HOUR),
};
const bad = (its: Partial<Learnt>): Partial<Learnt> => ({
  ...well,
  outcome: 'failed',
  reason: 'tls',
  because: 'words',
  since: ago(HOUR),
  lastGood: ago(2 * HOUR),
  ...its,
});
const moved = { from: SOURCE.url, to: NEW, visits: 3, since: ago(5 * DAY) };
const whenIt = (its: Partial<Learnt>, now = NOW) => healthOf(SOURCE, learntOf('s', its), now);

describe('a source is', () => {
  test.each<[State, string, Partial<Learnt>, string, string | null]>([
    ['healthy', 'where we see it and it has news', well, LONG_AGO, null],
    ['healthy', 'where its document has not changed', { ...well, outcome: 'unchanged' }, LONG_AGO, null],
    ['healthy', 'where it is overdue by less than two hours', { ...well, next: ago(2 * HOUR) }, LONG_AGO, null],
    ['healthy', 'a day after a gap', { ...well, gap: ago(DAY) }, LONG_AGO, null],
    [
      'healthy',
      'where it has redirected for good only twice',
      { ...well, moved: { ...moved, visits: 2 } },
      LONG_AGO,
      null,
    ],
    ['healthy', 'where another address had moved', { ...well, moved: { ...moved, from: 'x' } }, LONG_AGO, null],
    ['late', 'where its visit is overdue', { ...well, next: ago(2 * HOUR + 1) }, ago(2 * HOUR + 1), 'overdue'],
    ['late', 'where its host asks us to come later', bad({ reason: 'busy' }), ago(2 * HOUR), 'words'],
    ['late', 'where its host takes long to answer', bad({ reason: 'slow' }), ago(2 * HOUR), 'words'],
    ['failing', 'where its last visit failed', bad({}), ago(HOUR), 'words'],
    ['failing', 'where it has failed for less than a day', bad({ since: ago(DAY - 1) }), ago(DAY - 1), 'words'],
    [
      'failing',
      'where it has failed for less than three visits',
      bad({ since: ago(2 * DAY), interval: DAY }),
      ago(2 * DAY),
      'words',
    ],
    [
      'failing',
      'where its very first visit failed',
      bad({ firstVisit: ago(60_000), since: ago(60_000), lastGood: null }),
      ago(60_000),
      'words',
    ],
    ['blind', 'where it has failed for a day: since we last saw it', bad({ since: ago(DAY) }), ago(2 * HOUR), 'words'],
    [
      'blind',
      'where it has failed for three visits',
      bad({ since: ago(3 * DAY), interval: DAY, lastGood: ago(4 * DAY) }),
      ago(4 * DAY),
      'words',
    ],
    [
      'blind',
      'where its host has been busy for a day',
      bad({ reason: 'busy', since: ago(DAY), lastGood: ago(DAY + HOUR) }),
      ago(DAY + HOUR),
      'words',
    ],
    [
      'blind',
      'where we never saw it: since we first came',
      bad({ since: LONG_AGO, lastGood: null }),
      LONG_AGO,
      'words',
    ],
    ['gone', 'where its host says so', bad({ reason: 'gone' }), ago(HOUR), 'words'],
    [
      'gap',
      'where a visit shared no item with the one before',
      { ...well, gap: ago(DAY - 1) },
      ago(DAY - 1),
      'may be lost',
    ],
    ['moved', 'where it answers from another address for good', { ...well, moved }, moved.since, `mend: url: ${NEW}`],
    ['quiet', 'where it holds no item', { ...well, found: 0, lastNews: ago(2 * DAY) }, ago(2 * DAY), 'holds no item'],
    ['quiet', 'where it never held one', { ...well, found: 0, lastNews: null }, LONG_AGO, 'holds no item'],
    [
      'quiet',
      'where it has been silent for forty-five days',
      { ...well, lastNews: ago(45 * DAY) },
      ago(45 * DAY),
      'for 45 days',
    ],
    [
      'quiet',
      'where it never had news, for forty-five days',
      { ...well, lastNews: null, firstVisit: ago(46 * DAY) },
      ago(46 * DAY),
      'for 46 days',
    ],
    [
      'quiet',
      'where it is silent for eight times its rhythm',
      { ...well, rhythm: DAY, lastNews: ago(8 * DAY) },
      ago(8 * DAY),
      'for 8 days',
    ],
    [
      'healthy',
      'where it is silent for less than that',
      { ...well, rhythm: DAY, lastNews: ago(8 * DAY - 1) },
      LONG_AGO,
      null,
    ],
    [
      'healthy',
      'where it is silent for less than three days, whatever its rhythm',
      { ...well, rhythm: 1000, lastNews: ago(3 * DAY - 1) },
      LONG_AGO,
      null,
    ],
    [
      'quiet',
      'where it is silent for three days, and usually is for minutes',
      { ...well, rhythm: 1000, lastNews: ago(3 * DAY) },
      ago(3 * DAY),
      'for 3 days',
    ],
    [
      'quiet',
      'where it is silent for forty-five days, whatever its rhythm',
      { ...well, rhythm: 90 * DAY, lastNews: ago(45 * DAY) },
      ago(45 * DAY),
      'for 45 days',
    ],
    [
      'healthy',
      'where it is a region that says what it said: it has no items to hold',
      { ...well, found: 0, lastNews: null, firstVisit: ago(DAY), region: { text: 'Open', changes: 0 } },
      LONG_AGO,
      null,
    ],
    [
      'quiet',
      'where it is a region that has not changed for forty-five days',
      { ...well, found: 0, lastNews: null, region: { text: 'Open', changes: 0 } },
      LONG_AGO,
      'nothing new',
    ],
  ])('%s %s', (state, _, its, since, why) => {
    const health = whenIt(its);
    expect(health).toMatchObject({ state, since });
    if (why === null) expect(health.why).toBeNull();
    else expect(health.why).toContain(why);
  });
});

test('the graver state is told where more than one is true', () => {
  const its: Record<Exclude<State, 'healthy'>, Partial<Learnt>> = {
    gone: { outcome: 'failed', reason: 'gone', because: 'words', since: LONG_AGO },
    blind: { outcome: 'failed', reason: 'tls', because: 'words', since: ago(2 * DAY) },
    failing: { outcome: 'failed', reason: 'tls', because: 'words', since: ago(HOUR) },
    late: { next: ago(DAY) },
    gap: { gap: ago(HOUR) },
    moved: { moved },
    quiet: { found: 0 },
  };
  const order = STATES.filter((state) => state !== 'healthy');
  for (const [n, state] of order.entries()) {
    const graver = order.slice(n).map((one) => its[one]);
    const all: Partial<Learnt> = Object.assign({}, well, ...graver.toReversed());
    expect(whenIt(all).state).toBe(state);
  }
});

describe('as time passes', () => {
  /** The states of a source at these instants, in days and hours from now on, if nothing else happens. */
  const course = (its: Partial<Learnt>, ...hours: number[]): Health['state'][] =>
    hours.map((hour) => whenIt({ ...its, next: ago(-365 * DAY) }, new Date(NOW.getTime() + hour * HOUR)).state);

  test.each<[string, Partial<Learnt>, number[], State[]]>([
    ['failing becomes blind', bad({}), [0, 22, 23, 1000], ['failing', 'failing', 'blind', 'blind']],
    [
      'late becomes blind, though failures of a busy host do not count',
      bad({ reason: 'busy' }),
      [0, 22, 23],
      ['late', 'late', 'blind'],
    ],
    [
      'what never answered becomes blind a day after it was first asked, as what did',
      bad({ lastGood: null, firstVisit: ago(HOUR) }),
      [0, 22, 23, 1000],
      ['failing', 'failing', 'blind', 'blind'],
    ],
    [
      'so does what never answered because its host is always busy',
      bad({ lastGood: null, firstVisit: ago(HOUR), reason: 'busy' }),
      [0, 22, 23],
      ['late', 'late', 'blind'],
    ],
    ['gone stays gone', bad({ reason: 'gone' }), [0, 1000], ['gone', 'gone']],
    ['a gap is forgotten', { ...well, gap: ago(HOUR) }, [0, 22, 23], ['gap', 'gap', 'healthy']],
    ['healthy becomes quiet', well, [0, 24 * 44, 24 * 45], ['healthy', 'healthy', 'quiet']],
    ['moved stays moved, until its row is mended', { ...well, moved }, [0, 24 * 100], ['moved', 'moved']],
  ])('%s', (_, its, hours, states) => expect(course(its, ...hours)).toEqual(states));

  test('healthy becomes late where nobody visits, by what was due', () => {
    const at = (hours: number) => whenIt(well, new Date(NOW.getTime() + hours * HOUR)).state;
    expect([0, 3, 3.01].map(at)).toEqual(['healthy', 'healthy', 'late']);
  });
});

test('of a blind source that never answered it is told that it never did', () => {
  const never = bad({ lastGood: null, firstVisit: ago(2 * DAY), since: ago(2 * DAY) });
  expect(whenIt(never)).toEqual({
    state: 'blind',
    since: ago(2 * DAY),
    why: 'it has never answered since we first asked: words',
  });
  expect(whenIt({ ...never, because: null }).why).toBe('it has never answered since we first asked');
});
