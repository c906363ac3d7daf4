import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Asked, ask, ending, NOW, worldOf } from './fixture.ts';

beforeAll(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

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
    const result = await ask(FEED);
    expect({ ...result, body: body(result) }).toEqual({
      outcome: 'fetched',
      url: FEED,
      contentType: 'text/xml; charset=koi8-r',
      body: '<rss/>',
      validators: { etag: 'W/"odd"', lastModified: 'yesterday' },
    });
  });

  test('304 is unchanged', async () => {
    at().get('/feed').matchHeader('if-none-match', '"x"').reply(304);
    expect(await ask(FEED, { validators: { etag: '"x"' } })).toEqual({ outcome: 'unchanged' });
  });

  test.each([
    [400, 'http'],
    [403, 'http'],
    [404, 'http'],
    [410, 'gone'],
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

  test.each<[string, string, number | undefined]>([
    ['in seconds', '120', 120_000],
    ['at a date', new Date(NOW.getTime() + 90_000).toUTCString(), 90_000],
    ['at a date that is past', 'Sat, 21 Nov 2026 12:00:00 GMT', 0],
    ['in seconds below nothing', '-5', 0],
    ['in a year', String(365 * 86_400), 7 * 86_400_000],
    ['at a date of another century', 'Fri, 01 Jan 2100 00:00:00 GMT', 7 * 86_400_000],
    ['in more digits than a number has', '9'.repeat(400), 7 * 86_400_000],
    ['at no time that we know', 'soon', undefined],
  ])('a host that asks us to come %s is heard', async (_, after, retryAfter) => {
    at().get('/feed').reply(503, 'later', { 'retry-after': after });
    expect(await ask(FEED)).toMatchObject({ reason: 'busy', retryAfter });
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
