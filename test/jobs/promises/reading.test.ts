import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { type Answer, type Fact, HOST, item, items, promises, rss, type Seen, sent } from './wire.ts';

/** A document that is read, and what its items then are in the ledger. */
const reads = (promise: string, answer: Answer, expected: object[], its: Partial<Fact> = {}): Fact => ({
  promise,
  visits: [answer],
  holds: (seen) => {
    expect(seen.learnt).toMatchObject({ outcome: 'fetched', because: null });
    expect(seen.items).toMatchObject(expected);
    expect(seen.items).toHaveLength(expected.length);
  },
  ...its,
});
/** A document that cannot be read, and why. */
const fails = (
  promise: string,
  answer: Answer,
  reason: string,
  detail: string | RegExp,
  its: Partial<Fact> = {},
): Fact => ({
  promise,
  visits: [answer],
  holds: (seen) => {
    expect(seen.learnt).toMatchObject({ outcome: 'failed', reason, because: expect.stringMatching(detail) });
    expect(seen.items).toEqual([]);
  },
  ...its,
});

const NS = 'xmlns="http://www.w3.org/2005/Atom"';
const TITLE = 'Мост обрушился';
/** A feed with one Russian headline, its XML declaration naming a charset or none. */
const russian = (declared: string | null) =>
  `<?xml version="1.0"${declared ? ` encoding="${declared}"` : ''}?><rss version="2.0"><channel><title>Газета</title>${item(1, { title: TITLE, text: 'Старый мост через реку обрушился утром, сообщил губернатор области.' })}</channel></rss>`;
const windows1251 = (text: string) =>
  Buffer.from(
    text.split('').map((sign) => {
      const code = sign.charCodeAt(0);
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
    }),
  );
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const xml = (type: string, body: Uint8Array | string): Answer => [200, body, { 'content-type': type }];
const titled = [{ title: TITLE }];

const charsets: Fact[] = [
  reads(
    'a byte order mark says the charset, before all else',
    xml('text/xml; charset=windows-1251', utf16(russian('koi8-r'))),
    titled,
  ),
  reads(
    'then the Content-Type does, before the XML declaration',
    xml('text/xml; charset=windows-1251', windows1251(russian('utf-8'))),
    titled,
  ),
  reads('then the XML declaration', xml('text/xml', windows1251(russian('windows-1251'))), titled),
  reads('then the bytes, where they are valid UTF-8', xml('text/xml', russian(null)), titled),
  reads('then what the bytes look like', xml('text/xml', windows1251(russian(null))), titled),
  reads(
    'a document that says it is Latin-1, and is UTF-8 throughout, is UTF-8',
    xml('text/xml; charset=iso-8859-1', russian(null)),
    titled,
  ),
];

const one = [{ title: 'The bridge collapsed', url: 'https://gazette.example.org/1' }];
const formats: Fact[] = [
  reads(
    'RSS 0.91 is read',
    '<rss version="0.91"><channel><title>G</title><item><title>The bridge collapsed</title><link>https://gazette.example.org/1</link></item></channel></rss>',
    one,
  ),
  reads('RSS 2.0 is read', rss(item(1, { title: 'The bridge collapsed' })), [{ ...one[0], key: 'guid id-1' }]),
  reads(
    'RSS 1.0 (RDF) is read',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>G</title></channel><item rdf:about="https://gazette.example.org/1"><title>The bridge collapsed</title><link>https://gazette.example.org/1</link></item></rdf:RDF>',
    one,
  ),
  reads(
    'Atom 1.0 is read, with when it was published and when updated',
    `<feed ${NS}><title>G</title><id>g</id><updated>2026-10-05T05:00:00Z</updated><entry><id>e</id><title>The bridge collapsed</title><link href="https://gazette.example.org/1"/><published>2026-10-04T05:00:00Z</published><updated>2026-10-05T05:00:00Z</updated></entry></feed>`,
    [{ ...one[0], key: 'guid e', published: '2026-10-04T05:00:00.000Z', updated: '2026-10-05T05:00:00.000Z' }],
  ),
  reads(
    'Atom 0.3 is read',
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>G</title><entry><id>e</id><title>The bridge collapsed</title><link rel="alternate" href="https://gazette.example.org/1"/><issued>2026-10-04T05:00:00Z</issued></entry></feed>',
    [{ ...one[0], published: '2026-10-04T05:00:00.000Z' }],
  ),
  reads(
    'JSON Feed 1.0 is read',
    '{"version":"https://jsonfeed.org/version/1","title":"G","items":[{"id":"1","url":"https://gazette.example.org/1","title":"The bridge collapsed"}]}',
    one,
  ),
  reads(
    'JSON Feed 1.1 is read',
    '{"version":"https://jsonfeed.org/version/1.1","title":"G","language":"ka","items":[{"id":"1","url":"https://gazette.example.org/1","title":"The bridge collapsed"}]}',
    one,
  ),
  reads(
    'a feed behind a warning of its own server is read',
    `<br />\n<b>Warning</b>: mysql_connect()<br />\n${rss(item(1))}`,
    [{ title: 'Headline 1' }],
  ),
];

