import { describe, expect, test } from 'vitest';
import { readFeed } from '../../watchers/feed.ts';
import type { PublishedItem } from '../../watchers/published.ts';
import { rss } from './fixture.ts';

const itemOf = async (inner: string) => (await readFeed(rss(`<item>${inner}</item>`))).items[0]!;

describe('the fields of RSS', () => {
  test.each<[string, string, Partial<PublishedItem>]>([
    ['a guid is the address', '<guid>http://h/1</guid>', { guid: 'http://h/1', url: 'http://h/1' }],
    ['a guid that says no is not', '<guid isPermaLink="false">http://h/1</guid>', { guid: 'http://h/1', url: null }],
    ['a guid that is no address is not', '<guid isPermaLink="true">tag:1</guid>', { guid: 'tag:1', url: null }],
    ['a link goes before a guid', '<guid>http://h/1</guid><link>http://h/2</link>', { url: 'http://h/2' }],
    ['dc:date is a date', '<dc:date>2025-11-21</dc:date>', { published: '2025-11-21' }],
    ['pubDate goes before it', '<dc:date>2025</dc:date><pubDate>2024</pubDate>', { published: '2024' }],
    ['dc:language is a language', '<dc:language>az</dc:language>', { language: 'az' }],
    ['an author is named once', '<author>A</author><dc:creator>A</dc:creator>', { authors: ['A'] }],
    ['an author may be several', '<dc:creator>A</dc:creator><dc:creator>B</dc:creator>', { authors: ['A', 'B'] }],
    ['white space is no text', '<title> \n </title><link>\n http://h/1 \n</link>', { title: null, url: 'http://h/1' }],
  ])('%s', async (_, inner, fields) => expect(await itemOf(inner)).toMatchObject(fields));
});

describe('the fields of Atom', () => {
  const entryOf = async (inner: string) =>
    (await readFeed(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>${inner}</entry></feed>`)).items[0]!;

  test.each<[string, string, Partial<PublishedItem>]>([
    [
      'content of XHTML is markup',
      '<content type="xhtml"><div><p>Hi</p></div></content>',
      { content: expect.stringContaining('<p>Hi</p>') },
    ],
    ['a link without a relation is the address', '<link rel="self" href="/s"/><link href="/a"/>', { url: '/a' }],
    [
      'without such a link the first one is',
      '<link rel="related" href="/r"/><link rel="self" href="/s"/>',
      { url: '/r' },
    ],
    [
      'issued and modified are the dates of Atom 0.3',
      '<issued>2003</issued><modified>2004</modified>',
      { published: '2003', updated: '2004' },
    ],
    ['updated is not published', '<updated>2025-11-21</updated>', { published: null, updated: '2025-11-21' }],
    ['a category may have a label only', '<category label="X"/>', { categories: ['X'] }],
    ['without an id there is no guid', '<title>One</title>', { guid: null, title: 'One' }],
  ])('%s', async (_, inner, fields) => expect(await entryOf(inner)).toMatchObject(fields));
});
