import { describe, expect, test } from 'vitest';
import { readPage } from '../../../watchers/pages/page.ts';
import { NO_ITEM, Unreadable } from '../../../watchers/reading/published.ts';

const URL_ = 'https://gov.example/news/';
const PAGE = `<!doctype html><html lang="hy"><head><title> The
  Government </title><meta name="description" content="All of it"></head><body><nav><a href="/news/menu">Menu</a></nav><main>
  <div class="news row"><a class="pic" href="/news/1"><img src="1.jpg"></a><h3>  One   of
     many </h3><p>First</p><time datetime="2025-11-21T10:30:05+04:00">an hour ago</time></div>
  <div class="news"><a href="https://other.example/2"></a><h3>Two</h3><time> 20 November
     2025 </time></div>
  <div class="news"><h3>Three, without a link</h3></div>
  <div class="news"><a href="/news/4"></a></div>
  </main></body></html>`;

/** What stands on a page is text, whatever signs are in it. */
const ITEM = { ...NO_ITEM, plain: true };
const select = { item: '.news', title: 'h3', summary: 'p', time: 'time' };
const refusal = (use: () => unknown) => {
  try {
    return use();
  } catch (error) {
    return error;
  }
};

test('a page is read by its selectors', () => {
  expect(readPage(PAGE, { select, links: null }, URL_)).toMatchObject({
    format: 'page',
    title: 'The Government',
    link: URL_,
    description: 'All of it',
    language: 'hy',
    items: [
      { ...ITEM, url: `${URL_}1`, title: 'One of many', summary: 'First', published: '2025-11-21T10:30:05+04:00' },
      { ...ITEM, url: 'https://other.example/2', title: 'Two', published: '20 November 2025' },
      { ...ITEM, title: 'Three, without a link' },
    ],
  });
});

describe('of an item', () => {
  const items = (html: string, more = {}) =>
    readPage(html, { select: { item: 'li', ...more }, links: null }, URL_).items;
  const at = (path: string) => `https://gov.example${path}`;

  test.each<[string, string, object, object]>([
    [
      'the first link is its address and its title',
      '<li><a href="/1">One</a><a href="/2">x</a>',
      {},
      { url: at('/1'), title: 'One' },
    ],
    [
      'the first link with words comes before pictures',
      '<li><a href="/p"><img></a><a href="/1">One</a>',
      {},
      { url: at('/1'), title: 'One' },
    ],
    [
      'the link may be named',
      '<li><a href="/1">x</a><b><a href="/2">Two</a></b>',
      { link: 'b a' },
      { url: at('/2'), title: 'Two' },
    ],
    [
      'the address may be its own',
      '<ul><li href="/1"><i>One</i></ul>',
      { title: 'i' },
      { url: at('/1'), title: 'One' },
    ],
    [
      'it may be the link itself',
      '<a class="card" href="/1"><h3>One</h3></a>',
      { item: 'a.card', title: 'h3' },
      { url: at('/1'), title: 'One' },
    ],
    [
      'it may be the link itself, and its title',
      '<a class="card" href="/1">One</a>',
      { item: 'a.card' },
      { url: at('/1'), title: 'One' },
    ],
    [
      'a link without words says what it is otherwise',
      '<li><a href="/1" aria-label="One"></a>',
      {},
      { url: at('/1'), title: 'One' },
    ],
    ['an address that is no place is none', '<li><a href="javascript:go(1)">One</a>', {}, { url: null, title: 'One' }],
    ['an address that is none is none', '<li><a href="http://[">One</a>', {}, { url: null, title: 'One' }],
    [
      'an address stands on the base of the page',
      '<base href="/sub/"><li><a href="1">One</a>',
      {},
      { url: at('/sub/1') },
    ],
    ['a base is relative itself', '<base href="../x/y/"><li><a href="1">One</a>', {}, { url: at('/x/y/1') }],
    [
      'a base that is no place is none',
      '<base href="javascript:x"><li><a href="1">One</a>',
      {},
      { url: at('/news/1') },
    ],
    ['no time is no date', '<li><a href="/1">One</a>', { time: 'time' }, { published: null }],
    [
      'a time is what machines read',
      '<li><a href="/1">One</a><time datetime="2025-11-21" title="21">x</time>',
      { time: 'time' },
      { published: '2025-11-21' },
    ],
    [
      'a time may be microdata',
      '<li><a href="/1">One</a><meta itemprop="d" content="2025-11-21">',
      { time: 'meta' },
      { published: '2025-11-21' },
    ],
    [
      'a time may be a title',
      '<li><a href="/1">One</a><abbr title="2025-11-21">an hour ago</abbr>',
      { time: 'abbr' },
      { published: '2025-11-21' },
    ],
    [
      'a title without figures is no time',
      '<li><a href="/1">One</a><i title="Date">21.11.2025</i>',
      { time: 'i' },
      { published: '21.11.2025' },
    ],
    [
      'a time that says nothing to machines is text',
      '<li><a href="/1">One</a><time datetime=""> 21 May </time>',
      { time: 'time' },
      { published: '21 May' },
    ],
    ['no summary is none', '<li><a href="/1">One</a>', { summary: 'p' }, { summary: null }],
    ['what is written is text', '<li><a href="/1">a &lt;b&gt; &amp; c</a>', {}, { title: 'a <b> & c', plain: true }],
    ['a script is no part of a title', '<li><a href="/1">One<script>evil()</script></a>', {}, { title: 'One' }],
  ])('%s', (_, html, more, fields) => expect(items(html, more)).toMatchObject([fields]));

  test('an address stands once, however often the page tells it', () => {
    const html =
      '<li><a href="/1">One</a><li><a href="/2">Two</a><li><a href="https://gov.example/1#top">One again</a>';
    expect(items(html)).toMatchObject([{ title: 'One' }, { title: 'Two' }]);
  });
});

