import { describe, expect, test } from 'vitest';
import type { Learnt, Moved, Source } from '../../state/source.ts';
import { FAILURES, type FailureReason, failed } from '../../watchers/failure.ts';
import { adopted, type Ending, type Good, learn } from '../../watchers/lesson.ts';
import { learntOf } from '../learnt.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = new Date('2026-11-22T12:00:00.000Z');
const AT = NOW.toISOString();
const EARLIER = '2026-11-01T00:00:00.000Z';
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds).toISOString();

const SOURCE = { id: 's', kind: 'feed', url: 'https://s.example/feed', every: 30 * MINUTE } as const;
type Its = Partial<Pick<Source, 'kind' | 'url' | 'every'>>;

const good = (its: Partial<Good> = {}): Good => ({
  outcome: 'fetched',
  moved: null,
  freshFor: null,
  took: 100,
  read: null,
  ...its,
});
const read = (its: Partial<NonNullable<Good['read']>> = {}, more: Partial<Good> = {}): Good =>
  good({ ...more, read: { found: 20, fresh: 1, pace: null, reader: null, region: null, ...its } });
const unchanged = good({ outcome: 'unchanged' });
const bad = (reason: FailureReason, retryAfter?: number): Ending => ({ ...failed(reason, 'words'), retryAfter });
const was = (its: Partial<Learnt> = {}) => learntOf('s', { lastVisit: EARLIER, ...its });
const taught = (ending: Ending, known?: Learnt, its: Its = {}, now = NOW) =>
  learn({ ...SOURCE, ...its }, ending, known, now);

describe('what a visit teaches of how a source is', () => {
  const troubled = was({ outcome: 'failed', failures: 7 });
  test.each<[string, Ending, Learnt | undefined, Partial<Learnt>]>([
    ['the first good one begins a good time', read(), undefined, { outcome: 'fetched', since: AT, lastGood: AT }],
    ['the first bad one begins a bad time', bad('dns'), undefined, { failures: 1, since: AT, lastGood: null }],
    ['good after good goes on', read(), was(), { since: EARLIER, failures: 0, because: null, lastGood: AT }],
    ['unchanged is good', unchanged, was(), { outcome: 'unchanged', since: EARLIER, lastGood: AT }],
    ['good after bad begins anew', read(), troubled, { since: AT, failures: 0, reason: null, because: null }],
    ['bad after good begins anew', bad('http'), was(), { since: AT, failures: 0.5, lastGood: EARLIER }],
    ['bad after bad goes on, and counts by its weight', bad('tls'), troubled, { since: EARLIER, failures: 9 }],
    ['busy does not count', bad('busy'), was(), { outcome: 'failed', reason: 'busy', failures: 0 }],
    ['busy does not forget', bad('busy'), troubled, { failures: 7 }],
    ['slow does not count', bad('slow'), was(), { outcome: 'failed', reason: 'slow', failures: 0 }],
    ['when it was first visited stays', bad('http'), was(), { firstVisit: EARLIER, lastVisit: AT }],
  ])('%s', (_, ending, known, learnt) => expect(taught(ending, known)).toMatchObject({ source: 's', ...learnt }));

  test('why it failed, in words that a subscriber can read, and by its name', () => {
    expect(taught(bad('selector'))).toMatchObject({
      reason: 'selector',
      because: `${FAILURES.selector.words} (words)`,
    });
  });
});

