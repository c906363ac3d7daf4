import { describe, expect, test } from 'vitest';
import type { Learnt, Source } from '../../state/source.ts';
import { FAILURES, type FailureReason } from '../../watchers/failure.ts';
import { dueSources, type Ending, lanes, learn } from '../../watchers/pace.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = new Date('2026-11-22T12:00:00.000Z');
const EARLIER = '2026-11-01T00:00:00.000Z';
const in_ = (milliseconds: number) => new Date(NOW.getTime() + milliseconds).toISOString();

const failed = (reason: FailureReason, retryAfter?: number): Ending => ({
  outcome: 'failed',
  reason,
  detail: 'words',
  retryAfter,
});
const was = (outcome: Learnt['outcome'], failures = 0): Learnt => ({
  source: 's',
  lastVisit: EARLIER,
  outcome,
  because: null,
  since: EARLIER,
  failures,
  next: EARLIER,
});
const good: Ending = { outcome: 'fetched' };
const lesson = (ending: Ending, before?: Learnt, every = 30 * MINUTE) => learn({ id: 's', every }, ending, before, NOW);

describe('what a visit teaches', () => {
  test.each<[string, Ending, Learnt | undefined, Partial<Learnt>]>([
    ['the first good one begins a good time', good, undefined, { outcome: 'fetched', since: NOW.toISOString() }],
    ['the first bad one begins a bad time', failed('dns'), undefined, { failures: 1, since: NOW.toISOString() }],
    ['good after good goes on', good, was('unchanged'), { since: EARLIER, failures: 0, because: null }],
    ['unchanged is good', { outcome: 'unchanged' }, was('fetched'), { outcome: 'unchanged', since: EARLIER }],
    ['good after bad begins anew', good, was('failed', 7), { since: NOW.toISOString(), failures: 0, because: null }],
    ['bad after good begins anew', failed('http'), was('fetched'), { since: NOW.toISOString(), failures: 1 }],
    ['bad after bad goes on, and counts', failed('http'), was('failed', 7), { since: EARLIER, failures: 8 }],
    ['busy does not count', failed('busy'), was('fetched'), { outcome: 'failed', failures: 0 }],
    ['busy does not forget', failed('busy'), was('failed', 7), { failures: 7 }],
  ])('%s', (_, ending, before, learnt) => {
    expect(lesson(ending, before)).toMatchObject({ source: 's', lastVisit: NOW.toISOString(), ...learnt });
  });

  test('why it failed, in words', () => {
    const { because } = lesson(failed('selector'));
    expect(because).toContain('words');
    expect(because).toContain(FAILURES.selector);
  });
});

describe('when we come again', () => {
  test.each<[string, Ending, Learnt | undefined, number]>([
    ['after a good visit: as the source says', good, was('failed', 7), 30 * MINUTE],
    ['after an unchanged one: too', { outcome: 'unchanged' }, undefined, 30 * MINUTE],
    ['after a first failure: twice as late', failed('http'), was('fetched'), 60 * MINUTE],
    ['after a third: four times as late', failed('http'), was('failed', 2), 120 * MINUTE],
    ['after a thousandth: the next day', failed('http'), was('failed', 999), DAY],
    ['gone for good: in a month', failed('gone'), undefined, 30 * DAY],
    ['busy: as the source says', failed('busy'), was('fetched'), 30 * MINUTE],
    ['busy for two hours: in two hours', failed('busy', 120 * MINUTE), was('fetched'), 120 * MINUTE],
    ['busy for a week: in a week', failed('busy', 7 * DAY), was('failed', 999), 7 * DAY],
    ['busy for a second: not before the source says', failed('busy', 1000), was('fetched'), 30 * MINUTE],
  ])('%s', (_, ending, before, rest) => expect(lesson(ending, before).next).toBe(in_(rest)));

  test('a source of once a week is never asked sooner for having failed', () => {
    expect(lesson(failed('http'), undefined, 7 * DAY).next).toBe(in_(7 * DAY));
  });
});

const source = (id: string, more: Partial<Source> = {}): Source =>
  ({ id, url: `https://${id}.example/`, kind: 'feed', enabled: true, ...more }) as Source;

test('due is what is enabled and has had its rest, or was never visited', () => {
  const sources = [
    source('new'),
    source('rested'),
    source('now'),
    source('resting'),
    source('off', { enabled: false }),
  ];
  const next = { rested: in_(-1), now: in_(0), resting: in_(1) };
  const learnt = new Map(Object.entries(next).map(([id, at]) => [id, { ...was('fetched'), source: id, next: at }]));
  expect(dueSources(sources, learnt, NOW).map(({ id }) => id)).toEqual(['new', 'rested', 'now']);
});

describe('lanes', () => {
  const laid = (...sources: Source[]) =>
    lanes(sources).map(({ sources, spacing }) => [sources.map(({ id }) => id).join(' '), spacing]);

  test('what shares a registrable domain is visited one after the other', () => {
    const a = source('a', { url: 'https://www.rferl.org/api/1' });
    const b = source('b', { url: 'http://about.rferl.org/x' });
    const c = source('c', { url: 'https://bbc.co.uk/' });
    const d = source('d', { url: 'https://itv.co.uk/' });
    expect(laid(a, c, b, d)).toEqual([
      ['a b', 0],
      ['c', 0],
      ['d', 0],
    ]);
  });

  test('hosts without a domain stand apart', () => {
    const urls = ['http://127.0.0.1:1/', 'http://127.0.0.1:2/', 'http://localhost/', 'http://[::1]/'];
    expect(laid(...urls.map((url, n) => source(`s${n}`, { url })))).toHaveLength(4);
  });

  test.each([
    ['gdelt', 'https://api.gdeltproject.org/api/v2/doc/doc?query=', 5000],
    ['google-news', 'https://news.google.com/rss/search?q=', 1500],
    ['bing-news', 'https://www.bing.com/news/search?q=', 1500],
  ] as const)('two queries of %s have a pause between them', (kind, url, spacing) => {
    const sources = ['x', 'y'].map((q) => source(q, { kind, url: url + q }));
    expect(laid(...sources)).toEqual([['x y', spacing]]);
  });

  test('the longest pause of a lane is that of all', () => {
    const url = 'https://api.gdeltproject.org/';
    expect(laid(source('a', { url }), source('b', { url, kind: 'gdelt' }))).toEqual([['a b', 5000]]);
  });
});
