import nock from 'nock';
import { describe, expect, test } from 'vitest';
import { mayRead } from '../../watchers/robots.ts';
import type { VisitLimits } from '../../watchers/visit.ts';
import { atTheWire } from '../wire.ts';
import { worldOf } from './fixture.ts';

atTheWire();

const HOST = 'https://host.example';
const DAY = 24 * 3600_000;
const LIMITS: VisitLimits = { timeout: 10_000, maxBytes: 1000 };

/** A memory that shows what was kept in it, and for how long. */
function memory() {
  const kept = new Map<string, unknown>();
  const sets: { key: string; ttl: number | undefined }[] = [];
  return {
    kept,
    sets,
    get: async <T>(key: string) => kept.get(key) as T | undefined,
    set: async (key: string, value: unknown, ttl?: number) => {
      kept.set(key, value);
      sets.push({ key, ttl });
    },
  };
}

const asks = (path: string, its = memory(), world = worldOf()) => mayRead(`${HOST}${path}`, its, LIMITS, world);
const allowed = (delay = 0) => ({ outcome: 'allowed', delay });
const forbidden = { outcome: 'failed', reason: 'robots' };

describe('a robots.txt', () => {
  test.each<[string, string, string, object]>([
    ['that forbids nothing allows', 'User-agent: *\nDisallow:', '/news', allowed()],
    ['that is empty allows', ' ', '/news', allowed()],
    ['that is a page, as where everything is one, allows', '<!doctype html><title>Home</title>', '/news', allowed()],
    ['may forbid all', 'User-agent: *\nDisallow: /', '/news', forbidden],
    ['may forbid a path', 'User-agent: *\nDisallow: /news', '/news/1', forbidden],
    ['may forbid one path and no other', 'User-agent: *\nDisallow: /news', '/blog', allowed()],
    ['may forbid by a wildcard', 'User-agent: *\nDisallow: /*/print$', '/news/print', forbidden],
    ['forbids by a wildcard only to its end', 'User-agent: *\nDisallow: /*/print$', '/news/print/1', allowed()],
    ['may forbid by a query', 'User-agent: *\nDisallow: /*?page=', '/news?page=2', forbidden],
    ['allows by the longer rule', 'User-agent: *\nDisallow: /news\nAllow: /news/open', '/news/open/1', allowed()],
    ['may speak of us by name', 'User-agent: silkwatch\nDisallow: /', '/news', forbidden],
    ['may speak of us in a group', 'User-agent: other\nUser-agent: Silkwatch\nDisallow: /', '/news', forbidden],
    [
      'says of us what it says by our name',
      'User-agent: *\nDisallow: /\n\nUser-agent: Silkwatch\nDisallow:',
      '/news',
      allowed(),
    ],
    ['says of others nothing about us', 'User-agent: GPTBot\nDisallow: /', '/news', allowed()],
    ['may ask for a pause', 'User-agent: *\nCrawl-delay: 10', '/news', allowed(10_000)],
    ['may ask for half a second', 'User-agent: *\nCrawl-delay: 0.5', '/news', allowed(500)],
    ['is followed for half a minute at most', 'User-agent: *\nCrawl-delay: 86400', '/news', allowed(30_000)],
    [
      'may ask us for a pause, and others for another',
      'User-agent: *\nCrawl-delay: 9\n\nUser-agent: Silkwatch\nCrawl-delay: 2',
      '/news',
      allowed(2000),
    ],
    ['has its lines ended as they may be', 'User-agent: *\r\nDisallow: /news\r\n', '/news', forbidden],
  ])('%s', async (_, text, path, permission) => {
    nock(HOST).get('/robots.txt').reply(200, text);
    expect(await asks(path)).toMatchObject(permission);
  });

  test('that forbids is named, with the path', async () => {
    nock(HOST).get('/robots.txt').reply(200, 'User-agent: *\nDisallow: /news');
    expect(await asks('/news/1')).toMatchObject({ detail: `${HOST}/robots.txt forbids /news/1` });
  });
  test('is read as the host’s own, not at another port or under another protocol', async () => {
    nock('http://host.example:8080').get('/robots.txt').reply(200, 'User-agent: *\nDisallow: /');
    expect(await mayRead('http://host.example:8080/news', memory(), LIMITS, worldOf())).toMatchObject(forbidden);
  });
  test('is asked for by our own name', async () => {
    nock(HOST, { reqheaders: { 'user-agent': /^Silkwatch\// } })
      .get('/robots.txt')
      .reply(200, 'Disallow:');
    expect(await asks('/news')).toEqual(allowed());
  });
  test('is followed to where it has moved', async () => {
    nock(HOST).get('/robots.txt').reply(301, '', { location: 'https://www.host.example/robots.txt' });
    nock('https://www.host.example').get('/robots.txt').reply(200, 'User-agent: *\nDisallow: /');
    expect(await asks('/news')).toMatchObject(forbidden);
  });
  test('may be longer than a document may be, up to half a megabyte', async () => {
    const comment = `# ${'x'.repeat(LIMITS.maxBytes)}\n`;
    nock(HOST).get('/robots.txt').reply(200, `${comment}User-agent: *\nDisallow: /news`);
    expect(await asks('/news')).toMatchObject(forbidden);
  });
});

describe('where there is no robots.txt', () => {
  test.each([
    ['not there (404), a page may be read', 404, allowed()],
    ['forbidden (403), it may', 403, allowed()],
    ['to be paid for (401), it may', 401, allowed()],
    ['gone (410), it may', 410, allowed()],
    ['refused as a bad request (400), it may', 400, allowed()],
    ['empty (200), it may', 200, allowed()],
    ['broken (500), nobody knows', 500, forbidden],
    ['behind a broken gateway (502), nobody knows', 502, forbidden],
    ['behind a busy host (503), we come later', 503, { reason: 'busy' }],
    ['too often asked for (429), we come later', 429, { reason: 'busy' }],
  ])('since it is %s', async (_, status, permission) => {
    nock(HOST).get('/robots.txt').reply(status, '');
    expect(await asks('/news')).toMatchObject(permission);
  });
  test('since its host asks us to come later, we know how much later', async () => {
    nock(HOST).get('/robots.txt').reply(429, '', { 'retry-after': '120' });
    expect(await asks('/news')).toMatchObject({ reason: 'busy', retryAfter: 120_000 });
  });
  test('since its redirects lead nowhere, nobody knows', async () => {
    nock(HOST).persist().get('/robots.txt').reply(302, '', { location: '/robots.txt' });
    expect(await asks('/news')).toMatchObject(forbidden);
  });
  test.each([
    ['unknown', 'ENOTFOUND', 'dns'],
    ['not there', 'ECONNREFUSED', 'connect'],
    ['silent', 'ETIMEDOUT', 'timeout'],
  ])('since its host is %s, that is the failure', async (_, code, reason) => {
    const fetch = () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) }));
    expect(await asks('/news', memory(), { ...worldOf(), fetch })).toMatchObject({ outcome: 'failed', reason });
  });
});

describe('a robots.txt is asked for', () => {
  test('once for all the pages of a host, and kept for a day from when it was read', async () => {
    const its = memory();
    const once = nock(HOST).get('/robots.txt').reply(200, 'User-agent: *\nDisallow: /news');
    for (const path of ['/blog', '/news', '/blog/2']) await asks(path, its);
    expect(once.isDone()).toBe(true);
    expect(its.sets).toEqual([{ key: `${HOST}/robots.txt`, ttl: DAY }]);
  });
  test('once for all the pages of a host that has none', async () => {
    const its = memory();
    nock(HOST).get('/robots.txt').reply(404);
    expect([await asks('/a', its), await asks('/b', its)]).toEqual([allowed(), allowed()]);
    expect(its.sets).toHaveLength(1);
  });
  test('again, where it could not be read', async () => {
    const its = memory();
    nock(HOST).get('/robots.txt').reply(500);
    expect(await asks('/news', its)).toMatchObject(forbidden);
    nock(HOST).get('/robots.txt').reply(200, 'User-agent: *\nDisallow:');
    expect(await asks('/news', its)).toEqual(allowed());
  });
});
