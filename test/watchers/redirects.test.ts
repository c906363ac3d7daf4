import nock from 'nock';
import { describe, expect, test } from 'vitest';
import { atTheWire } from '../wire.ts';
import { ask, ending } from './fixture.ts';

atTheWire();

const HOST = 'https://source.example';
const to = (path: string, location: string, status = 302) => nock(HOST).get(path).reply(status, 'moved', { location });

describe('a redirect is followed', () => {
  test.each([301, 302, 303, 307, 308])('with status %i', async (status) => {
    to('/feed', '/new', status);
    nock(HOST).get('/new').reply(200, '<rss/>');
    expect(await ask(`${HOST}/feed`)).toMatchObject({ outcome: 'fetched', url: `${HOST}/new` });
  });

  test.each([
    ['a whole address', 'https://other.example/new'],
    ['an address without protocol', '//other.example/new'],
    ['a plain address', 'http://other.example/new'],
  ])('to another host, by %s', async (_, location) => {
    to('/feed', location);
    const there = new URL(location, HOST);
    nock(there.origin).get('/new').reply(200, '<rss/>');
    expect(await ask(`${HOST}/feed`)).toMatchObject({ outcome: 'fetched', url: there.href });
  });

  test('to a place beside it', async () => {
    to('/a/feed', 'new?x=1');
    nock(HOST).get('/a/new?x=1').reply(200, '<rss/>');
    expect(await ask(`${HOST}/a/feed`)).toMatchObject({ url: `${HOST}/a/new?x=1` });
  });

  test('five times, with our name and our validators at every step', async () => {
    const name = { 'user-agent': /^Silkwatch/, 'if-none-match': '"x"' };
    for (let n = 0; n < 5; n++)
      nock(HOST, { reqheaders: name })
        .get(`/${n}`)
        .reply(302, '', { location: `/${n + 1}` });
    nock(HOST, { reqheaders: name }).get('/5').reply(304);
    expect(await ask(`${HOST}/0`, { validators: { etag: '"x"' } })).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('an address has moved for good', () => {
  const other = 'https://other.example/new';
  const chain = (...hops: [status: number, location: string][]) => {
    for (const [n, [status, location]] of hops.entries()) {
      const from = n === 0 ? `${HOST}/feed` : hops[n - 1]![1];
      nock(new URL(from).origin).get(new URL(from).pathname).reply(status, '', { location });
    }
    const end = new URL(hops.at(-1)?.[1] ?? `${HOST}/feed`);
    return nock(end.origin).get(end.pathname);
  };

  test.each<[string, [number, string][], string | null]>([
    ['by a 301', [[301, other]], other],
    ['by a 308', [[308, other]], other],
    [
      'by several of them',
      [
        [301, `${HOST}/b`],
        [308, other],
      ],
      other,
    ],
    ['not by a 302', [[302, other]], null],
    ['not by a 307', [[307, other]], null],
    ['not by a 303', [[303, other]], null],
    [
      'not where a 302 stands before the 301',
      [
        [302, `${HOST}/b`],
        [301, other],
      ],
      null,
    ],
    [
      'not where a 302 stands after the 301',
      [
        [301, `${HOST}/b`],
        [302, other],
      ],
      null,
    ],
    ['not from https to http', [[301, 'http://other.example/new']], null],
    [
      'not where it was http on the way',
      [
        [301, 'http://other.example/b'],
        [301, other],
      ],
      null,
    ],
    ['not where it does not redirect', [], null],
  ])('%s', async (_, hops, moved) => {
    chain(...hops).reply(200, '<rss/>');
    expect(await ask(`${HOST}/feed`)).toMatchObject({ outcome: 'fetched', moved });
  });

  test('from http to https', async () => {
    nock('http://source.example')
      .get('/feed')
      .reply(301, '', { location: `${HOST}/feed` });
    nock(HOST).get('/feed').reply(200, '<rss/>');
    expect(await ask('http://source.example/feed')).toMatchObject({ moved: `${HOST}/feed` });
  });
  test('also where it answers that nothing has changed', async () => {
    chain([301, other]).reply(304);
    expect(await ask(`${HOST}/feed`)).toMatchObject({ outcome: 'unchanged', moved: other });
  });
  test('not where it answers with an error', async () => {
    chain([301, other]).reply(404);
    expect(await ask(`${HOST}/feed`)).not.toHaveProperty('moved');
  });
});

describe('a redirect is a failure', () => {
  test('the sixth time', async () => {
    for (let n = 0; n < 6; n++) to(`/${n}`, `/${n + 1}`);
    const beyond = nock(HOST).get('/6').reply(200, '<rss/>');
    expect(ending(await ask(`${HOST}/0`))).toBe('redirects');
    expect(beyond.isDone()).toBe(false);
  });

  test('in a loop, which ends', async () => {
    let asked = 0;
    nock(HOST)
      .persist()
      .get(/^\/[ab]$/)
      .reply((request: Request) => [301, `${++asked}`, { location: request.url.endsWith('/a') ? '/b' : '/a' }]);
    expect(ending(await ask(`${HOST}/a`))).toBe('redirects');
    expect(asked).toBe(6);
  });

  test('without a place to go', async () => {
    nock(HOST).get('/feed').reply(302, 'nowhere');
    expect(await ask(`${HOST}/feed`)).toMatchObject({ reason: 'redirects', detail: '302 without a place to go' });
  });

  test.each(['http://', 'https://[::1', 'http://a b/'])('to what is no address: %s', async (location) => {
    to('/feed', location);
    expect(ending(await ask(`${HOST}/feed`))).toBe('redirects');
  });

  test.each(['file:///etc/passwd', 'ftp://source.example/feed', 'data:text/xml,<rss/>', 'gopher://127.0.0.1:6379/x'])(
    'to what is not http: %s',
    async (location) => {
      to('/feed', location);
      expect(ending(await ask(`${HOST}/feed`))).toBe('redirects');
    },
  );

  test.each([
    ["a cloud's metadata", 'http://169.254.169.254/latest/meta-data/'],
    ['this machine', 'http://127.0.0.1:6379/'],
    ['this machine as one number', 'http://2130706433/'],
    ['this machine as an IPv6 address', 'http://[::ffff:7f00:1]/'],
    ['a router', 'http://192.168.1.1/'],
  ])('to %s, which is never asked: %s', async (_, location) => {
    const { origin, pathname } = new URL(location);
    const inside = nock(origin).get(pathname).reply(200, 'secret');
    to('/feed', location, 307);
    expect(ending(await ask(`${HOST}/feed`))).toBe('address');
    expect(inside.isDone()).toBe(false);
  });

  test('to this machine at the second step, which is never asked', async () => {
    const inside = nock('http://127.0.0.1').get('/').reply(200, 'secret');
    to('/feed', 'https://other.example/');
    nock('https://other.example').get('/').reply(302, '', { location: 'http://127.0.0.1/' });
    expect(ending(await ask(`${HOST}/feed`))).toBe('address');
    expect(inside.isDone()).toBe(false);
  });
});

test('an address that is not public is not asked in the first place', async () => {
  const inside = nock('http://10.0.0.1').get('/feed').reply(200, 'secret');
  expect(await ask('http://10.0.0.1/feed')).toMatchObject({
    reason: 'address',
    detail: '10.0.0.1 is not a public address',
  });
  expect(inside.isDone()).toBe(false);
});
