import { describe, expect, it } from 'vitest';
import { lastingClasses } from '../../../watchers/finding/classnames.ts';
import { proposePattern } from '../../../watchers/finding/pathpattern.ts';
import { propose } from '../../../watchers/finding/propose.ts';
import { openPage } from '../../../watchers/pages/html.ts';
import { readPage } from '../../../watchers/pages/page.ts';

const AT = 'https://outlet.example/news';
const NAMES = [...'abcdefgh'];
const headline = (name: string) => `Ministers of the five states meet for talks ${name}`;
const LEAD = 'They spoke for a long time, and of many things, and agreed on few of them.';
const each = (of: (name: string, n: number) => string) => NAMES.map(of).join('');
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>News</title></head><body>${body}</body></html>`;
const MENU = `<nav><ul>${each((name) => `<li><a href="/menu/${name}">An entry of a menu with many letters ${name}</a></li>`)}</ul></nav>`;

describe('of a page the selectors are proposed that read it', () => {
  it.each([
    [
      'where articles have classes that mean something',
      `${MENU}<main class="news-list">${each((name) => `<article class="news"><h3><a href="/n/${name}">${headline(name)}</a></h3><time datetime="2026-11-22">22 Nov</time><p class="lead">${LEAD}</p></article>`)}</main>`,
      { item: 'article.news', link: 'h3 a', summary: 'p.lead', time: 'time' },
      ['2026-11-22', LEAD],
    ],
    [
      'where a build made the classes',
      `<div class="css-1x2y3z"><ul>${each((name) => `<li class="sc-bdVaJa"><div class="Card_title__a1B2c"><a class="css-9k8j7h" href="/n/${name}">${headline(name)}</a></div><span class="css-dd11aa">22.11.2026</span></li>`)}</ul></div>`,
      { item: 'ul li', link: 'a', time: 'span' },
      ['22.11.2026', null],
    ],
    [
      'where a publishing system numbers its classes, and a side column repeats the headlines',
      `${each((name, n) => `<article id="post-${n}" class="post-${1000 + n} post hentry"><h2 class="entry-title"><a href="/n/${name}">${headline(name)}</a></h2><time datetime="2026-11-22"></time><div class="entry"><p>${LEAD}<a href="/n/${name}">Continue</a></p></div></article>`)}<aside>${each((name) => `<li><a href="/n/${name}">${headline(name)}</a></li>`)}</aside>`,
      { item: 'article.post', link: 'h2 a', summary: 'p', time: 'time' },
      ['2026-11-22', `${LEAD}Continue`],
    ],
    [
      'where the whole card is a link',
      `<section>${each((name) => `<a class="card shadow" href="/n/${name}"><img><h4 class="card-heading">${headline(name)}</h4><p class="card-text">${LEAD}</p><span class="card-date">22 November 2026</span></a>`)}</section>`,
      { item: 'a.card', title: 'h4.card-heading', summary: 'p.card-text', time: 'span.card-date' },
      ['22 November 2026', LEAD],
    ],
    [
      'where the link says “Read on”',
      `<div class="rows">${each((name) => `<div class="node"><h3>${headline(name)}</h3><p>${LEAD}</p><a class="more" href="/n/${name}">Read on</a></div>`)}</div>`,
      { item: 'div.node', link: 'a.more', title: 'h3', summary: 'p' },
      [null, LEAD],
    ],
    [
      'where a table lists them',
      `<table id="releases">${each((name) => `<tr><td>22.11.2026</td><td><a href="/n/${name}">${headline(name)}</a></td></tr>`)}</table>`,
      { item: '#releases tr', link: 'a', time: 'td' },
      ['22.11.2026', null],
    ],
    [
      'where rows hold several, and each has a picture that leads there too',
      `<main>${[0, 2, 4, 6]
        .map(
          (at) =>
            `<div class="row">${NAMES.slice(at, at + 2)
              .map(
                (name) =>
                  `<div class="col-md-6"><div class="teaser"><a href="/n/${name}"><img></a><h2><a href="/n/${name}">${headline(name)}</a></h2></div></div>`,
              )
              .join('')}</div>`,
        )
        .join('')}</main>`,
      { item: 'div.teaser', link: 'h2 a' },
      [null, null],
    ],
    [
      'where one form is around it all',
      `<form id="aspnetForm">${each((name) => `<div class="release"><a href="/n/${name}">${headline(name)}</a></div>`)}</form>`,
      { item: 'div.release', link: 'a' },
      [null, null],
    ],
  ])('%s', (_, body, select, [published, summary]) => {
    const html = page(body as string);
    const [best] = propose(openPage(html), AT);
    expect(best).toEqual(select);
    const { items } = readPage(html, { select: best!, links: null }, AT);
    expect(items.map(({ title }) => title)).toEqual(NAMES.map(headline));
    expect(items.map(({ url }) => url)).toEqual(NAMES.map((name) => `https://outlet.example/n/${name}`));
    expect(items[0]).toMatchObject({ published, summary });
  });
});

