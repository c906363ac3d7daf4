import type { RequestListener, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:tls';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Asked, ask, ending, LOOPBACK, names, serving, worldOf } from './fixture.ts';

/** Visits a host on loopback that answers as the listener does. */
const visiting = (listener: RequestListener, asked: Asked = {}) =>
  serving(listener, (url) => ask(url, { world: worldOf(LOOPBACK), ...asked }));

const sends =
  (body: Buffer | string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, headers).end(body);
  };

const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const packed = { gzip: gzipSync, br: (body: Buffer | string) => brotliCompressSync(body, quick), deflate: deflateSync };
const forms = Object.keys(packed) as (keyof typeof packed)[];

describe('a body', () => {
  test.each(forms)('packed with %s is unpacked', async (form) => {
    const result = await visiting(sends(packed[form]('<rss/>'), { 'content-encoding': form }));
    expect(result.outcome === 'fetched' && Buffer.from(result.body).toString()).toBe('<rss/>');
  });

  test('may be as large as the limit, to the byte', async () => {
    const limits = { maxBytes: 10_000 };
    expect(ending(await visiting(sends('x'.repeat(10_000)), { limits }))).toBe('fetched');
    expect(ending(await visiting(sends('x'.repeat(10_001)), { limits }))).toBe('large');
  });

  test.each(forms)('that is small on the way and huge when unpacked with %s is too large, at no cost', async (form) => {
    const bomb = packed[form](Buffer.alloc(100_000_000, ' '));
    expect(bomb.length).toBeLessThan(150_000);
    const before = process.memoryUsage.rss();
    expect(ending(await visiting(sends(bomb, { 'content-encoding': form })))).toBe('large');
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });

  test('that never ends is too large, and the host is left', async () => {
    let left = false;
    const endless: RequestListener = (_, response) => {
      response.on('close', () => {
        left = true;
      });
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(60_000)));
        response.once('drain', more);
      };
      more();
    };
    const result = await serving(endless, async (url) => {
      const seen = ending(await ask(url, { world: worldOf(LOOPBACK) }));
      for (let n = 0; n < 100 && !left; n++) await new Promise((resolve) => setTimeout(resolve, 2));
      return [seen, left];
    });
    expect(result).toEqual(['large', true]);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['reset in the middle', (response) => response.write('<rss>', () => response.socket?.resetAndDestroy())],
    ['closed in the middle', (response) => response.write('<rss>', () => response.socket?.destroy())],
    [
      'shorter than it says',
      (response) => response.writeHead(200, { 'content-length': '9', connection: 'close' }).end('<rss>'),
    ],
    ['that is no gzip', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('<rss>')],
    ['that is no brotli', (response) => response.writeHead(200, { 'content-encoding': 'br' }).end('<rss>')],
  ])('%s is cut short, never half a document', async (_, answer) => {
    const result = await visiting((_, response) => {
      response.strictContentLength = false;
      answer(response);
    });
    expect(ending(result)).toBe('cut');
  });

  test('of an error is not read, however it is broken', async () => {
    const result = await visiting((_, response) => {
      response.writeHead(404, { 'content-encoding': 'gzip' }).end('not found');
    });
    expect(ending(result)).toBe('missing');
  });
});

describe('a host', () => {
  const limits = { timeout: 150 };

  test.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['never ends its body', (_, response) => response.writeHead(200).write('<rss>')],
    [
      'drips',
      (_, response) => {
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      },
    ],
    [
      'sends us round and round, slowly',
      (_, response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 60),
    ],
  ])('that %s takes too long, and not longer than it may', async (_, listener) => {
    const started = performance.now();
    expect(ending(await visiting(listener, { limits }))).toBe('timeout');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('that nobody knows is unknown', async () => {
    const world = worldOf([], names({}));
    expect(await ask('http://nowhere.example/', { world })).toMatchObject({
      reason: 'dns',
      detail: 'getaddrinfo ENOTFOUND nowhere.example',
    });
  });

  test('that takes no connection does not answer', async () => {
    const closed = await serving(sends('x'), async (url) => url);
    expect(ending(await ask(closed, { world: worldOf(LOOPBACK) }))).toBe('connect');
  });

  test('that hangs up does not answer', async () => {
    const result = await visiting((request) => request.socket.destroy());
    expect(ending(result)).toBe('connect');
  });

  test('without a certificate is not trusted', async () => {
    const server = createTlsServer({});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const result = await ask(`https://127.0.0.1:${port}/`, { world: worldOf(LOOPBACK) });
    server.close();
    expect(ending(result)).toBe('tls');
  });

  test('gets back the bytes of its validators, whatever they are', async () => {
    const seen: (string | undefined)[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push(request.headers['if-none-match']);
      response.writeHead(200, { etag: 'W/"\u00e9\u00ff"' }).end('x');
    };
    await serving(listener, async (url) => {
      const world = worldOf(LOOPBACK);
      const first = await ask(url, { world });
      if (first.outcome === 'fetched') await ask(url, { world, validators: first.validators });
    });
    expect(seen).toEqual([undefined, 'W/"\u00e9\u00ff"']);
  });
});
