import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Origin } from '../../../watchers/reading/read.ts';
import { type Reader, startReader } from '../../../watchers/reading/reader.ts';
import { rss } from '../fixture.ts';

const NOTHING = { language: null, select: null, links: null, region: null, paths: null, article: false } as const;
const SOURCE = { id: 's', title: 'S', kind: 'feed', family: 's', ...NOTHING } as const;
const ORIGIN: Origin = { url: 'https://h.example/feed', contentType: null, source: SOURCE };
const PAGE: Origin = { ...ORIGIN, source: { ...SOURCE, kind: 'page', links: '^/(a+)+$' } };

const feed = (title: string) => Buffer.from(rss(`<item><title>${title}</title><link>/1</link></item>`));
/** A pattern that an analyst wrote without thinking of this path: each further letter doubles the time. */
const HOSTILE = Buffer.from(`<a href="/${'a'.repeat(60)}!">A headline as long as headlines are</a>`);
/** A thread starts within this, on a busy machine as well; the hostile page takes many times as long. */
const DEADLINE = 4000;

describe('a reader in threads', () => {
  const reader = startReader(2);
  afterAll(() => reader.close());

  test('reads a document', async () => {
    const result = await reader.read(feed('One'), ORIGIN);
    expect(result).toMatchObject({
      outcome: 'read',
      document: { format: 'rss2.0' },
      items: [{ title: 'One', url: 'https://h.example/1', publisher: 'S' }],
    });
  });

  test('reads more documents than it has threads, each answer for its own question', async () => {
    const titles = Array.from({ length: 12 }, (_, n) => `Number ${n}`);
    const results = await Promise.all(titles.map((title) => reader.read(feed(title), ORIGIN)));
    expect(results.map((result) => result.outcome === 'read' && result.items[0]?.title)).toEqual(titles);
  });

  test('a document that cannot be read is a failure, and the thread goes on', async () => {
    expect(await reader.read(Buffer.from('Invalid url'), ORIGIN)).toMatchObject({
      outcome: 'failed',
      reason: 'format',
    });
    expect(await reader.read(Buffer.of(), ORIGIN)).toMatchObject({ outcome: 'failed', reason: 'empty' });
    expect(await reader.read(feed('One'), PAGE)).toMatchObject({ outcome: 'failed', reason: 'selector' });
    expect(await reader.read(feed('Two'), ORIGIN)).toMatchObject({ items: [{ title: 'Two' }] });
  });

  test('reads the page behind an item for its text, and names why it could not', async () => {
    const words = 'The bridge over the Arax has been closed, says the ministry, until it is mended. '.repeat(20);
    const page = `<html><body><article><h1>Bridge</h1><p>${words}</p><p>${words}</p></article></body></html>`;
    expect(await reader.article(Buffer.from(page), PAGE)).toContain('over the Arax has been closed');
    expect(await reader.article(Buffer.from('<html></html>'), PAGE)).toMatchObject({ outcome: 'failed' });
  });

  test('a document that nobody foresaw is a failure, and the next one is read', async () => {
    const broken: Origin = { ...PAGE, source: { ...PAGE.source, select: { item: ':::' } } };
    expect(await reader.read(feed('One'), broken)).toMatchObject({ outcome: 'failed', reason: 'unreadable' });
    expect(await reader.read(feed('Two'), ORIGIN)).toMatchObject({ items: [{ title: 'Two' }] });
  });
});

describe('a reader', () => {
  let reader: Reader;
  afterEach(() => reader.close());

  test('lets a document that takes too long cost itself, and hold up no other', async () => {
    reader = startReader(2, DEADLINE);
    const threads: Worker[] = [];
    const note = (thread: Worker) => threads.push(thread);
    process.on('worker', note);
    const order: string[] = [];
    const told = async (name: string, body: Buffer, origin = ORIGIN) => {
      const result = await reader.read(body, origin);
      order.push(name);
      return result.outcome === 'failed' ? result.reason : result.items[0]?.title;
    };
    const all = await Promise.all([
      told('hostile', HOSTILE, PAGE),
      told('beside', feed('One')),
      told('next', feed('Two')),
    ]);
    expect(all).toEqual(['deadline', 'One', 'Two']);
    expect(order).toEqual(['beside', 'next', 'hostile']);
    expect(await told('after', feed('Three'))).toBe('Three');
    process.off('worker', note);
    // A thread that has ended has no number any more.
    expect(threads.map(({ threadId }) => threadId >= 0)).toEqual([false, true, true]);
  });

  test('closed, it lets go of what it reads and of what waits, and blames no document', async () => {
    let started = 0;
    const count = () => started++;
    process.on('worker', count);
    reader = startReader(1);
    const reads = [reader.read(HOSTILE, PAGE), reader.read(feed('One'), ORIGIN)];
    const ends = Promise.allSettled(reads);
    await reader.close();
    const late = reader.read(feed('Two'), ORIGIN);
    const results = [...(await ends), ...(await Promise.allSettled([late]))];
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    process.off('worker', count);
    expect(started).toBe(1);
  });
});
