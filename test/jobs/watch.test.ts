import { beforeEach, describe, expect, it } from 'vitest';
import { watch } from '../../jobs/watch.ts';
import { before } from '../../state/item.ts';
import type { VisitRecord } from '../../state/visits.ts';
import { FAILURES } from '../../watchers/failure.ts';
import { learntOf, visitOf } from '../learnt.ts';
import { feed, sourceOf, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const CONFIG = { timeout: 5, maxBytes: 100_000, concurrency: 8 };
const gazette = sourceOf();
const herald = sourceOf({
  id: 'herald',
  title: 'The Herald',
  url: 'https://herald.example.com/feed',
  family: 'herald',
});

let world: TestWorld;
const answer = (url: string, body: string, init: ResponseInit = {}) =>
  world.answers.set(url, () => new Response(body, init));
const run = (sources = [gazette], named: string[] = []) => watch(sources, TOPICS, CONFIG, world, named);
const matched = async (topic = 'bridge') => world.ledger.matchedItems(topic, '');

beforeEach(async () => {
  world = await testWorld();
});

describe('after a visit', () => {
  it('its items and their decisions are in the ledger', async () => {
    answer(gazette.url, feed('The bridge collapsed', 'A fair summer'));
    expect(await run()).toEqual({ visited: 1, failed: 0, later: 0, items: 2, fresh: 2, revised: 0 });
    expect(await world.ledger.seen('', '9')).toEqual({ items: 2, matched: 1 });
    const [item] = await matched();
    expect(item).toMatchObject({
      title: 'The bridge collapsed',
      source: 'gazette',
      firstSeen: '2026-10-05T06:00:00.000Z',
    });
    expect(item!.matches).toMatchObject([{ topic: 'bridge', rule: 'falls', severity: 'high' }]);
  });
  it('what came before is not new, and not recorded again', async () => {
    answer(gazette.url, feed('The bridge collapsed'));
    await run();
    answer(gazette.url, feed('The bridge collapsed', 'A tender for the bridge'));
    expect(await run([gazette], ['gazette'])).toMatchObject({ items: 2, fresh: 1 });
    expect(await world.ledger.countItems()).toBe(2);
  });
  it('the source rests for as long as it asks', async () => {
    answer(gazette.url, feed('The bridge collapsed'));
    await run();
    const { outcome, next } = (await world.ledger.learnt()).get('gazette')!;
    expect(outcome).toBe('fetched');
    expect(next >= '2026-10-05T07:00:00.000Z' && next <= '2026-10-05T07:06:00.000Z').toBe(true);
  });
  it('the validators are sent the next time, and an unchanged source is a good one', async () => {
    answer(gazette.url, feed('The bridge collapsed'), { headers: { etag: '"1"', 'last-modified': 'yesterday' } });
    await run();
    world.answers.set(gazette.url, () => new Response(null, { status: 304 }));
    expect(await run([gazette], ['gazette'])).toEqual({
      visited: 1,
      failed: 0,
      later: 0,
      items: 0,
      fresh: 0,
      revised: 0,
    });
    expect(world.asked[1]!.headers).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'yesterday' });
    expect((await world.ledger.learnt()).get('gazette')).toMatchObject({ outcome: 'unchanged', failures: 0 });
    expect(world.lines).toContain('✓ The Gazette: unchanged');
  });
  it('one line says how many items it found, and how many of them are new', async () => {
    answer(gazette.url, feed('The bridge collapsed', 'A fair summer'));
    await run();
    expect(world.lines[0]).toBe('✓ The Gazette: 2 items, 2 new');
    expect(world.lines.at(-1)).toBe('sources visited 1, failed 0; items 2, new 2');
  });
  it('another title of a known item is counted as revised', async () => {
    const titled = (title: string) => feed('x').replace('<title>x</title>', `<title>${title}</title>`);
    answer(gazette.url, titled('The bridge collapsed'));
    await run();
    answer(gazette.url, titled('The bridge stands'));
    expect(await run([gazette], ['gazette'])).toEqual({
      visited: 1,
      failed: 0,
      later: 0,
      items: 1,
      fresh: 0,
      revised: 1,
    });
    expect(world.lines.at(-1)).toBe('sources visited 1, failed 0; items 1, new 0, revised 1');
  });
  it('what it taught of reading is used at the next', async () => {
    const region = { text: 'Open', changes: 2 };
    const learnt = learntOf('gazette', { reader: 'tolerant', region });
    await world.ledger.recordVisits([visitOf('gazette', [], { learnt })]);
    const { read } = world;
    const origins: Parameters<typeof read>[1][] = [];
    world.read = (body, origin) => {
      origins.push(origin);
      return read(body, origin);
    };
    answer(gazette.url, feed('The bridge collapsed'));
    await run();
    expect(origins).toMatchObject([{ url: gazette.url, reader: 'tolerant', region }]);
  });
  it('a source with a new address is asked for everything', async () => {
    answer(gazette.url, feed('The bridge collapsed'), { headers: { etag: '"1"' } });
    await run();
    const moved = sourceOf({ url: 'https://moved.example/feed' });
    answer(moved.url, feed('The bridge collapsed'));
    await run([moved], [moved.id]);
    expect(world.asked[1]!.headers).not.toHaveProperty('if-none-match');
  });
  it('a visit that is given up when the program ends says nothing of its source, and nothing more is begun', async () => {
    const end = new AbortController();
    world.ending = end.signal;
    world.answers.set(gazette.url, () => {
      end.abort();
      throw new Error('given up');
    });
    const next = sourceOf({ id: 'next', url: `${gazette.url}/next` });
    expect(await run([gazette, next])).toEqual({ visited: 0, failed: 0, later: 0, items: 0, fresh: 0, revised: 0 });
    expect(world.asked.map(({ url }) => url)).toEqual([gazette.url]);
    expect((await world.ledger.learnt()).size).toBe(0);
  });
  it('an item is decided for the topics that its source serves, and for no others', async () => {
    answer(gazette.url, feed('The railway opens at the collapsed bridge'));
    await run([sourceOf({ topics: ['railway'] })]);
    expect((await matched('railway')).flatMap(({ matches }) => matches.map(({ topic }) => topic))).toEqual(['railway']);
    expect(await matched('bridge')).toEqual([]);
  });
});

