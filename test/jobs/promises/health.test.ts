import { expect } from 'vitest';
import { assess } from '../../../jobs/assess.ts';
import { digest } from '../../../jobs/digest.ts';
import { selectionOf } from '../../../jobs/selection.ts';
import { composeDigest } from '../../../templates/digest.ts';
import type { State } from '../../../watchers/health.ts';
import { INSTALLATION, SENDER, sourceOf, subscriberWith, TOPICS } from '../fixture.ts';
import { type Fact, HOUR, items, promises, rss, type Seen, type Visit } from './wire.ts';

const ONE = rss(items(1, 20));
const NEW = 'https://new.example.com/feed';

/** Visits after which a source is in a state, since the visit of this number, for a reason that holds these words. */
const becomes = (promise: string, state: State, visits: Fact['visits'], since: number, why: RegExp | null): Fact => ({
  promise,
  visits,
  holds: async (seen) => {
    const times = await visitTimes(seen);
    expect(seen.health()).toEqual({
      state,
      since: times.at(since),
      why: why === null ? null : expect.stringMatching(why),
    });
  },
});

async function visitTimes({ world }: Seen): Promise<string[]> {
  return (await world.visits()).map(({ at }) => at);
}

const hours = (later: number, answers: Visit['answers']): Visit => ({ after: later * HOUR, answers });
const MOVED = { [sourceOf().url]: [301, '', { location: NEW }] as const, [NEW]: ONE };

const states: Fact[] = [
  becomes('healthy is a source that we see, since it has been so', 'healthy', [ONE, rss(items(2, 21))], 0, null),
  becomes('healthy is a source that is unchanged', 'healthy', [[200, ONE, { etag: '"1"' }], [304]], 0, null),
  becomes(
    'healthy again is a source that had failed, since it came back',
    'healthy',
    [ONE, [500], [500], ONE],
    3,
    null,
  ),
  becomes(
    'failing is a source whose last visit failed, since the first that did',
    'failing',
    [ONE, [500], [404]],
    1,
    /nothing at the address \(HTTP 404\)/,
  ),
  becomes(
    'failing is a source that answers with a page',
    'failing',
    [ONE, '<html><title>Blocked</title></html>'],
    1,
    /Blocked/,
  ),
  becomes(
    'blind is a source that has failed for a day, since we last saw it',
    'blind',
    [ONE, [500], hours(24, [500])],
    0,
    /HTTP 500/,
  ),
  becomes(
    'blind is a source that we never saw, since we first came',
    'blind',
    [[403], hours(24, [403])],
    0,
    /HTTP 403/,
  ),
  becomes(
    'late is a source whose host asks us to come later, since we last saw it',
    'late',
    [ONE, [429]],
    0,
    /come later/,
  ),
  becomes(
    'blind is a source whose host asks us to come later for a day',
    'blind',
    [ONE, [429, '', { 'retry-after': '86400' }], hours(26, [429])],
    0,
    /come later/,
  ),
  becomes('gone is a source whose host says so, since it did', 'gone', [ONE, [410]], 1, /gone for good \(HTTP 410\)/),
  becomes(
    'gap is a visit that shares no item with the one before',
    'gap',
    [ONE, rss(items(30, 49))],
    1,
    /shared no item/,
  ),
  becomes(
    'gap is told for a day, and then forgotten',
    'healthy',
    [ONE, hours(2, rss(items(30, 49))), hours(24, rss(items(31, 50)))],
    0,
    null,
  ),
  becomes('a visit that shares one item is no gap', 'healthy', [ONE, rss(items(20, 39))], 0, null),
  becomes('the first visit is no gap', 'healthy', [ONE], 0, null),
  becomes(
    'moved is a source that answers from another address for good',
    'moved',
    [MOVED, MOVED, MOVED],
    0,
    /mend: url: https:\/\/new\.example\.com\/feed/,
  ),
  becomes('quiet is a source that we see well, and that has no item', 'quiet', [rss('')], 0, /holds no item/),
  becomes(
    'quiet is a source without news for forty-five days, since it last had some',
    'quiet',
    [ONE, hours(44 * 24, ONE), hours(25, ONE)],
    0,
    /nothing new for 45 days/,
  ),
  {
    promise: 'late is a source that nobody has visited, since it was due',
    visits: [ONE],
    holds: (seen) => {
      expect(seen.health(2 * HOUR).state).toBe('healthy');
      expect(seen.health(5 * HOUR)).toMatchObject({ state: 'late', since: seen.learnt.next });
    },
  },
];

const told: Fact[] = [
  {
    promise: 'after a gap the interval tightens, and the log says so',
    visits: [ONE, rss(items(30, 49)), rss(items(60, 79))],
    holds: (seen) => {
      expect(seen.learnt.interval).toBe(HOUR / 4);
      expect(seen.world.lines.filter((line) => line.includes('items may have been lost'))).toHaveLength(2);
    },
  },
  {
    promise: 'a gap is told once',
    visits: [ONE, rss(items(30, 49)), rss(items(31, 50)), rss(items(32, 51))],
    holds: (seen) => {
      expect(seen.world.lines.filter((line) => line.includes('items may have been lost'))).toHaveLength(1);
    },
  },
  {
    promise: 'the coverage line says which sources were not seen, in which way, and where items may be lost',
    sources: ['gazette', 'herald', 'courier', 'wire'].map((id) => ({
      id,
      title: id,
      url: `https://${id}.example.com/feed`,
    })),
    visits: [
      {
        answers: Object.fromEntries(['gazette', 'herald', 'wire'].map((id) => [`https://${id}.example.com/feed`, ONE])),
      },
      {
        after: 24 * HOUR + 1,
        answers: {
          'https://gazette.example.com/feed': rss(items(50, 69)),
          'https://herald.example.com/feed': [410],
          'https://wire.example.com/feed': ONE,
        },
      },
    ],
    holds: async ({ world }) => {
      const sources = ['gazette', 'herald', 'courier', 'wire'].map((id) =>
        sourceOf({ id, title: id, url: `https://${id}.example.com/feed` }),
      );
      await world.ledger.subscribe(subscriberWith());
      await assess(INSTALLATION, TOPICS, world);
      world.at('2026-10-06T07:00:00.000Z');
      await digest('daily', { ...INSTALLATION, sources }, world);
      const edition = (await world.ledger.edition('daily', '2026-10-06T07:00:00.000Z'))!;
      expect(edition.coverage).toMatchObject({
        sources: 4,
        healthy: 2,
        quiet: 0,
        unvisited: 0,
        failing: [
          { source: 'herald', state: 'gone' },
          { source: 'courier', state: 'blind' },
        ],
        gaps: [{ source: 'gazette' }],
      });
      const { text } = composeDigest(
        edition,
        selectionOf(edition, subscriberWith(), edition.due, []),
        subscriberWith(),
        SENDER,
      );
      const flat = text.replace(/\s+/g, ' ');
      expect(flat).toContain('4 sources watched: 2 healthy, 0 failing, 1 gone, 1 blind.');
      expect(flat).toContain('Items may have scrolled away unseen between two visits to gazette.');
    },
  },
];

promises('a source says how it is, since when and why', states);
promises('what is told of it', told);
