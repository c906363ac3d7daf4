/** What each element means. The vocabulary stands once, and every row is read by both readers. */
import { describe, expect, test } from 'vitest';
import { rootOf } from '../../../watchers/feeds/root.ts';
import { readTolerantly } from '../../../watchers/feeds/tolerant.ts';
import { readStrictly } from '../../../watchers/feeds/xmlfeed.ts';
import type { PublishedDocument, PublishedItem } from '../../../watchers/reading/published.ts';

const READERS = [
  ['rss-parser', (text: string) => readStrictly(text, rootOf(text)!)],
  ['the tolerant reader', async (text: string) => readTolerantly(text)],
] as const;

const MODULES = Object.entries({
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  content: 'http://purl.org/rss/1.0/modules/content/',
  media: 'http://search.yahoo.com/mrss/',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  sy: 'http://purl.org/rss/1.0/modules/syndication/',
  News: 'https://www.bing.com/news/search',
  feedburner: 'http://rssnamespace.org/feedburner/ext/1.0',
}).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
const EMBEDDED = ['xmlns:atom="http://www.w3.org/2005/Atom"', 'xmlns:a10="http://www.w3.org/2005/Atom"'];
const rss = (inner: string) =>
  `<rss version="2.0" ${[...MODULES, ...EMBEDDED].join(' ')}><channel>${inner}</channel></rss>`;