describe('when we come again', () => {
  const jitter = (milliseconds: number) => [milliseconds, milliseconds + 0.1 * 30 * MINUTE * 4];
  test.each<[string, Ending, Learnt | undefined, number]>([
    ['after a first good visit: as its row says', read({ fresh: 20 }), undefined, 30 * MINUTE],
    ['after one of which most is new: sooner', read({ fresh: 20 }), was(), 15 * MINUTE],
    ['after an unchanged one: later', unchanged, was(), 37.5 * MINUTE],
    ['as the publisher says, where that is longer', read({ pace: wish(3 * HOUR) }), was(), 3 * HOUR],
    ['as the publisher said, where the document has not changed', unchanged, was({ pace: wish(3 * HOUR) }), 3 * HOUR],
    ['as the host says, where that is longer', read({}, { freshFor: 3 * HOUR }), was(), 3 * HOUR],
    ['after a failure: one interval later for each, by its weight', bad('tls'), was({ interval: HOUR }), 3 * HOUR],
    ['after a busy one: as it asks', bad('busy', 3 * HOUR), was(), 3 * HOUR],
  ])('%s', (_, ending, known, rest) => {
    const next = Date.parse(taught(ending, known).next) - NOW.getTime();
    const [least, most] = jitter(rest);
    expect(next).toBeGreaterThanOrEqual(least!);
    expect(next).toBeLessThanOrEqual(most!);
  });
  test('what a first visit finds says nothing of how fast a source changes', () => {
    expect(taught(read({ fresh: 20 })).interval).toBe(30 * MINUTE);
    expect(taught(read({ fresh: 20 }), was({ lastGood: null })).interval).toBe(30 * MINUTE);
  });

  function wish(every: number) {
    return { every, skipHours: [], skipDays: [] };
  }
});

describe('how long we wait', () => {
  test.each<[string, Ending, number | null]>([
    ['grows twofold where it was too short', bad('slow'), 16_000],
    ['is three times what a good visit took', good({ took: 3000 }), 9000],
    ['stays what it was after any other failure', bad('timeout'), 8000],
  ])('%s', (_, ending, patience) => expect(taught(ending, was({ patience: 8000 })).patience).toBe(patience));
});

describe('an address is adopted', () => {
  const NEW = 'https://new.example/feed';
  const moved = (its: Partial<Moved> = {}): Moved => ({ from: SOURCE.url, to: NEW, visits: 3, since: EARLIER, ...its });
  /** What is visited after some good visits, each of which was led for good to this address, or nowhere. */
  const after = (...led: (string | null | Ending)[]) => {
    const learnt = led.reduce<Learnt | undefined>(
      (known, to) => taught(to === null || typeof to === 'string' ? read({}, { moved: to }) : to, known),
      undefined,
    );
    return adopted(SOURCE, learnt);
  };

  test.each<[string, (string | null | Ending)[], string | null]>([
    ['not after one visit', [NEW], null],
    ['not after two that agree', [NEW, NEW], null],
    ['after three that agree', [NEW, NEW, NEW], NEW],
    ['after three that agree, with a failure between', [NEW, NEW, bad('http'), NEW], NEW],
    ['not where one of them led nowhere, or not for good', [NEW, NEW, null, NEW], null],
    ['not where one of them led elsewhere', [NEW, NEW, 'https://portal.example/', NEW], null],
    ['after three that agree again', [NEW, 'https://portal.example/', NEW, NEW, NEW], NEW],
    ['and stays, though it redirects no more', [NEW, NEW, NEW, null, null], NEW],
    ['and gives way to the configured one where it leads elsewhere', [NEW, NEW, NEW, 'https://x.example/'], null],
    ['never, where it is the one that is configured', [SOURCE.url, SOURCE.url, SOURCE.url], null],
  ])('%s', (_, led, expected) => expect(after(...led)).toBe(expected));

  test('with since when', () => {
    const first = taught(read({}, { moved: NEW }), undefined, {}, new Date(EARLIER));
    expect(taught(read({}, { moved: NEW }), first).moved).toEqual(moved({ visits: 2 }));
  });
  test('only for the configured address that led to it: another one in the YAML drops it', () => {
    const known = was({ moved: moved() });
    expect(adopted({ url: 'https://mended.example/' }, known)).toBeNull();
    expect(taught(read(), known, { url: 'https://mended.example/' }).moved).toBeNull();
  });
  test.each<[string, FailureReason, string | null]>([
    ['stays after a failure that passes by itself', 'timeout', NEW],
    ['stays after one that does not', 'missing', NEW],
    ['stays though its host is busy', 'busy', NEW],
  ])('and %s', (_, reason, expected) => {
    const learnt = taught(bad(reason), was({ moved: moved() }));
    expect(adopted(SOURCE, learnt)).toBe(expected);
  });
  test.each<[string, FailureReason, number]>([
    ['two failures that do not pass', 'missing', 2],
    ['three that may pass', 'dns', 3],
    ['six that pass by themselves', 'connect', 6],
  ])('and gives way to the configured one after %s in a row', (_, reason, most) => {
    let learnt = was({ moved: moved() });
    for (let n = 1; n <= most; n++) {
      expect(adopted(SOURCE, learnt)).toBe(NEW);
      learnt = taught(bad(reason), learnt);
    }
    expect(adopted(SOURCE, learnt)).toBeNull();
  });
});