describe('nothing is proposed', () => {
  it.each([
    ['of a menu', `<ul>${each((name) => `<li><a href="/${name}">About us ${name}</a></li>`)}</ul>`],
    ['of a navigation, however long its entries', MENU],
    ['of two headlines', `<p><a href="/a">${headline('a')}</a></p><p><a href="/b">${headline('b')}</a></p>`],
    ['of headlines that all lead to one place', each((name) => `<p><a href="/a">${headline(name)}</a></p>`)],
    ['of headlines without links', each((name) => `<h3>${headline(name)}</h3>`)],
    ['of scripts', each((name) => `<p><a href="javascript:go('${name}')">${headline(name)}</a></p>`)],
    ['of an empty page', ''],
  ])('%s', (_, body) => expect(propose(openPage(page(body)), AT)).toEqual([]));
});

describe('a class is held to last', () => {
  it.each(['news', 'news-item', 'newsItem', 'card__title', 'views-row', 'teaser', 'title2'])('%s', (word) =>
    expect(lastingClasses({ attribs: { class: word } })).toEqual([word]),
  );
  it.each([
    'css-1x2y3z',
    'sc-bdVaJa',
    'jsx-123456',
    'Card_title__a1B2c',
    'post-1001',
    'is-active',
    'first',
    'kfNmQx',
    'md:w-1/2',
    'x4f9q2',
  ])('but not %s', (word) => expect(lastingClasses({ attribs: { class: word } })).toEqual([]));
  it('and one that means something comes before one that says how it looks', () =>
    expect(lastingClasses({ attribs: { class: 'flex mt-4 box news' } })).toEqual(['news', 'box', 'flex', 'mt-4']));
});

describe('the pattern of the paths of articles', () => {
  const links = (...paths: string[]) =>
    page(paths.map((path, n) => `<a href="${path}">${headline(String(n))}</a>`).join(''));
  it.each([
    ['leaves numbers open', ['/en/article/123-a', '/en/article/124-b', '/en/article/125-c'], '^/en/article/\\d+[^/]+$'],
    ['leaves dates open', ['/2026/11/a/', '/2026/11/b/', '/2026/10/c/'], '^/\\d+/\\d+/[^/]+/$'],
    ['leaves the last part open', ['/news/a', '/news/b', '/news/c', '/other/d'], '^/news/[^/]+$'],
    ['escapes what means something', ['/a.b/1', '/a.b/2', '/a.b/3'], '^/a\\.b/\\d+$'],
    ['is none of two', ['/news/a', '/news/b'], null],
    ['is none that the menu fits, too', ['/a-a', '/b-b', '/c-c'], null],
    [
      'is none of other hosts',
      ['https://x.example/news/a', 'https://x.example/news/b', 'https://x.example/news/c'],
      null,
    ],
  ])('%s', (_, paths, pattern) => {
    const found = proposePattern(openPage(links(...paths)), AT);
    expect(found).toBe(pattern);
    const fits = paths.filter((path) => found && new RegExp(found, 'u').test(path));
    expect(fits.length >= 3).toBe(pattern !== null);
  });
});