const links: Fact[] = [
  reads('a link is whole by the address of the feed', rss(item(1, { link: '/news/1' })), [
    { url: 'https://gazette.example.org/news/1' },
  ]),
  reads(
    'a link is whole by the home page that the feed names',
    rss(item(1, { link: 'news/1' }), '<link>https://www.example.net/en/</link>'),
    [{ url: 'https://www.example.net/en/news/1' }],
  ),
  reads(
    'a link is whole by xml:base',
    `<feed ${NS} xml:base="https://www.example.net/a/"><title>G</title><id>g</id><entry xml:base="b/"><id>e</id><title>T</title><link href="1"/></entry></feed>`,
    [{ url: 'https://www.example.net/a/b/1' }],
  ),
  reads(
    'a guid is the address, where it says so and there is no other',
    '<rss version="2.0"><channel><item><title>T</title><guid isPermaLink="true">https://gazette.example.org/1</guid></item></channel></rss>',
    [{ url: 'https://gazette.example.org/1' }],
  ),
  reads(
    'a guid is no address, where it says so',
    '<rss version="2.0"><channel><item><title>T</title><guid isPermaLink="false">https://gazette.example.org/1</guid></item></channel></rss>',
    [{ url: null }],
  ),
  reads('a link that is not of the web is none', rss(item(1, { link: 'javascript:alert(1)' })), [{ url: null }]),
  reads(
    'of several links the one to the page is taken',
    `<feed ${NS}><title>G</title><id>g</id><entry><id>e</id><title>T</title><link rel="self" href="https://x.example/self"/><link rel="enclosure" href="https://x.example/a.mp3"/><link rel="alternate" href="https://x.example/1"/></entry></feed>`,
    [{ url: 'https://x.example/1' }],
  ),
];

const dated = (written: string) => rss(item(1, { more: `<pubDate>${written}</pubDate>` }));
const dates: Fact[] = [
  ...(
    [
      ['with an offset', 'Mon, 05 Oct 2026 09:00:00 +0400', '2026-10-05T05:00:00.000Z'],
      ['with the name of a zone', 'Mon, 05 Oct 2026 09:00:00 MSK', '2026-10-05T06:00:00.000Z'],
      ['without a zone, which is UTC', '2026-10-05 09:00:00', '2026-10-05T09:00:00.000Z'],
      ['dotted', '05.10.2026', '2026-10-05'],
      ['with the name of a month in Russian', '5 октября 2026', '2026-10-05'],
      ['of a day only', '2026-10-05', '2026-10-05'],
    ] as const
  ).map(([how, written, published]) => reads(`a date ${how} is read: ${written}`, dated(written), [{ published }])),
  ...['yesterday', '', '0000-00-00 00:00:00', 'Thu, 01 Jan 1601 00:00:00 GMT', '2026-13-45'].map((written) =>
    reads(`a date is never invented: ${written || 'an empty one'}`, dated(written), [
      { published: null, first_seen: '2026-10-05T06:00:00.000Z' },
    ]),
  ),
  reads(
    'one bad date costs no other item',
    rss(`${item(1, { more: '<pubDate>soon</pubDate>' })}${item(2, { more: '<pubDate>2026-10-05</pubDate>' })}`),
    [{ published: null }, { published: '2026-10-05' }],
  ),
];

const NINE = rss(items(1, 9));
const CUT = NINE.slice(0, NINE.indexOf('Headline 3'));
const cuts: Fact[] = [
  reads(
    'a document that was cut short drops the item at the cut',
    CUT,
    [9, 8, 7, 6, 5, 4].map((n) => ({ title: `Headline ${n}` })),
  ),
  {
    promise: 'a document that was cut short withdraws no item and revises none',
    visits: [NINE, CUT],
    holds: (seen) => {
      expect(seen.items.map(({ title, revision }) => [title, revision])).toHaveLength(9);
      expect(seen.items.every(({ revision }) => revision === 0)).toBe(true);
      expect(seen.learnt).toMatchObject({ outcome: 'fetched', gap: null });
    },
  },
  {
    promise: 'a document that was cut short leaves no validators: the rest is asked for',
    visits: [[200, CUT, { etag: '"1"' }], NINE],
    holds: (seen) => {
      expect(sent(seen, 'if-none-match')).toEqual([undefined, undefined]);
      expect(seen.items).toHaveLength(9);
    },
  },
  {
    promise: 'a source that has once needed the tolerant reader stays with it',
    visits: [CUT, NINE],
    holds: ({ learnt }) => expect(learnt.reader).toBe('tolerant'),
  },
];