describe('a gap is noticed', () => {
  const known = was({ found: 20 });
  test.each<[string, Good, Learnt | undefined, Its, string | null]>([
    ['where a visit shares no item with what is known', read({ fresh: 20 }), known, {}, AT],
    ['where its one item is another than the one before', read({ found: 1, fresh: 1 }), was({ found: 1 }), {}, AT],
    ['not where it shares one', read({ fresh: 19 }), known, {}, null],
    ['not at the first visit', read({ fresh: 20 }), undefined, {}, null],
    ['not where the visit before found nothing', read({ fresh: 20 }), was({ found: 0 }), {}, null],
    ['not where it finds nothing', read({ found: 0, fresh: 0 }), known, {}, null],
    ['not where nothing has changed', unchanged, known, {}, null],
    ['not in a region, whose change is one new item', read({ found: 1, fresh: 1 }), known, { kind: 'region' }, null],
  ])('%s', (_, ending, before, its, gap) => expect(taught(ending, before, its).gap).toBe(gap));

  test('and is remembered, and the interval tightens', () => {
    const learnt = taught(read({ fresh: 20 }), known);
    expect(learnt.interval).toBe(15 * MINUTE);
    expect(taught(read({ fresh: 0 }), learnt, {}, new Date(NOW.getTime() + HOUR)).gap).toBe(AT);
  });
});

describe('the rhythm of news', () => {
  test.each<[string, Good, Partial<Learnt>, Partial<Learnt>]>([
    ['has a beginning', read(), {}, { lastNews: AT, rhythm: null }],
    ['is the first pause', read(), { lastNews: ago(DAY) }, { lastNews: AT, rhythm: DAY }],
    ['forgets slowly', read(), { lastNews: ago(2 * DAY), rhythm: DAY }, { lastNews: AT, rhythm: 1.2 * DAY }],
    [
      'is not changed by a visit without news',
      read({ fresh: 0 }),
      { lastNews: EARLIER, rhythm: DAY },
      { lastNews: EARLIER, rhythm: DAY },
    ],
    [
      'is not changed by an unchanged document',
      unchanged,
      { lastNews: EARLIER, rhythm: DAY },
      { lastNews: EARLIER, rhythm: DAY },
    ],
  ])('%s', (_, ending, before, expected) => expect(taught(ending, was(before))).toMatchObject(expected));
});

describe('what was learnt of reading', () => {
  const region = { text: 'Open', changes: 2 };
  const pace = { every: HOUR, skipHours: [3], skipDays: [] };
  const known = was({
    reader: 'tolerant',
    region,
    pace,
    interval: HOUR,
    found: 7,
    rhythm: DAY,
    gap: EARLIER,
    lastNews: EARLIER,
  });

  test('a reader that was needed once stays, also where it is not needed', () => {
    expect(taught(read({ reader: 'tolerant' })).reader).toBe('tolerant');
    expect(taught(read({ reader: null }), known).reader).toBe('tolerant');
  });
  test('a region’s state is what it now says', () => {
    expect(taught(read({ region: { text: 'Shut', changes: 3 } }), known).region).toEqual({ text: 'Shut', changes: 3 });
  });
  test('a publisher that takes its wish back is believed', () => expect(taught(read(), known).pace).toBeNull());
  test('an unchanged document says the same', () => {
    expect(taught(unchanged, known)).toMatchObject({ reader: 'tolerant', region, pace, found: 7, gap: EARLIER });
  });
  test.each(Object.keys(FAILURES) as FailureReason[])('a failure keeps all that was learnt: %s', (reason) => {
    const { outcome, since, reason: _, because, failures, lastVisit, next, patience, ...kept } = known;
    expect(taught(bad(reason), known)).toMatchObject(kept);
  });
});
