import { describe, expect, test } from 'vitest';
import { readFeed } from '../../../watchers/feeds/feed.ts';
import { readTolerantly } from '../../../watchers/feeds/tolerant.ts';
import type { PublishedDocument, PublishedItem } from '../../../watchers/reading/published.ts';
import { item, rss } from '../fixture.ts';

const ONE = '<item><title>One</title><link>http://h/1</link></item>';
const ATOM = 'xmlns="http://www.w3.org/2005/Atom"';
const atom = (inner: string, attributes = ATOM) => `<feed ${attributes}><title>T</title>${inner}</feed>`;
const readers = async (text: string) => (await readFeed(text, null)).reader;

describe('the first reader reads what it reads right', () => {
  test.each([
    ['RSS', rss(ONE)],
    ['Atom', atom('<entry><title>One</title></entry>')],
    ['junk before it', `<br />${rss(ONE)}`],
    ['junk behind it', `${rss(ONE)}<script>x</script>`],
    ['entities that HTML knows', rss(ONE.replace('One', 'a&nbsp;&mdash;'))],
    ['a date that is none', atom('<entry><title>One</title><updated>soon</updated></entry>')],
    ['a link without attributes', atom('<entry><title>One</title><link>http://h/1</link></entry>')],
    ['names in any case', rss('<item><TITLE>One</TITLE><pubdate>2025</pubdate></item>')],
    ['an item in a body', rss(`<item><title>One</title><description><![CDATA[<item>x</item>]]></description></item>`)],
    [
      'a base that is only spoken of',
      rss('<item><title>One</title><description>xml:base, at last</description></item>'),
    ],
    ['an empty item inside an item', rss('<item><title>One</title><item /></item>')],
    ['Atom of another usual prefix', rss(ONE).replace('<rss', '<rss xmlns:a10="http://www.w3.org/2005/Atom"')],
  ])('%s', async (_, text) => expect(await readers(text)).toBeNull());
});

describe('the second reader reads what the first refuses or loses, and says that it was needed', () => {
  const items = (text: string) => readFeed(text, null);

  test.each<[string, string, Partial<PublishedItem>]>([
    [
      'entities that only HTML 5 knows',
      rss(ONE.replace('One', 'a&nbsp;&mdash;&hyphen;')),
      { title: 'a\u00a0\u2014\u2010' },
    ],
    ['entities that nobody knows', rss(ONE.replace('One', '&nobody; knows')), { title: '&nobody; knows' }],
    ['ampersands that stand alone', rss(ONE.replace('One', 'AT&T & a&b=c')), { title: 'AT&T & a&b=c' }],
    ['signs that open no tag', rss(ONE.replace('One', '1 < 2 <3')), { title: '1 < 2 <3' }],
    ['NUL bytes in a name', rss(ONE.replace('</item>', '<a\0b>x</a\0b></item>')), { title: 'One' }],
    ['a root that is never closed', rss(ONE).replace('</rss>', ''), { title: 'One' }],
    ['a close tag without its end', rss(ONE).replace('</rss>', '</rss'), { title: 'One' }],
    ['tags that do not match', rss(ONE.replace('</title>', '</titel>')), { title: 'One', url: 'http://h/1' }],
    ['entities that are named like code', rss(ONE.replace('One', '&constructor;')), { title: '&constructor;' }],
    ['a quote that is not closed', rss(ONE.replace('<title>', '<title a="b>'), ONE), { title: 'One' }],
    ['an item that is not closed', rss(ONE.replace('</item>', '')), { title: 'One' }],
    ['an item inside an item', rss(`<item><title>Two</title>${ONE}</item>`), { title: 'Two' }],
    ['numbers of windows-1252', rss(ONE.replace('One', 'don&#146;t')), { title: 'don’t' }],
    ['RSS without a channel', `<rss version="2.0">${ONE}</rss>`, { title: 'One' }],
    [
      'items outside the channel',
      `<rss version="2.0"><channel><title>T</title></channel>${ONE}</rss>`,
      { title: 'One' },
    ],
    [
      'a root with a prefix',
      atom('', 'xmlns:a="http://www.w3.org/2005/Atom"')
        .replaceAll(/(<\/?)(\w)/g, '$1a:$2')
        .replace('</a:feed>', '<a:entry><a:title>One</a:title></a:entry></a:feed>'),
      { title: 'One' },
    ],
    ['items with a prefix that nobody declared', rss(ONE.replaceAll('item', 'a:item')), { title: 'One' }],
    [
      'a module under another prefix',
      rss(ONE.replace('</item>', '<who:creator>A</who:creator></item>')).replace(
        '<rss',
        '<rss xmlns:who="http://purl.org/dc/elements/1.1/"',
      ),
      { authors: ['A'] },
    ],
    ['a root in capitals', rss(ONE).replaceAll('rss', 'RSS'), { title: 'One' }],
    [
      'entities of a doctype, as they stand',
      rss(ONE.replace('One', '&a;')).replace('<rss', '<!DOCTYPE rss [<!ENTITY a "b">]><rss'),
      { title: '&a;' },
    ],
    [
      'markup where text belongs',
      rss('<item><title>One</title><description><p>a <b>b</b></p></description></item>'),
      { summary: '<p>a <b>b</b></p>' },
    ],
    [
      'markup around CDATA',
      rss('<item><description><p><![CDATA[<b>b</b>]]></p></description></item>'),
      { summary: '<p><b>b</b></p>' },
    ],
    [
      'XHTML, without the div around it',
      atom(
        '<entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a<br/>&lt;b</div></content></entry>',
      ),
      { content: 'a<br/>&lt;b' },
    ],
    [
      'XHTML with prefixes',
      atom(
        '<entry><content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a</x:p></x:div></content></entry>',
      ),
      { content: '<p>a</p>' },
    ],
    [
      'XHTML that holds an element of the same name',
      atom('<entry><summary type="xhtml"><div><details><summary>a</summary>b</details></div></summary></entry>'),
      { summary: '<details><summary>a</summary>b</details>' },
    ],
    [
      'Atom 0.3 in Base64',
      atom(
        '<entry><content type="text/html" mode="base64">PGI+w6k8L2I+</content></entry>',
        'version="0.3" xmlns="http://purl.org/atom/ns#"',
      ),
      { content: '<b>é</b>' },
    ],
  ])('%s', async (_, text, fields) => {
    const { document, reader } = await items(text);
    expect([reader, document.items[0]]).toEqual(['tolerant', expect.objectContaining(fields)]);
  });

  test('a source that has needed it keeps it', async () => {
    expect(await readFeed(rss(ONE), 'tolerant')).toMatchObject({
      reader: 'tolerant',
      document: { items: [{ title: 'One' }] },
    });
    expect((await readFeed('{"title":"T","items":[]}', 'tolerant')).reader).toBe('tolerant');
  });
});