const atom = (inner: string, attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${MODULES.join(' ')} ${attributes}>${inner}</feed>`;

describe.each(READERS)('%s reads of an RSS item:', (_, read) => {
  test.each<[string, string, Partial<PublishedItem>]>([
    ['a guid is the address', '<guid>http://h/1</guid>', { guid: 'http://h/1', url: 'http://h/1' }],
    ['a guid that says no is not', '<guid isPermaLink="false">http://h/1</guid>', { guid: 'http://h/1', url: null }],
    ['a guid that is no address is not', '<guid isPermaLink="true">tag:1</guid>', { guid: 'tag:1', url: null }],
    ['a link goes before a guid', '<guid>http://h/1</guid><link>http://h/2</link>', { url: 'http://h/2' }],
    ['of two links the first', '<link>http://h/1</link><link>http://h/2</link>', { url: 'http://h/1' }],
    ['an empty link is none', '<link/><link>http://h/2</link>', { url: 'http://h/2' }],
    ['Atom’s link stands in', '<atom:link rel="self" href="/s"/><atom:link href="/a"/>', { url: '/a' }],
    ['so does one with its attributes', '<link href="http://h/1"/>', { url: 'http://h/1' }],
    [
      'so does what FeedBurner replaced',
      '<feedburner:origLink>http://h/1</feedburner:origLink>',
      { url: 'http://h/1' },
    ],
    ['dc:title stands in for a title', '<dc:title>One</dc:title>', { title: 'One' }],
    ['a title goes before it', '<media:title>M</media:title><title>One</title>', { title: 'One' }],
    [
      'summaries stand in for one another',
      '<itunes:summary>I</itunes:summary><dc:description>D</dc:description>',
      { summary: 'D' },
    ],
    ['so does that of a film', '<media:group><media:description>M</media:description></media:group>', { summary: 'M' }],
    [
      'the whole text beside it',
      '<description>D</description><content:encoded>C</content:encoded>',
      { summary: 'D', content: 'C' },
    ],
    ['dc:date is a date', '<dc:date>2025-11-21</dc:date>', { published: '2025-11-21' }],
    ['pubDate goes before it', '<dc:date>2025</dc:date><pubDate>2024</pubDate>', { published: '2024' }],
    ['so does dcterms:issued', '<dc:date>2025</dc:date><dcterms:issued>2024</dcterms:issued>', { published: '2024' }],
    [
      'Atom’s dates are dates',
      '<atom:published>2024</atom:published><a10:updated>2025</a10:updated>',
      { published: '2024', updated: '2025' },
    ],
    ['dcterms:modified is one', '<dcterms:modified>2025</dcterms:modified>', { published: null, updated: '2025' }],
    ['dc:language is a language', '<dc:language>az_AZ</dc:language>', { language: 'az-AZ' }],
    ['an author is named once', '<author>A</author><dc:creator>A</dc:creator>', { authors: ['A'] }],
    ['an author may be several', '<dc:creator>A</dc:creator><dc:creator>B</dc:creator>', { authors: ['A', 'B'] }],
    ['one may be Atom’s', '<a10:author><a10:name>A</a10:name></a10:author>', { authors: ['A'] }],
    ['iTunes’ is one where no other is', '<itunes:author>A</itunes:author>', { authors: ['A'] }],
    ['else it is not', '<author>B</author><itunes:author>A</itunes:author>', { authors: ['B'] }],
    [
      'categories of every module, each once',
      '<category>a</category><dc:subject>b</dc:subject><dc:subject>a</dc:subject><media:category>c</media:category><itunes:keywords>d, e</itunes:keywords><atom:category term="f"/>',
      { categories: ['a', 'd', 'e', 'b', 'f', 'c'] },
    ],
    [
      'a category inside a category',
      '<itunes:category text="a"><itunes:category text="b"/></itunes:category>',
      { categories: ['a', 'b'] },
    ],
    [
      'what is attached, each once',
      '<enclosure url="/1.mp3"/><media:content url="/2.mp4"/><media:group><media:content url="/2.mp4"/><media:content url="/3.mp4"/></media:group><atom:link rel="enclosure" href="/4"/>',
      { enclosures: ['/1.mp3', '/4', '/2.mp4', '/3.mp4'] },
    ],
    ['who said it first', '<source url="http://o/">O</source>', { origin: { name: 'O', url: 'http://o/' } }],
    ['who said it first, to Bing', '<News:Source>O</News:Source>', { origin: { name: 'O', url: null } }],
    ['white space is no text', '<title> \n </title><link>\n http://h/1 \n</link>', { title: null, url: 'http://h/1' }],
    ['text in pieces is one', '<title>a <![CDATA[& b]]> &amp; <!-- no -->c</title>', { title: 'a & b & c' }],
  ])('%s', async (_, inner, fields) =>
    expect((await read(rss(`<item>${inner}</item>`))).items[0]).toMatchObject(fields),
  );
});

describe.each(READERS)('%s reads of an Atom item:', (_, read) => {
  test.each<[string, string, Partial<PublishedItem>]>([
    ['a link without a relation is the address', '<link rel="self" href="/s"/><link href="/a"/>', { url: '/a' }],
    [
      'a page goes before another form of it',
      '<link type="application/pdf" href="/p"/><link type="text/html" href="/a"/>',
      { url: '/a' },
    ],
    [
      'without such a link a related one is',
      '<link rel="self" href="/s"/><link rel="related" href="/r"/>',
      { url: '/r' },
    ],
    ['then where its content is', '<link rel="self" href="/s"/><content src="/c"/>', { url: '/c' }],
    ['then itself', '<link rel="edit" href="/e"/><link rel="self" href="/s"/>', { url: '/s' }],
    [
      'issued and modified are dates',
      '<issued>2003</issued><modified>2004</modified>',
      { published: '2003', updated: '2004' },
    ],
    ['updated is not published', '<updated>2025-11-21</updated>', { published: null, updated: '2025-11-21' }],
    ['a category may have a label only', '<category label="X"/>', { categories: ['X'] }],
    ['a person may have an address only', '<author><email>a@h</email></author>', { authors: ['a@h'] }],
    ['without an id there is no guid', '<title>One</title>', { guid: null, title: 'One' }],
    [
      'who said it first',
      '<source><title>O</title><link href="http://o/"/></source>',
      { origin: { name: 'O', url: 'http://o/' } },
    ],
    ['Base64 is no text', '<content type="application/octet-stream">w6k=</content>', { content: 'é' }],
    ['text is none', '<content type="text/plain">w6k=</content>', { content: 'w6k=' }],
    ['what is attached', '<link rel="enclosure" href="/1.mp3"/>', { url: null, enclosures: ['/1.mp3'] }],
  ])('%s', async (_, inner, fields) =>
    expect((await read(atom(`<entry>${inner}</entry>`))).items[0]).toMatchObject(fields),
  );
});

describe.each(READERS)('%s reads of a feed:', (_, read) => {
  const ITEM = '<item><title>One</title><link>http://h/1</link></item>';

  test.each<[string, string, Partial<PublishedDocument>]>([
    ['its title, not its picture’s', rss(`<image><title>P</title></image><title>T</title>${ITEM}`), { title: 'T' }],
    [
      'what stands behind its items',
      rss(`${ITEM}<title>T</title><link>http://h/</link>`),
      { title: 'T', link: 'http://h/' },
    ],
    ['its editor, or else who runs it', rss('<webMaster>W</webMaster>'), { authors: ['W'] }],
    ['its editor before that', rss('<webMaster>W</webMaster><managingEditor>E</managingEditor>'), { authors: ['E'] }],
    [
      'its dates',
      rss('<pubDate>2024</pubDate><lastBuildDate>2025</lastBuildDate>'),
      { published: '2024', updated: '2025' },
    ],
    ['its language, with a hyphen', rss('<language>en_US</language>'), { language: 'en-US' }],
    ['the language of its root', atom('', 'xml:lang="hy_AM"'), { language: 'hy-AM' }],
    ['a language by Dublin Core', atom('<dc:language>ka</dc:language>'), { language: 'ka' }],
    ['no pace where it says none', rss(''), { pace: null }],
    ['ttl, in minutes', rss('<ttl>90</ttl>'), { pace: { every: 5_400_000, skipHours: [], skipDays: [] } }],
    ['ttl that is no number', rss('<ttl>soon</ttl>'), { pace: null }],
    [
      'a period, a day where it is not said',
      rss('<sy:updateFrequency>2</sy:updateFrequency>'),
      { pace: { every: 43_200_000, skipHours: [], skipDays: [] } },
    ],
    [
      'the longer of both',
      rss('<ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod>'),
      { pace: { every: 5_400_000, skipHours: [], skipDays: [] } },
    ],
    [
      'hours and days at which nobody need come',
      rss(
        '<skipHours><hour>0</hour><hour>24</hour><hour>7</hour><hour>25</hour></skipHours><skipDays><day>Sunday</day><day>x</day></skipDays>',
      ),
      { pace: { every: null, skipHours: [0, 7], skipDays: [0] } },
    ],
  ])('%s', async (_, text, fields) => expect(await read(text)).toMatchObject(fields));
});
