import nock from 'nock';
import { describe, expect, test } from 'vitest';
import { atTheWire } from '../wire.ts';
import { type Asked, ask, ending, worldOf } from './fixture.ts';

atTheWire();

const HOST = 'https://source.example';
const FEED = `${HOST}/feed`;
const at = () => nock(HOST);
const body = (result: Awaited<ReturnType<typeof ask>>) =>
  result.outcome === 'fetched' ? Buffer.from(result.body).toString() : result;

describe('what we ask', () => {
  /** The headers of our question, after an answer that has them. */
  async function asked(given: Asked = {}): Promise<Record<string, string | undefined>> {
    let headers = {};
    at()
      .get('/feed')
      .reply((request: Request) => {
        headers = Object.fromEntries(request.headers);
        return [200, 'x'];
      });
    expect(ending(await ask(FEED, given))).toBe('fetched');
    return headers;
  }

  test.each<[string, Asked, string]>([
    ['we give our own name', {}, 'Silkwatch/0.1.0 (+https://silkwatch.example)'],
    [
      'we give it in the form that hosts know feed readers by',
      { agent: 'own' },
      'Silkwatch/0.1.0 (+https://silkwatch.example)',
    ],
    ['we give the name of a browser where a source wants one', { agent: 'browser' }, 'Mozilla/5.0 '],
    ['we give any other name as it is written', { agent: 'FeedFetcher-Google; x' }, 'FeedFetcher-Google; x'],
  ])('%s', async (_, given, name) => {
    expect((await asked(given))['user-agent']?.slice(0, name.length)).toBe(name);
  });

  test('we ask for feeds first, and take what there is', async () => {
    expect((await asked()).accept).toMatch(/^application\/atom\+xml, application\/rss\+xml.*\*\/\*;q=0\.5$/);
  });

  test.each(['W/"a b\\"c"', '"x"', 'unquoted', '""'])('the etag %s is sent back as it came', async (etag) => {
    const headers = await asked({ validators: { etag, lastModified: 'Sun, 22 Nov 2026 10:00:00 gmt' } });
    expect(headers['if-none-match']).toBe(etag);
    expect(headers['if-modified-since']).toBe('Sun, 22 Nov 2026 10:00:00 gmt');
  });

  test('without validators there is no condition', async () => {
    expect(Object.keys(await asked()).filter((name) => name.startsWith('if-'))).toEqual([]);
  });
});

describe('what is answered', () => {
  test('a body comes with its address, type and validators, as they were written', async () => {
    at().get('/feed').reply(200, '<rss/>', {
      'content-type': 'text/xml; charset=koi8-r',
      etag: 'W/"odd"',
      'last-modified': 'yesterday',
    });
    const asked = performance.now();
    const result = await ask(FEED);
    expect(result).toHaveProperty('took');
    expect('took' in result && result.took).toBeLessThanOrEqual(performance.now() - asked);
    expect({ ...result, body: body(result) }).toEqual({
      outcome: 'fetched',
      moved: null,
      freshFor: null,
      took: expect.any(Number),
      url: FEED,
      contentType: 'text/xml; charset=koi8-r',
      body: '<rss/>',
      validators: { etag: 'W/"odd"', lastModified: 'yesterday' },
    });
  });

  test('304 is unchanged', async () => {
    at().get('/feed').matchHeader('if-none-match', '"x"').reply(304);
    expect(await ask(FEED, { validators: { etag: '"x"' } })).toMatchObject({
      outcome: 'unchanged',
      moved: null,
      freshFor: null,
    });
  });

  test.each([
    [400, 'http'],
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'missing'],
    [410, 'gone'],
    [451, 'forbidden'],
    [500, 'http'],
    [502, 'http'],
    [204, 'http'],
    [206, 'http'],
    [429, 'busy'],
    [503, 'busy'],
  ])('%i is %s, and its body no document', async (status, reason) => {
    at()
      .get('/feed')
      .reply(status, status === 204 ? undefined : '<rss/>');
    expect(await ask(FEED)).toMatchObject({ outcome: 'failed', reason, detail: `HTTP ${status}` });
  });

  test.each([429, 503])('a host that asks us with %i to come later is heard', async (status) => {
    at().get('/feed').reply(status, 'later', { 'retry-after': '120' });
    expect(await ask(FEED)).toMatchObject({ reason: 'busy', retryAfter: 120_000 });
  });

  test('a host that is broken, and says when it will not be, is only broken', async () => {
    at().get('/feed').reply(500, 'later', { 'retry-after': '120' });
    expect(await ask(FEED)).not.toHaveProperty('retryAfter');
  });

  test.each([
    [200, '<rss/>', 'fetched'],
    [304, undefined, 'unchanged'],
  ])('how long it stays as it is comes with a %i', async (status, text, outcome) => {
    at().get('/feed').reply(status, text, { 'cache-control': 'max-age=600' });
    expect(await ask(FEED)).toMatchObject({ outcome, freshFor: 600_000 });
  });

  test.each([
    ['nothing', '', 0, 'empty'],
    ['less than its source ever gives', 'Invalid url', 200, 'empty'],
    ['one byte less', '123456789', 10, 'empty'],
    ['just as much', '1234567890', 10, 'fetched'],
    ['one byte', 'x', 0, 'fetched'],
  ])('%s is %j of at least %i bytes: %s', async (_, text, floor, outcome) => {
    at().get('/feed').reply(200, text);
    expect(ending(await ask(FEED, { floor }))).toBe(outcome);
  });
});

describe('what goes wrong has a name', () => {
  const coded = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('words'), { code }) });

  test.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ETIMEDOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['EPROTO', 'tls'],
  ])('%s is %s', async (code, reason) => {
    const world = { ...worldOf(), fetch: () => Promise.reject(coded(code)) };
    expect(await ask(FEED, { world })).toEqual({
      outcome: 'failed',
      reason,
      detail: expect.stringMatching(/words|time/),
    });
  });

  test.each([new Error('odd'), 'a string', undefined, { code: 1 }])(
    'what nobody foresaw is, too: %s',
    async (thrown) => {
      const world = { ...worldOf(), fetch: () => Promise.reject(thrown) };
      expect(await ask(FEED, { world })).toMatchObject({ outcome: 'failed', reason: 'connect' });
    },
  );
});

describe('a visit never throws', () => {
  test.each(['http://', 'no url', 'http://user:password@source.example/feed', 'file:///etc/passwd', 'blob:x'])(
    '%s is a failure',
    async (url) => {
      expect((await ask(url)).outcome).toBe('failed');
    },
  );

  test.each([{ etag: 'a\nb: c' }, { lastModified: 'Ω' }])('validators that are no header: %j', async (validators) => {
    expect((await ask(FEED, { validators })).outcome).toBe('failed');
  });
});