describe('a source', () => {
  it.each([
    ['whose host is unknown', null, 'dns'],
    ['that answers with an error', () => new Response('', { status: 500 }), 'http'],
    ['that asks for patience', () => new Response('', { status: 429, headers: { 'retry-after': '7200' } }), 'busy'],
    ['that answers with a page', () => new Response('<html><title>Just a moment</title></html>'), 'format'],
    ['that is empty', () => new Response(''), 'empty'],
    ['that is too large', () => new Response(' '.repeat(100_001)), 'large'],
  ] as const)('%s is recorded with the reason, and stops no other', async (_, broken, reason) => {
    if (broken) world.answers.set(gazette.url, broken);
    answer(herald.url, feed('The bridge collapsed'));
    const later = reason === 'busy' ? 1 : 0;
    expect(await run([gazette, herald])).toEqual({
      visited: 2,
      failed: 1 - later,
      later,
      items: 1,
      fresh: 1,
      revised: 0,
    });
    const learnt = await world.ledger.learnt();
    expect(learnt.get('gazette')).toMatchObject({
      outcome: 'failed',
      because: expect.stringContaining(FAILURES[reason].words),
    });
    expect(learnt.get('herald')).toMatchObject({ outcome: 'fetched', because: null });
  });
  it('that asks for patience is left alone for as long as it asks', async () => {
    world.answers.set(gazette.url, () => new Response('', { status: 429, headers: { 'retry-after': '7200' } }));
    await run();
    expect((await world.ledger.learnt()).get('gazette')!.next >= '2026-10-05T08:00:00.000Z').toBe(true);
  });
  it('that is named while its host is left alone is put off, and told so', async () => {
    world.answers.set(gazette.url, () => new Response('', { status: 429, headers: { 'retry-after': '7200' } }));
    await run();
    expect(await run([gazette], ['gazette'])).toMatchObject({ visited: 0, later: 1 });
    expect(world.lines).toContain('… gazette: example.org has asked to be left alone for a while');
  });
  it('is waited for, and the run says until when', async () => {
    answer(gazette.url, feed('The bridge collapsed'));
    await run();
    await run();
    expect(world.lines.at(-1)).toMatch(/^nothing is due until 2026-10-05T07:\d\d/);
  });
  it('that is not due is not visited until it is', async () => {
    answer(gazette.url, feed('The bridge collapsed'));
    await run();
    const { next } = (await world.ledger.learnt()).get('gazette')!;
    world.at(before(next, 1));
    expect((await run()).visited).toBe(0);
    world.at(next);
    expect((await run()).visited).toBe(1);
  });
  it('that is off is not visited', async () => {
    answer(herald.url, feed('The bridge collapsed'));
    await run([sourceOf({ enabled: false }), herald]);
    expect(world.asked.map(({ url }) => url)).toEqual([herald.url]);
  });
  it('that is named is visited although it is not due, and the others are not', async () => {
    for (const { url } of [gazette, herald]) answer(url, feed('The bridge collapsed'));
    await run([gazette, herald]);
    await run([gazette, herald], ['herald']);
    expect(world.asked.map(({ url }) => url)).toEqual([gazette.url, herald.url, herald.url]);
  });
});

describe('where the ledger cannot be written', () => {
  const full = new Error('database or disk is full');
  const breakLedger = (broken = (_: readonly VisitRecord[]) => true) => {
    const { recordVisits } = world.ledger;
    world.ledger.recordVisits = (visits) => (broken(visits) ? Promise.reject(full) : recordVisits(visits));
    return () => {
      world.ledger.recordVisits = recordVisits;
    };
  };

  it('the run ends with the error, and begins nothing new', async () => {
    breakLedger();
    for (const { url } of [gazette, herald]) answer(url, feed('The bridge collapsed'));
    await expect(watch([gazette, herald], TOPICS, { ...CONFIG, concurrency: 1 }, world)).rejects.toBe(full);
    expect(world.asked).toHaveLength(1);
  });
  it('what is under way elsewhere is still finished', async () => {
    breakLedger((visits) => visits.some(({ source }) => source === 'gazette'));
    const failed = Promise.withResolvers<void>();
    answer(gazette.url, feed('The bridge collapsed'));
    world.answers.set(herald.url, async () => {
      await failed.promise;
      return new Response(feed('The bridge collapsed'));
    });
    const { recordVisits } = world.ledger;
    world.ledger.recordVisits = (visits) => recordVisits(visits).finally(failed.resolve);
    await expect(run([gazette, herald])).rejects.toBe(full);
    expect([...(await world.ledger.learnt()).keys()]).toEqual(['herald']);
  });
  it('no validators are kept, so that the next visit gets everything', async () => {
    const mend = breakLedger();
    answer(gazette.url, feed('The bridge collapsed'), { headers: { etag: '"1"', 'last-modified': 'yesterday' } });
    await expect(run()).rejects.toBe(full);
    mend();
    expect(await run()).toMatchObject({ fresh: 1 });
    expect(Object.keys(world.asked[1]!.headers).sort()).toEqual(['accept', 'user-agent']);
  });
});