const BOMB = `<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}"><!ENTITY d "${'&c;'.repeat(100)}"><!ENTITY file SYSTEM "file:///etc/passwd">]>`;
const hostile: Fact[] = [
  {
    promise: 'entities of a doctype are never expanded, and never fetched',
    visits: [
      `<?xml version="1.0"?>${BOMB}<rss version="2.0"><channel>${item(1, { title: 'News &d; and &file;' })}${item(2)}</channel></rss>`,
    ],
    holds: (seen: Seen) => {
      const texts = seen.items.map(({ title, summary, content }) => title + summary + content).join('');
      expect(texts).not.toMatch(/lol|root:/);
      expect(texts.length).toBeLessThan(200);
      expect(seen.asked).toHaveLength(1);
    },
  },
  fails(
    'a page instead of a feed is told by its title',
    '<!doctype html><html><head><title>Just a moment…</title></head><body></body></html>',
    'format',
    /Just a moment/,
  ),
  fails('an answer of eleven bytes is no document', 'Invalid url', 'format', /Invalid url/),
  fails('an answer of eleven bytes is none, where its source gives more', 'Invalid url', 'empty', /11 bytes/, {
    sources: [{ floor: 200 }],
  }),
  fails('an answer of nothing is told', '', 'empty', /0 bytes/),
  fails(
    'a body of two hundred megabytes that travels in few bytes is stopped at the bound',
    [200, gzipSync(Buffer.alloc(200_000_000, ' ')), { 'content-encoding': 'gzip' }],
    'large',
    /more than 1000000 bytes/,
  ),
  reads(
    'a gzipped body is unpacked',
    [200, gzipSync(rss(item(1))), { 'content-encoding': 'gzip' }],
    [{ title: 'Headline 1' }],
  ),
  reads(
    'signs that would break a header or a page are gone',
    rss(item(1, { title: 'News\u0007 &#x202e;one&#10;Bcc: all' })),
    [{ title: expect.not.stringMatching(/[\u0000-\u001f]/) }],
  ),
  reads(
    'markup is taken off',
    rss(
      item(1, {
        title: '&lt;b&gt;News&lt;/b&gt; &amp;amp; more',
        text: '&lt;p&gt;It fell.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;',
      }),
    ),
    [{ title: 'News & more', summary: 'It fell.' }],
  ),
];

const page = { kind: 'page', url: `${HOST}/news`, select: { item: 'article', link: 'a' } } as const;
const pages: Fact[] = [
  reads('a page is read by selectors', '', [{ title: 'The bridge collapsed', url: `${HOST}/1` }], {
    sources: [page],
    visits: [{ [page.url]: '<article><a href="/1">The bridge collapsed</a></article>' }],
  }),
  {
    promise: 'a page that does not hold what is looked for fails, with its outline: it is no empty list',
    sources: [page],
    visits: [
      {
        [page.url]: `<main>${'<div class="news"><a href="/1">The bridge collapsed in the night</a></div>'.repeat(5)}</main>`,
      },
    ],
    holds: ({ learnt }) => {
      expect(learnt).toMatchObject({ outcome: 'failed', reason: 'selector' });
      expect(learnt.because).toMatch(/article[\s\S]*news/);
    },
  },
  {
    promise: 'a region tells what has changed in it, and nothing at the first visit',
    sources: [{ kind: 'region', url: `${HOST}/visa`, region: { watch: 'main', ignore: [] } }],
    visits: ['The border is open', 'The border is open', 'The border is shut'].map((words, n) => ({
      [`${HOST}/visa`]: `<nav>Visitor ${n}</nav><main><p>${words}.</p></main>`,
    })),
    holds: (seen) => {
      expect(seen.runs.map(({ fresh }) => fresh)).toEqual([0, 0, 1]);
      expect(seen.items).toMatchObject([{ title: expect.stringContaining('The border is shut') }]);
      expect(seen.learnt.region).toEqual({ text: 'The border is shut.', changes: 1 });
    },
  },
  {
    promise: 'each change of a region is news, however little it differs from the one before',
    sources: [{ kind: 'region', url: `${HOST}/visa`, region: { watch: 'main', ignore: [] } }],
    visits: [60, 80, 90, 80].map((fee) => ({
      [`${HOST}/visa`]: `<main><p>The fee for a visa of up to ninety days within half a year is ${fee} euro.</p></main>`,
    })),
    holds: (seen) => {
      expect(seen.runs.map(({ fresh, revised }) => fresh + 10 * revised)).toEqual([0, 1, 1, 1]);
      expect(seen.items.map(({ title }) => title.match(/(\d+) euro/)?.[1])).toEqual(['80', '90', '80']);
    },
  },
  {
    promise: 'a JSON document is read by paths',
    sources: [{ kind: 'json', url: `${HOST}/api`, paths: { items: '$.list[*]', title: '$.name', link: '$.url' } }],
    visits: [{ [`${HOST}/api`]: '{"list":[{"name":"The bridge collapsed","url":"/1"}]}' }],
    holds: ({ items: found }) => expect(found).toMatchObject([{ title: 'The bridge collapsed', url: `${HOST}/1` }]),
  },
];

promises('charsets', charsets);
promises('formats', formats);
promises('links', links);
promises('dates', dates);
promises('documents that are cut short', cuts);
promises('documents that nobody should read', hostile);
promises('pages', pages);
