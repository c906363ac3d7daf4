import { describe, expect, test } from 'vitest';
import { readPage } from '../../watchers/page.ts';
import { NO_ITEM, Unreadable } from '../../watchers/published.ts';

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
      { ...NO_ITEM, url: '/news/1', title: 'One of many', summary: 'First', published: '2025-11-21T10:30:05+04:00' },
      { ...NO_ITEM, url: 'https://other.example/2', title: 'Two', published: '20 November 2025' },
      { ...NO_ITEM, title: 'Three, without a link' },
    ],
  });
});

describe('of an item', () => {
  const items = (html: string, more = {}) =>
    readPage(html, { select: { item: 'li', ...more }, links: null }, URL_).items;

  test.each<[string, string, object, object]>([
    [
      'the first link is its address and its title',
      '<li><a href="/1">One</a><a href="/2">x</a>',
      {},
      { url: '/1', title: 'One' },
    ],
    [
      'the link may be named',
      '<li><a href="/1">x</a><b><a href="/2">Two</a></b>',
      { link: 'b a' },
      { url: '/2', title: 'Two' },
    ],
    ['the address may be its own', '<ul><li href="/1"><i>One</i></ul>', { title: 'i' }, { url: '/1', title: 'One' }],
    ['no time is no date', '<li><a href="/1">One</a>', { time: 'time' }, { published: null }],
    ['no summary is none', '<li><a href="/1">One</a>', { summary: 'p' }, { summary: null }],
    ['what is written is text', '<li><a href="/1">a &lt;b&gt; &amp; c</a>', {}, { title: 'a <b> & c' }],
  ])('%s', (_, html, more, fields) => expect(items(html, more)).toMatchObject([fields]));
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
  ])('%s', (_, html, items) => {
    const found = links(html);
    expect(found).toHaveLength(items.length);
    expect(found).toMatchObject(items);
  });
});

describe('a page that holds no item is a failure, not a quiet day, and says what it does hold', () => {
  test.each<[string, Parameters<typeof readPage>[1], string]>([
    [
      'by selectors',
      { select: { item: '.story' }, links: null },
      'the page holds no ".story"; it does hold div.news ×4',
    ],
    ['by links', { select: null, links: '^/x/' }, 'the page holds no a link to ^/x/; it does hold div.news ×4'],
    ['with items but no titles', { select: { item: '.news', title: 'h6' }, links: null }, 'the page holds no ".news"'],
  ])('%s', (_, source, message) => {
    const thrown = refusal(() => readPage(PAGE, source, URL_)) as Unreadable;
    expect(thrown).toBeInstanceOf(Unreadable);
    expect([thrown.reason, thrown.message.slice(0, message.length)]).toEqual(['selector', message]);
  });

  test.each(['', 'Invalid url', '{"x":1}', '<rss version="2.0"/>'])('also where it is no page: %j', (text) => {
    const thrown = refusal(() => readPage(text, { select, links: null }, URL_)) as Unreadable;
    expect(thrown).toMatchObject({ reason: 'selector', message: expect.stringContaining('no element with a class') });
  });
});