describe('a page without selectors is read by its links', () => {
  const LONG = 'A headline as long as headlines are';
  const links = (html: string) => readPage(html, { select: null, links: '^/news/\\d+$' }, URL_).items;

  test.each<[string, string, object[]]>([
    [
      'whose path fits',
      `<a href="/news/1">${LONG}</a><a href="/about/1">${LONG}</a>`,
      [{ url: 'https://gov.example/news/1' }],
    ],
    ['that are relative', `<a href="7?x=1#y">${LONG}</a>`, [{ url: 'https://gov.example/news/7?x=1#y' }]],
    [
      'each once, with its longest text',
      `<a href="2">${LONG}</a><a href="2">${LONG}!</a><a href="2">${LONG}</a>`,
      [{ title: `${LONG}!` }],
    ],
    ['and not by buttons', `<a href="1">${LONG}</a><a href="2">Read more</a>`, [{ title: LONG }]],
    ['and not by what is no address', `<a href="1">${LONG}</a><a href="http://[">${LONG}</a>`, [{ title: LONG }]],
    ['and not by scripts', `<a href="1">${LONG}</a><a href="javascript:/news/2">${LONG}</a>`, [{ title: LONG }]],
    [
      'each once, wherever in it the links lead',
      `<a href="2">${LONG}</a><a href="2#comments">${LONG}: 12 comments</a>`,
      [{ title: `${LONG}: 12 comments` }],
    ],
    [
      'from the base of the page',
      `<base href="/news/x/"><a href="../5">${LONG}</a>`,
      [{ url: 'https://gov.example/news/5' }],
    ],
  ])('%s', (_, html, items) => {
    const found = links(html);
    expect(found).toHaveLength(items.length);
    expect(found).toMatchObject(items);
  });
});