describe('addresses are made whole by the base that holds where they stand', () => {
  const feed = `<feed ${ATOM} xml:base="http://h/a/"><link href="."/><link rel="enclosure" href="x"/>
    <entry xml:base="b/"><link href="1"/><link rel="enclosure" href="/1.mp3"/><id>tag</id>
    <content type="html" xml:base="c/">&lt;a href="2">&lt;img src='//o/3'>&lt;a href="#4">&lt;a href="http://o/?a&amp;amp;b"></content></entry>
    <entry><link href="https://o/5"/><summary type="xhtml"><div><a href="?q=1&amp;r">x</a></div></summary></entry></feed>`;
  const { link, items } = readTolerantly(feed);

  test.each<[string, unknown, unknown]>([
    ['of the feed', link, 'http://h/a/'],
    ['of an item, whose base is relative itself', items[0]!.url, 'http://h/a/b/1'],
    ['of what is attached', items[0]!.enclosures, ['http://h/1.mp3']],
    [
      'in a body, but not to a place in it',
      items[0]!.content,
      '<a href="http://h/a/b/c/2"><img src="http://o/3"><a href="#4"><a href="http://o/?a&amp;b">',
    ],
    ['that is whole stays as it is', items[1]!.url, 'https://o/5'],
    ['in XHTML', items[1]!.summary, '<a href="http://h/a/?q=1&amp;r">x</a>'],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));

  test('an RSS link is one too', () => {
    const text = rss('<item><link>/1</link></item>').replace('<rss', '<rss xml:base="http://h/"');
    expect(readTolerantly(text).items[0]!.url).toBe('http://h/1');
  });
});

describe('a document that was cut short drops the item at the cut, and says so', () => {
  const whole = rss(ONE, ONE.replace('One', 'Two'));
  const told = ({ cut, items }: PublishedDocument) => [cut, ...items.map(({ title }) => title)];

  test.each<[string, string, unknown[]]>([
    ['in a tag', whole.slice(0, whole.indexOf('Two') + 6), [true, 'One']],
    ['in a text', whole.slice(0, whole.indexOf('Two') + 2), [true, 'One']],
    [
      'in CDATA',
      rss(ONE, `<item><title>Two</title><description><![CDATA[${ONE}`).split('</channel>')[0]!,
      [true, 'One'],
    ],
    ['behind its last item', whole.slice(0, whole.indexOf('</channel>')), [true, 'One', 'Two']],
    ['nowhere', whole, [false, 'One', 'Two']],
  ])('%s', async (_, text, expected) => expect(told((await readFeed(text, null)).document)).toEqual(expected));

  test('the first 10,000 items of one that has more are read', () => {
    const { cut, items } = readTolerantly(rss(ONE.repeat(10_001)));
    expect([cut, items.length]).toEqual([true, 10_000]);
  });
});

describe('what belongs to something else is no part of the item', () => {
  const read = (inner: string) => readTolerantly(rss(`<item><title>One</title>${inner}</item>`)).items[0];

  test.each([
    ['a title of a picture', '<image><title>P</title><link>http://p/</link></image>'],
    ['a title of Media RSS', '<media:title>M</media:title>'],
    ['a title of a namespace that we do not read', '<x:title xmlns:x="http://x/">X</x:title>'],
    ['an element in such a namespace', '<title xmlns="http://x/">X</title>'],
    ['an element that we do not read', '<foo><title>F</title><description>F</description></foo>'],
    ['a comment', '<!-- <title>C</title> -->'],
  ])('%s', (_, inner) => expect(read(inner)).toEqual(item({ title: 'One' })));
});
