import { describe, expect, test } from 'vitest';
import { readFeed } from '../../../watchers/feeds/feed.ts';
import { NO_ITEM, type PublishedItem } from '../../../watchers/reading/published.ts';

const published = async (text: string) => (await readFeed(text, null)).document;

const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"';

describe('a feed of every format is read whole', () => {
  test('RSS 0.91', async () => {
    const feed = await published(
      `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
      <rss version="0.91"><channel><title>News</title><link>http://h/</link><description>All of it</description><language>en-us</language>
      <item><title>One</title><link>http://h/1</link><description>First</description></item></channel></rss>`,
    );
    expect(feed).toMatchObject({ format: 'rss0.91', title: 'News', link: 'http://h/', description: 'All of it' });
    expect(feed.language).toBe('en-us');
    expect(feed.items).toEqual([{ ...NO_ITEM, title: 'One', url: 'http://h/1', summary: 'First' }]);
  });

  test('RSS 0.92, whose items may be without a title', async () => {
    const feed = await published(
      '<rss version="0.92"><channel><item><description>First</description><source url="http://o/rss">Other</source></item></channel></rss>',
    );
    expect(feed.format).toBe('rss0.92');
    const origin = { name: 'Other', url: 'http://o/rss' };
    expect(feed.items).toEqual([{ ...NO_ITEM, summary: 'First', origin }]);
  });

  test('RSS 2.0', async () => {
    const feed = await published(`<rss version="2.0" ${DC}><channel><title>News</title><link>http://h/</link>
      <managingEditor>ed@h (Ed)</managingEditor><category>world</category><pubDate>Fri, 21 Nov 2025 10:30:05 GMT</pubDate>
      <lastBuildDate>Sat, 22 Nov 2025 10:30:05 GMT</lastBuildDate>
      <item><title>One &amp; <![CDATA[<b>two</b>]]></title><link>http://h/1</link><guid isPermaLink="false">g1</guid>
      <description>&lt;p&gt;First&lt;/p&gt;</description><content:encoded><![CDATA[<p>Whole</p>]]></content:encoded>
      <author>a@h (A)</author><dc:creator>B</dc:creator><category domain="d">x</category><category>y</category>
      <pubDate>Fri, 21 Nov 2025 10:30:05 +0400</pubDate></item></channel></rss>`);
    expect(feed).toMatchObject({ format: 'rss2.0', authors: ['ed@h (Ed)'], categories: ['world'] });
    expect(feed.published).toBe('Fri, 21 Nov 2025 10:30:05 GMT');
    expect(feed.updated).toBe('Sat, 22 Nov 2025 10:30:05 GMT');
    expect(feed.items).toEqual<PublishedItem[]>([
      {
        ...NO_ITEM,
        guid: 'g1',
        url: 'http://h/1',
        title: 'One & <b>two</b>',
        summary: '<p>First</p>',
        content: '<p>Whole</p>',
        authors: ['a@h (A)', 'B'],
        categories: ['x', 'y'],
        published: 'Fri, 21 Nov 2025 10:30:05 +0400',
      },
    ]);
  });

  test('RSS 1.0 (RDF)', async () => {
    const feed =
      await published(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${DC}>
      <channel rdf:about="http://h/"><title>News</title><link>http://h/</link><dc:language>ru</dc:language><dc:date>2025-11-21</dc:date></channel>
      <item rdf:about="http://h/1"><title>One</title><link>http://h/1</link><description>First</description>
      <dc:creator>B</dc:creator><dc:subject>x</dc:subject><dc:date>2025-11-21T10:30:05Z</dc:date></item></rdf:RDF>`);
    expect(feed).toMatchObject({ format: 'rdf', title: 'News', language: 'ru', published: '2025-11-21' });
    expect(feed.items).toEqual<PublishedItem[]>([
      {
        ...NO_ITEM,
        guid: 'http://h/1',
        url: 'http://h/1',
        title: 'One',
        summary: 'First',
        authors: ['B'],
        categories: ['x'],
        published: '2025-11-21T10:30:05Z',
      },
    ]);
  });

  test('Atom 1.0', async () => {
    const feed =
      await published(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="hy"><title>News</title>
      <subtitle>All of it</subtitle><id>urn:f</id><updated>2025-11-22T00:00:00Z</updated><author><name>Ed</name></author>
      <category term="world"/><link rel="self" href="http://h/atom"/><link href="http://h/"/>
      <entry><title type="html">One &lt;b&gt;two&lt;/b&gt;</title><id>urn:1</id>
      <link rel="enclosure" href="http://h/1.mp3"/><link rel="alternate" href="http://h/1"/><link rel="edit" href="http://h/e"/>
      <summary type="text">First</summary><content type="html">&lt;p&gt;Whole&lt;/p&gt;</content>
      <author><name>A</name><email>a@h</email></author><author><email>b@h</email></author>
      <category term="x" label="X"/><category term="y"/>
      <published>2025-11-21T10:30:05Z</published><updated>2025-11-21T11:30:05Z</updated></entry></feed>`);
    expect(feed).toMatchObject({
      format: 'atom',
      title: 'News',
      description: 'All of it',
      id: 'urn:f',
      language: 'hy',
    });
    expect(feed).toMatchObject({ link: 'http://h/', authors: ['Ed'], categories: ['world'] });
    expect(feed.items).toEqual<PublishedItem[]>([
      {
        ...NO_ITEM,
        guid: 'urn:1',
        url: 'http://h/1',
        title: 'One <b>two</b>',
        summary: 'First',
        content: '<p>Whole</p>',
        authors: ['A', 'b@h'],
        categories: ['x', 'y'],
        published: '2025-11-21T10:30:05Z',
        updated: '2025-11-21T11:30:05Z',
        enclosures: ['http://h/1.mp3'],
      },
    ]);
  });

  test.each([
    ['1.0', { author: { name: 'A' } }],
    ['1.1', { authors: [{ name: 'A' }, { url: 'http://a/' }] }],
  ])('JSON Feed %s', async (version, by) => {
    const feed = await published(
      JSON.stringify({
        version: `https://jsonfeed.org/version/${version}`,
        title: 'News',
        home_page_url: 'http://h/',
        feed_url: 'http://h/json',
        language: 'ka',
        items: [
          {
            id: 1,
            url: 'http://h/1',
            title: 'One',
            summary: 'First',
            content_html: '<p>Whole</p>',
            tags: ['x', 2],
            ...by,
          },
          {
            id: 'b',
            external_url: 'http://o/2',
            content_text: 'a < b',
            date_published: '2025-11-21',
            language: 'en_GB',
            attachments: [{ url: 'http://h/b.mp3', mime_type: 'audio/mpeg' }, { title: 'no address' }],
          },
          'not an item',
        ],
      }),
    );
    expect(feed).toMatchObject({
      format: 'json',
      title: 'News',
      link: 'http://h/',
      id: 'http://h/json',
      language: 'ka',
    });
    const one = { guid: '1', url: 'http://h/1', title: 'One', summary: 'First', content: '<p>Whole</p>' };
    const told = { content: 'a < b', plain: true, published: '2025-11-21', language: 'en-GB' };
    const two = { guid: 'b', url: 'http://o/2', enclosures: ['http://h/b.mp3'], ...told };
    expect(feed.items).toEqual([
      { ...NO_ITEM, ...one, authors: ['A'], categories: ['x'] },
      { ...NO_ITEM, ...two },
    ]);
  });

  test('JSON Feed without its version, if it has a title and items', async () => {
    const text = '{"title":"News","items":[{"id":"1","title":"One"}]}';
    expect((await published(text)).items).toEqual([{ ...NO_ITEM, guid: '1', title: 'One', plain: true }]);
  });

  test('JSON Feed of more items than anything lists, which is cut', async () => {
    const items = Array.from({ length: 10_001 }, (_, id) => ({ id }));
    const feed = await published(JSON.stringify({ title: 'News', items }));
    expect([feed.items.length, feed.cut]).toEqual([10_000, true]);
  });
});
