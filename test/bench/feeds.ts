/** The bench's publishers, a process of their own: `node feeds.ts <how many>` prints its port and serves /0, /1, … */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const ITEMS = 20;
const ITEM_BYTES = 1500;
const LATENCY = 50;

/** English words by falling frequency; every eleventh item names a topic, as news of a region do. */
const WORDS =
  'the of to and in a for on that is with said by as at from his be are was it government minister country an has will have not president this their which new its he state more were who but security after been also region two agreement year border parliament police talks first people over between support law would party court during other visit foreign economic union project council army trade meeting energy official million report last against military defence water development election leader road power company group market city plan decision week under prime statement opposition international public cooperation railway construction service protest three citizens bank media history culture school team season weather harvest music'.split(
    ' ',
  );
const TOPICAL = ['Armenia', 'Georgia', 'Tajikistan', 'Azerbaijan', 'visa', 'corridor', 'Kazakhstan', 'accords'];

/** A generator of numbers from 0 to 1 that is the same in every run (Park and Miller). */
function numbers(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function words(next: () => number, length: number, topical: boolean): string {
  let text = '';
  while (text.length < length) {
    const word = WORDS[Math.floor(next() ** 2 * WORDS.length)]!;
    text += topical && next() < 0.02 ? `${TOPICAL[Math.floor(next() * TOPICAL.length)]} ` : `${word} `;
  }
  return text.trim();
}

function feed(n: number): string {
  const next = numbers(n + 1);
  const items = Array.from({ length: ITEMS }, (_, k) => {
    const topical = (n + k) % 11 === 0;
    const date = new Date(Date.UTC(2026, 10, 1, k, n % 60)).toUTCString();
    return `<item><title>${words(next, 60, topical)}</title><link>https://outlet-${n}.example/news/${k}?utm_source=rss</link><guid isPermaLink="false">${n}-${k}</guid><pubDate>${date}</pubDate><description><![CDATA[<p>${words(next, 200, topical)} &amp; more</p>]]></description><content:encoded><![CDATA[<p>${words(next, ITEM_BYTES - 700, topical)}</p><p>${words(next, 100, topical)}</p>]]></content:encoded></item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Outlet ${n}</title><link>https://outlet-${n}.example/</link><language>en</language>${items.join('')}</channel></rss>`;
}

const served = Array.from({ length: Number(process.argv[2]) }, (_, n) => {
  const body = gzipSync(feed(n));
  return { body, etag: `"${createHash('sha1').update(body).digest('hex').slice(0, 16)}"` };
});

const server = createServer((request, response) => {
  const one = served[Number(request.url?.slice(1))];
  setTimeout(() => {
    if (!one) return response.writeHead(404).end();
    if (request.headers['if-none-match'] === one.etag) return response.writeHead(304, { etag: one.etag }).end();
    response
      .writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip', etag: one.etag })
      .end(one.body);
  }, LATENCY);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
