import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { type ParseOptions, parseOne } from '../../jobs/parse.ts';
import { feed } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-parse-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config = { ...readConfig({}, {}), maxBytes: 2000 };
let world: TestWorld;
beforeEach(async () => {
  world = await testWorld();
});

function file(content: string | Uint8Array): string {
  const name = join(folder, 'feed.xml');
  writeFileSync(name, content);
  return name;
}
const parse = (name: string, options: ParseOptions = {}) => parseOne(name, options, config, world);

const RSS = `<rss version="2.0"><channel><title>The Gazette</title><link>https://gazette.example.org/</link>
  <description>News</description><language>en-GB</language><pubDate>Mon, 5 Oct 2026 07:00:00 +0400</pubDate>
  <item><guid isPermaLink="false">g1</guid><title>The bridge &amp; the river</title><link>/bridge</link>
  <description>&lt;b&gt;It&lt;/b&gt; fell.</description><author>ada@example.org</author><category>Roads</category>
  <pubDate>yesterday</pubDate></item></channel></rss>`;

describe('the line of a feed', () => {
  it('gives its values as published', async () => {
    const name = file(RSS);
    expect(await parse(name)).toMatchObject({
      file: name,
      format: 'rss2.0',
      title: 'The Gazette',
      link: 'https://gazette.example.org/',
      id: null,
      description: 'News',
      language: 'en-GB',
      authors: [],
      categories: [],
      published: 'Mon, 5 Oct 2026 07:00:00 +0400',
      updated: null,
      pace: null,
      cut: false,
    });
  });
  it('gives its items’ values as published', async () => {
    const line = await parse(file(RSS));
    expect('items' in line && line.items).toEqual([
      {
        guid: 'g1',
        url: '/bridge',
        title: 'The bridge & the river',
        summary: '<b>It</b> fell.',
        content: null,
        authors: ['ada@example.org'],
        categories: ['Roads'],
        published: 'yesterday',
        updated: null,
        language: null,
        origin: null,
        enclosures: [],
        plain: false,
      },
    ]);
  });
  it('is read in the charset that the Content-Type names', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<rss version="2.0"><channel><title>'),
      Buffer.from([0xbc, 0xde, 0xe1, 0xe2]),
      Buffer.from('</title></channel></rss>'),
    ]);
    expect(await parse(file(bytes), { contentType: 'text/xml; charset=iso-8859-5' })).toMatchObject({
      title: 'Мост',
    });
  });
  it('says that the document was cut, and leaves the item at the cut out', async () => {
    const name = file(RSS.replace('</channel></rss>', '<item><title>The br'));
    expect(await parse(name)).toMatchObject({ cut: true, items: [{ guid: 'g1' }] });
  });
  it('comes from an address too, and names it', async () => {
    const url = 'https://gazette.example.org/feed';
    world.answers.set(url, () => new Response(feed('The bridge collapsed')));
    expect(await parse(url)).toMatchObject({
      file: url,
      title: 'The Gazette',
      items: [{ guid: 'The bridge collapsed' }],
    });
  });
});

describe('the line of what cannot be read names the reason', () => {
  it.each([
    ['a page', '<!doctype html><title>Just a moment</title>', 'format', 'Just a moment'],
    ['a broken feed', '<rss version="2.0"><channel><item><title>x</tit', 'unreadable', 'cut short'],
    ['an empty file', '', 'empty', '0 bytes'],
    ['a file beyond the bound', feed('x'.repeat(2000)), 'large', 'more than 2000 bytes'],
  ])('%s', async (_, content, reason, detail) => {
    const name = file(content);
    expect(await parse(name)).toEqual({ file: name, error: { reason, detail: expect.stringContaining(detail) } });
  });
  it('a file whose size alone is beyond the bound, without reading it', async () => {
    const name = file('');
    // Nobody could read it: it is larger than any buffer, though nothing of it is on the disk.
    truncateSync(name, 2 ** 40);
    expect(await parse(name)).toMatchObject({ error: { reason: 'large' } });
    truncateSync(name, 0);
  });
  it('a file that is not there', async () => {
    const name = join(folder, 'nowhere.xml');
    expect(await parse(name)).toEqual({
      file: name,
      error: { reason: 'missing', detail: expect.stringContaining('ENOENT') },
    });
  });
  it.each([
    ['an unknown host', undefined, 'dns'],
    ['an error', () => new Response('', { status: 500 }), 'http'],
    ['an answer that nobody asked for', () => new Response(null, { status: 304 }), 'http'],
    ['an answer beyond the bound', () => new Response('x'.repeat(2001)), 'large'],
  ])('%s', async (_, answer, reason) => {
    const url = 'https://gazette.example.org/feed';
    if (answer) world.answers.set(url, answer);
    expect(await parse(url)).toMatchObject({ file: url, error: { reason } });
  });
});