describe('a page that holds no item is a failure, not a quiet day, and says what it does hold', () => {
  const LIST = `<!doctype html><html lang="en"><title>Press</title><ul class="menu"><li><a href="/a">Home</a><li><a href="/b">News</a></ul>
    <main class="news-list md:p-1">${[1, 2, 3].map((n) => `<article class="news"><h3><a href="/${n}">Commission proposes the ${n}th suspension of visa-free travel</a></h3><p>x</p></article>`).join('')}</main>
    <div class="side"><a href="/9">A headline that stands alone</a></div>`;
  const OUTLINE =
    'the page is “Press” (en); main.news-list > article.news ×3 “Commission proposes the 1th suspension of visa-…” in h3 > a';

  test.each<[string, string, Parameters<typeof readPage>[1], string]>([
    ['by selectors', LIST, { select: { item: '.story' }, links: null }, `nothing fits item ".story"; ${OUTLINE}`],
    ['by links', LIST, { select: null, links: '^/x/' }, `no link of 20 letters or more leads to ^/x/; ${OUTLINE}`],
    ['by neither', LIST, { select: null, links: null }, `the source names neither select nor links; ${OUTLINE}`],
    [
      'with items but no titles',
      PAGE,
      { select: { item: '.news', title: 'h6' }, links: null },
      'item ".news" fits 4, but title "h6" in none; the first holds a.pic[href], img, h3 “One of many”, p “First”, time[datetime] “an hour ago”',
    ],
    [
      'with items but no links',
      PAGE,
      { select: { item: '.news', title: 'h3', link: 'h3 a' }, links: null },
      'item ".news" fits 4, but link "h3 a" leads nowhere in any; the first holds a.pic[href]',
    ],
    [
      'with items of no words',
      '<p class="x"><i></i></p>',
      { select: { item: '.x' }, links: null },
      'item ".x" fits 1, but no link in them has words; the first holds i',
    ],
    [
      'with an item for every element',
      `<ul>${'<li><a href="/1">x</a></li>'.repeat(10_000)}</ul>`,
      { select: { item: 'li' }, links: null },
      'item "li" fits 10000 elements; the page is “” (no language); no headline that repeats, 10000 letters of text',
    ],
    [
      'with an empty shell',
      '<title>App</title><div id="root"></div><script src="x"></script>',
      { select, links: null },
      'nothing fits item ".news"; the page is “App” (no language); no headline that repeats, 0 letters of text, 1 scripts',
    ],
  ])('%s', (_, html, source, message) => {
    const thrown = refusal(() => readPage(html, source, URL_)) as Unreadable;
    expect(thrown).toBeInstanceOf(Unreadable);
    expect([thrown.reason, thrown.message.slice(0, message.length)]).toEqual(['selector', message]);
    expect(thrown.message.length).toBeLessThan(700);
  });

  test('in a message of bounded length, whatever the page is', () => {
    const long = 'x'.repeat(5000);
    const html = `<title>${long}</title>${Array.from({ length: 200 }, (_, n) => `<div class="c${n} ${long}"><p><a href="/${n}">${long}${n}</a><h2>${n} ${long}</h2></div>`.repeat(2)).join('')}`;
    const thrown = refusal(() => readPage(html, { select: { item: '.none' }, links: null }, URL_)) as Unreadable;
    expect(thrown.message.length).toBeLessThan(700);
  });

  test.each(['', 'Invalid url', '{"x":1}', '<rss version="2.0"/>', '<'.repeat(100_000)])(
    'also where it is no page: %.20j',
    (text) => {
      const thrown = refusal(() => readPage(text, { select, links: null }, URL_)) as Unreadable;
      expect(thrown).toMatchObject({
        reason: 'selector',
        message: expect.stringContaining('no headline that repeats'),
      });
    },
  );

  test.each([
    ['elements without end', '<div>'.repeat(5000)],
    ['what would take a parser minutes', '<b>'.repeat(100_000)],
    ['too many elements', '<i></i>'.repeat(100_001)],
  ])('and %s are too large before they are read', (_, text) => {
    expect(refusal(() => readPage(text, { select, links: null }, URL_))).toMatchObject({ reason: 'large' });
  });
});
