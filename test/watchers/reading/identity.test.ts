import { describe, expect, test } from 'vitest';
import { type ItemSource, itemsOf } from '../../../watchers/reading/items.ts';
import type { PublishedDocument, PublishedItem } from '../../../watchers/reading/published.ts';
import { item } from '../fixture.ts';

const SOURCE: ItemSource = { id: 's', title: 'Source', kind: 'feed', language: null, family: 'source' };

function found(items: Partial<PublishedItem>[], source: Partial<ItemSource> = {}) {
  const document = { format: 'rss2.0', language: null, items: items.map((it) => item({ title: 'T', ...it })) };
  return itemsOf(document as unknown as PublishedDocument, { ...SOURCE, ...source }, 'https://h.example/');
}
const keys = (...items: Partial<PublishedItem>[]) => found(items).map(({ key }) => key);
const keyOf = (it: Partial<PublishedItem>) => keys(it)[0];

describe('an item is known again', () => {
  test.each<[string, Partial<PublishedItem>, Partial<PublishedItem>]>([
    [
      'by its guid, whatever else changes',
      { guid: 'g', url: '/1' },
      { guid: 'g', url: '/2', title: 'U', summary: 'x' },
    ],
    ['by its address, whatever its text', { url: '/1' }, { url: '/1', title: 'U' }],
    ['by its address without trackers', { url: '/1?id=2' }, { url: '/1?utm_source=rss&id=2&fbclid=x&UTM_Medium=y' }],
    ['by its address without fragment', { url: '/1' }, { url: '/1#comments' }],
    ['by its address without www', { url: 'https://x.example/1' }, { url: 'https://www.x.example/1' }],
    ['by its address in http or https', { url: 'https://x.example/1' }, { url: 'http://x.example/1' }],
    ['by its address, with or without a slash', { url: '/1' }, { url: '/1/' }],
    ['by its address for telephones', { url: 'https://x.example/1' }, { url: 'https://m.x.example/1/amp/' }],
    ['by its address in any order', { url: '/1?a=1&b=2' }, { url: '/1?b=2&a=1' }],
    ['by its text where there is nothing else', { summary: '<b>x</b>' }, { summary: 'x' }],
  ])('%s', (_, before, after) => expect(keyOf(before)).toBe(keyOf(after)));
});

describe('two items are two', () => {
  test.each<[string, Partial<PublishedItem>, Partial<PublishedItem>]>([
    ['by guid', { guid: 'g', url: '/1' }, { guid: 'h', url: '/1' }],
    ['by path', { url: '/1' }, { url: '/2' }],
    ['by case of the path', { url: '/a' }, { url: '/A' }],
    ['by a parameter that is no tracker', { url: '/?id=1' }, { url: '/?id=2' }],
    ['by host', { url: 'https://x.example/1' }, { url: 'https://y.example/1' }],
    ['by title', { title: 'T' }, { title: 'U' }],
    ['by summary', { summary: 'x' }, { summary: 'y' }],
    ['by guid and address that read the same', { guid: 'h.example/1' }, { url: 'https://h.example/1' }],
  ])('%s', (_, one, other) => expect(keyOf(one)).not.toBe(keyOf(other)));

  test('a guid that all share identifies none', () => {
    const shared = keys({ guid: 'g', url: '/1' }, { guid: 'g', url: '/2' }, { guid: 'h', url: '/3' });
    expect(shared).toEqual(['url h.example/1', 'url h.example/2', 'guid h']);
  });

  test('a guid that all share identifies none, without addresses as well', () => {
    const [one, other] = keys({ guid: 'g', title: 'T' }, { guid: 'g', title: 'U' });
    expect(one).not.toBe(other);
  });

  test('an item that stands in a document twice is known by its guid still', () => {
    expect(keys({ guid: 'g', url: '/1' }, { guid: 'g', url: '/1' })).toEqual(['guid g', 'guid g']);
  });

  test('a guid as long as a book is cut', () => {
    expect(keyOf({ guid: 'g'.repeat(1_000_000) })?.length).toBeLessThan(1100);
  });
});

describe("an aggregator's item is its publisher's", () => {
  const google = { kind: 'google-news', family: 'google-news', title: 'Google News: x' } as const;
  const bing = { kind: 'bing-news', family: 'bing-news', title: 'Bing News: x' } as const;
  const gdelt = { kind: 'gdelt', family: 'gdelt', title: 'GDELT: x' } as const;
  const civil = { name: 'Civil.ge', url: 'https://www.civil.ge' };
  const click = (target: string) =>
    `http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=${encodeURIComponent(target)}&c=1`;
  const address = 'https://news.google.com/rss/articles/CBM1';

  test.each<[string, Partial<ItemSource>, Partial<PublishedItem>, object]>([
    [
      'Google News: publisher and voice by source, the title without the publisher',
      google,
      { title: 'Talks - again - Civil.ge', url: address, origin: civil },
      { title: 'Talks - again', publisher: 'Civil.ge', family: 'civil.ge', url: address },
    ],
    [
      'Google News: a title that ends otherwise stays',
      google,
      { title: 'Talks - Civil', origin: civil },
      { title: 'Talks - Civil', publisher: 'Civil.ge' },
    ],
    [
      'Google News: publisher by address where there is no name',
      google,
      { origin: { name: null, url: 'https://www.civil.ge' } },
      { publisher: 'civil.ge', family: 'civil.ge' },
    ],
    [
      'Google News: without source it is the query that tells',
      google,
      { url: address },
      { publisher: 'Google News: x', family: 'google-news' },
    ],
    [
      'Google News: a query of one site is that site',
      { ...google, family: 'nato' },
      { origin: { name: 'NATO', url: 'https://www.nato.int' } },
      { publisher: 'NATO', family: 'nato' },
    ],
    [
      'Bing News: address, publisher and voice of the article',
      bing,
      { url: click('https://www.jam-news.net/a?b=c'), origin: { name: 'JAMnews', url: null } },
      { url: 'https://www.jam-news.net/a?b=c', publisher: 'JAMnews', family: 'jam-news.net' },
    ],
    ['Bing News: a script is no address', bing, { url: click('javascript:alert(1)') }, { url: null }],
    [
      'Bing News: a plain address stays',
      bing,
      { url: 'https://oc-media.org/x' },
      { url: 'https://oc-media.org/x', publisher: 'oc-media.org', family: 'oc-media.org' },
    ],
    [
      'GDELT: publisher and voice by domain',
      gdelt,
      { url: 'https://news.bbc.co.uk/1' },
      { publisher: 'bbc.co.uk', family: 'bbc.co.uk' },
    ],
    [
      'a feed speaks for itself, whatever it says',
      {},
      { title: 'T - Civil.ge', origin: civil, url: 'https://x.example/' },
      { title: 'T - Civil.ge', publisher: 'Source', family: 'source' },
    ],
    ['a region of a page does, too', { kind: 'region' }, { url: 'https://x.example/' }, { publisher: 'Source' }],
    ['and a listing', { kind: 'json' }, { url: 'https://x.example/' }, { publisher: 'Source' }],
  ])('%s', (_, source, it, told) => expect(found([it], source)).toMatchObject([told]));
});
