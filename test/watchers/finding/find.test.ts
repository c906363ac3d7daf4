import { describe, expect, it } from 'vitest';
import { aggregated, bestFeed, linkedFeeds, namedFeeds, wellKnown } from '../../../watchers/finding/find.ts';
import { openPage } from '../../../watchers/pages/html.ts';

const AT = 'https://outlet.example/news/';
const head = (...links: string[]) => `<html><head>${links.map((link) => `<link ${link}>`).join('')}</head></html>`;
const rss = 'rel="alternate" type="application/rss+xml"';
const named = (html: string) => namedFeeds(openPage(html), AT).map(({ url }) => url);
const linked = (html: string) => linkedFeeds(openPage(html), AT).map(({ url }) => url);

describe('a feed that a page names is found', () => {
  it.each([
    ['as RSS', head(`${rss} href="/feed"`)],
    ['as Atom', head('rel="alternate" type="application/atom+xml" href="/feed"')],
    ['as JSON Feed', head('rel="alternate" type="application/feed+json" href="/feed"')],
    ['as plain XML', head('rel="alternate" type="text/xml" href="/feed"')],
    ['in capitals and with parameters', head('REL="Alternate" TYPE="Application/RSS+XML; charset=utf-8" HREF="/feed"')],
    ['among other relations', head('rel="alternate home" type="application/rss+xml" href="/feed"')],
    ['by the relation feed', head('rel="feed" href="/feed"')],
    ['relative to the page’s base', `<base href="https://outlet.example/en/">${head(`${rss} href="../feed"`)}`],
  ])('%s', (_, html) => expect(named(html)).toEqual(['https://outlet.example/feed']));

  it.each([
    ['a style sheet', head('rel="stylesheet" href="/feed.css"')],
    ['a page in another language', head('rel="alternate" hreflang="ka" href="/ka/"')],
    ['oEmbed, which is XML too', head('rel="alternate" type="text/xml+oembed" href="/oembed"')],
    ['the JSON of a publishing system', head('rel="alternate" type="application/json" href="/wp-json/1"')],
    ['a script', head(`${rss} href="javascript:alert(1)"`)],
    ['a link without an address', head(rss)],
  ])('and %s is none', (_, html) => expect(named(html)).toEqual([]));

  it.each([
    ['by its title', `title="Comments" href="/a"`],
    ['by its path', 'href="/comments/feed/"'],
    ['by its title in Russian', 'title="Лента комментариев" href="/a"'],
    ['by its title in Georgian', 'title="კომენტარები" href="/a"'],
  ])('and one of comments is known %s, and comes last', (_, comments) => {
    const found = namedFeeds(openPage(head(`${rss} ${comments}`, `${rss} href="/feed" title="All"`)), AT);
    expect(found.map((link) => link.comments)).toEqual([false, true]);
  });

  it('once, however often it is named, and no more than eight of many', () => {
    expect(named(head(`${rss} href="/feed"`, `${rss} href="/feed"`))).toHaveLength(1);
    expect(named(head(...Array.from({ length: 30 }, (_, n) => `${rss} href="/${n}"`)))).toHaveLength(8);
  });

  it('under a title in which nothing can be hidden', () => {
    const [link] = namedFeeds(openPage(head(`${rss} href="/feed" title="A\u001b[31m\nB\u202e"`)), AT);
    expect(link?.title).toBe('A [31m B');
  });
});

describe('a link that looks like a feed is found', () => {
  it.each([
    ['/rss', '/rss'],
    ['/en/feed/', '/en/feed/'],
    ['/news/rss.xml', '/news/rss.xml'],
    ['/export/all.rss', '/export/all.rss'],
    ['/index.php?format=feed', '/index.php?format=feed'],
    ['https://feeds.outlet.example/all', 'https://feeds.outlet.example/all'],
    ['https://feeds.feedburner.com/outlet', 'https://feeds.feedburner.com/outlet'],
  ])('%s', (href, url) => expect(linked(`<a href="${href}">x</a>`)).toEqual([new URL(url, AT).href]));

  it.each([
    ['a button of a reader', 'https://feedly.com/i/subscription/feed/x'],
    ['an article on feeding', '/news/feeding-the-poor'],
    ['a page of feedback', '/feedback'],
    ['a page on atoms', '/science/atoms-of-peace'],
    ['a mail address', 'mailto:rss@outlet.example'],
  ])('and %s is none', (_, href) => expect(linked(`<a href="${href}">x</a>`)).toEqual([]));
});

describe('where feeds often are', () => {
  it('is the front of the host', () => {
    const paths = wellKnown('https://outlet.example/').map((url) => url.replace('https://outlet.example', ''));
    expect(paths.slice(0, 4)).toEqual(['/feed', '/feed/', '/rss', '/rss.xml']);
    expect(paths).toContain('/?feed=rss2');
  });
  it.each([
    ['https://outlet.example/ka/', 'https://outlet.example/ka/feed/'],
    ['https://outlet.example/ka', 'https://outlet.example/ka/feed/'],
    ['https://outlet.example/en/index.html', 'https://outlet.example/en/feed/'],
  ])('is first of all the folder of %s', (page, first) => expect(wellKnown(page)[0]).toBe(first));
});

describe('a query of an aggregator', () => {
  it.each([
    [
      'of Google News',
      'https://news.google.com/rss/search?q=a%20b&hl=ru',
      'google-news',
      'https://news.google.com/rss/search?q=a%20b&hl=ru',
    ],
    [
      'of Google News as a page',
      'https://news.google.com/search?q=a&hl=ru',
      'google-news',
      'https://news.google.com/rss/search?q=a&hl=ru',
    ],
    [
      'of Bing as a page',
      'https://www.bing.com/news/search?q=a',
      'bing-news',
      'https://www.bing.com/news/search?q=a&format=rss',
    ],
    [
      'of GDELT as JSON',
      'https://api.gdeltproject.org/api/v2/doc/doc?query=a&mode=ArtList&format=json',
      'gdelt',
      'https://api.gdeltproject.org/api/v2/doc/doc?query=a&mode=ArtList&format=rss',
    ],
    [
      'of GDELT as a chart',
      'https://api.gdeltproject.org/api/v2/doc/doc?query=a&mode=TimelineVol',
      'gdelt',
      'https://api.gdeltproject.org/api/v2/doc/doc?query=a&mode=ArtList&format=rss',
    ],
  ])('%s is known, and asked for as a feed', (_, address, kind, url) =>
    expect(aggregated(address)).toEqual({ kind, url }),
  );

  it('is not what another host answers', () => expect(aggregated('https://outlet.example/rss/search?q=a')).toBeNull());
});

describe('the best of several feeds', () => {
  const feed = (path: string, items: number, comments = false) => ({
    url: `https://o.example${path}`,
    title: null,
    items,
    comments,
  });
  it.each([
    ['is one with items', [feed('/a', 0), feed('/b', 3)], '/b'],
    ['is none of comments, even where they are many', [feed('/comments', 50, true), feed('/b', 0)], '/b'],
    ['is that of the page’s own section', [feed('/feed/', 9), feed('/news/feed/', 3)], '/news/feed/'],
    ['is else the first that the page names', [feed('/a', 3), feed('/b', 9)], '/a'],
  ])('%s', (_, feeds, path) =>
    expect(bestFeed(feeds, 'https://o.example/news/')?.url).toBe(`https://o.example${path}`),
  );
});
