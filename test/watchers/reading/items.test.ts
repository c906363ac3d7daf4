import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FoundItem } from '../../../state/item.ts';
import { type ItemSource, itemsOf } from '../../../watchers/reading/items.ts';
import type { PublishedDocument, PublishedItem } from '../../../watchers/reading/published.ts';
import { item } from '../fixture.ts';

const BASE = 'https://h.example/news/';
const SOURCE: ItemSource = { id: 's', title: 'Source', kind: 'feed', language: null, family: 'h.example' };
const DOCUMENT = { format: 'rss2.0', language: null } as PublishedDocument;

type Over = Partial<ItemSource> & { documentLanguage?: string };

function found(items: Partial<PublishedItem>[], { documentLanguage, ...source }: Over = {}): FoundItem[] {
  const document = { ...DOCUMENT, language: documentLanguage ?? null, items: items.map(item) };
  return itemsOf(document, { ...SOURCE, ...source }, BASE);
}
const one = (over: Partial<PublishedItem>, source: Over = {}) => found([{ title: 'T', ...over }], source)[0]!;

describe('markup becomes text', () => {
  test.each([
    ['tags are gone', '<p>One <b>two</b> <a href="http://x/">three</a></p>', 'One two three'],
    ['paragraphs are lines', '<p>One</p><p>Two</p>', 'One\nTwo'],
    ['headings keep their case', '<h1>Heading</h1>text', 'Heading\ntext'],
    ['scripts are gone', 'a<script>alert(1)</script>b', 'ab'],
    ['style sheets are gone', 'a<style>p{}</style>b', 'ab'],
    ['frames are gone', 'a<iframe src="http://x/">frame</iframe>b', 'ab'],
    ['images are gone', 'a<img src=x onerror=alert(1) alt="alt">b', 'ab'],
    ['comments are gone', 'a<!-- x -->b', 'ab'],
    ['tags that never end are gone', 'a<img src=x onerror=alert(1) ', 'a'],
    ['entities are letters', 'caf&eacute; &amp; &#1089;&#x43d;', 'café & сн'],
    ['what only looks like markup stays', '3 < 4 & 5 > 2', '3 < 4 & 5 > 2'],
    ['control characters are gone', 'a\0b\x1bc\x7fd\x85e', 'a b c d e'],
    ['a half letter is replaced', 'a\ud800b', 'a\ufffdb'],
    ['white space is one space', ' a \t\u00a0 b\r\n\n c ', 'a b\nc'],
  ])('%s', (_, markup, text) => {
    expect(one({ summary: markup }).summary).toBe(text);
    expect(one({ content: markup }).content).toBe(text);
    expect(one({ title: markup }).title).toBe(text.replace('\n', ' '));
  });

  test.each(['a\r\nBcc: all@h', 'a\nb', 'a\u2028b', 'a\u0000b', '<p>a</p><p>b</p>'])(
    '%j is one line where it names something',
    (text) => {
      const told = { title: text, authors: [text], categories: [text], origin: { name: text, url: null } };
      const { title, authors, categories, publisher } = one(told, { kind: 'google-news' });
      for (const line of [title, ...authors, ...categories, publisher]) expect(line).toMatch(/^a (b|Bcc: all@h)$/);
    },
  );

  test('content that repeats the summary is kept once', () => {
    expect(one({ summary: '<p>Same</p>', content: 'Same' })).toMatchObject({ summary: 'Same', content: '' });
    expect(one({ summary: '<p>Same</p>', content: '<p>Same</p>' })).toMatchObject({ summary: 'Same', content: '' });
  });

  test('and text that its publisher calls plain is text', () => {
    const told = { title: 'a &lt; b', summary: 'if a <b then &amp;', content: '<p>' };
    expect(one({ ...told, plain: true })).toMatchObject(told);
    expect(one(told)).toMatchObject({ title: 'a < b', summary: 'if a', content: '' });
  });
});

describe('an item', () => {
  test('without title and text is none', () => {
    expect(found([{ url: 'http://x/' }, { title: ' ', summary: '<img src=x>' }, { title: 'T' }])).toHaveLength(1);
  });

  test('without title takes the beginning of its text', () => {
    expect(one({ title: null, summary: 'Long '.repeat(50) }).title).toMatch(/^Long Long .{69}…$/);
    expect(one({ title: null, content: '<p>One</p><p>two</p>' }).title).toBe('One two…');
  });

  test.each([
    ['a title', 'title', 500],
    ['a summary', 'summary', 100_000],
    ['a content', 'content', 100_000],
  ] as const)('%s that is too long is cut, and not through a letter', (_, field, most) => {
    const cut = one({ [field]: '😀'.repeat(most) })[field];
    expect(cut.length).toBe(most);
    const odd = one({ [field]: `a${'😀'.repeat(most)}` })[field];
    expect([odd.length, odd.isWellFormed()]).toEqual([most - 1, true]);
  });

  test('of ten thousand categories keeps a few', () => {
    const { categories, authors } = one({ categories: Array(10_000).fill('x'), authors: Array(10_000).fill('y') });
    expect([categories.length, authors.length]).toEqual([50, 20]);
  });

  test('keeps the date of its publisher, reduced as it is, and none where there is none', () => {
    expect(one({ published: '2025-11', updated: 'yesterday' })).toMatchObject({ published: '2025-11', updated: null });
    expect(one({})).toMatchObject({ published: null, updated: null });
    expect(one({ updated: '2025' })).toMatchObject({ published: null, updated: '2025' });
  });

  test.each<[string, string | null, string | null, string | undefined, string | null]>([
    ['its own language goes first', 'ka-GE', 'en', 'ru', 'ka'],
    ['then that of its source', null, 'en', 'ru', 'en'],
    ['then that of its document', null, null, 'ru_RU', 'ru'],
    ['and none is none', null, null, undefined, null],
    ['what is no language is none', 'x-klingon', 'en', 'ru', null],
  ])('%s', (_, own, ofSource, documentLanguage, language) => {
    const source = { language: ofSource, ...(documentLanguage && { documentLanguage }) };
    expect(one({ language: own }, source).language).toBe(language);
  });
});

describe('an address', () => {
  test.each([
    ['whole', 'https://x.example/1?a=b#c', 'https://x.example/1?a=b#c'],
    ['relative', '../1', 'https://h.example/1'],
    ['without protocol', '//x.example/1', 'https://x.example/1'],
    ['of a script', 'javascript:alert(1)', null],
    ['of a script, disguised', ' java\nscript:alert(1)', null],
    ['of data', 'data:text/html,<script>alert(1)</script>', null],
    ['of a file', 'file:///etc/passwd', null],
    ['of mail', 'mailto:a@h', null],
    ['that is none', 'http://[', null],
    ['with a tag', 'http://x/"><script>', 'http://x/%22%3E%3Cscript%3E'],
    ['absent', null, null],
  ])('%s: %s', (_, url, whole) => expect(one({ url }).url).toBe(whole));

  test('is kept as published, beside the form in which it is compared', () => {
    const url = 'https://www.x.example/1/?utm_source=rss';
    expect(one({ url })).toMatchObject({ url, canonical: 'x.example/1' });
    expect(one({})).toMatchObject({ url: null, canonical: null });
  });
});

test('whatever is published, items are made of it, and their addresses lead to the web', () => {
  const text = fc.option(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.constantFrom('http://%', '?%'),
    ),
    { nil: null },
  );
  const published = fc.record({ guid: text, url: text, title: text, summary: text, content: text, published: text });
  fc.assert(
    fc.property(fc.array(published, { maxLength: 4 }), (items) => {
      for (const { key, url, title, summary } of found(items)) {
        expect(key).toMatch(/^(guid|url|text) ./s);
        expect(url ?? 'http:').toMatch(/^https?:/);
        expect(title).toMatch(/^.+$/);
        expect(`${title}${summary}`).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
      }
    }),
    { numRuns: 200 },
  );
});
