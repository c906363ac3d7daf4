/** Where the feed behind a page may be: what the page names, what its host may hold, and what is an aggregator's. Pure. */
import type { CheerioAPI } from 'cheerio';
import { getDomain } from 'tldts';
import type { Kind } from '../../state/source.ts';
import { addressIn, baseOf } from '../pages/html.ts';
import { plainLine } from '../reading/text.ts';

/** An address that may be a feed, and what the page calls it. */
export interface FeedLink {
  url: string;
  title: string | null;
  /** It reads as a feed of what visitors say, which nobody watches: it is tried last. */
  comments: boolean;
}

/**
 * RSS and Atom autodiscovery (rssboard.org/rss-autodiscovery; the HTML standard, 4.6.7.1) and JSON Feed 1.1, “Discovery”.
 * Plain XML is named so by sites that cannot serve another type; oEmbed, which WordPress names beside it, is no feed.
 */
const TYPES = /^(?:application\/(?:rss|atom|rdf)\+xml|application\/feed\+json|(?:text|application)\/xml)\s*(?:;|$)/i;
const RELATION = /(?:^|\s)(?:alternate|feed)(?:\s|$)/i;
const LOOKS = /(?:^|[/.])(?:feeds?|rss2?|atom|rdf)(?:\.(?:xml|php|json|aspx?))?(?:\/|$)|\.(?:rss|atom|rdf)$/i;
const ASKS = /(?:^|[?&])(?:feed|format|output)=(?:rss|atom|feed)/i;
const COMMENTS = /\bcomments?\b|комментари|коментар|\byorum|şərh|коммент|კომენტარ|մեկնաբան|تعليق|نظرات|دیدگاه/iu;
/** A page that names more is a list of feeds, and the first of them are as good as any. */
const MOST = 8;

/** The feeds that a page names in its head, each once, those of comments last. */
export function namedFeeds($: CheerioAPI, url: string): FeedLink[] {
  const named = $('link[href]')
    .toArray()
    .filter(({ attribs: { rel, type } }) => RELATION.test(rel ?? '') && (TYPES.test(type ?? '') || /feed/i.test(rel!)));
  const base = baseOf($, url);
  return listed(named.map(({ attribs }) => linkOf(attribs.href, attribs.title, base)));
}

/** The links of a page that look like feeds of its own outlet, each once, those of comments last. */
export function linkedFeeds($: CheerioAPI, url: string): FeedLink[] {
  const base = baseOf($, url);
  const found = $('a[href]')
    .toArray()
    .map((element) => linkOf(element.attribs.href, $(element).text(), base));
  return listed(found.filter((link) => link !== null && looksLikeFeed(link.url) && isOwn(link.url, url)));
}

function linkOf(href: string | undefined, title: string | undefined, base: string): FeedLink | null {
  const url = addressIn(href, base);
  if (url === null) return null;
  const { pathname, search } = new URL(url);
  return {
    url,
    title: plainLine(title ?? '', 100) || null,
    comments: COMMENTS.test(`${title ?? ''} ${pathname}${search}`),
  };
}

function listed(links: (FeedLink | null)[]): FeedLink[] {
  const each = new Map(links.flatMap((link) => (link ? [[link.url, link]] : [])));
  return [...each.values()].sort((a, b) => Number(a.comments) - Number(b.comments)).slice(0, MOST);
}

function looksLikeFeed(url: string): boolean {
  const { pathname, search, hostname } = new URL(url);
  return LOOKS.test(pathname) || ASKS.test(search) || /^feeds?\d?\./.test(hostname);
}

/** Services that re-publish feeds for outlets are theirs; buttons that subscribe elsewhere are not. */
function isOwn(url: string, page: string): boolean {
  const [its, ours] = [placeOf(url), placeOf(page)];
  return its === ours || its === 'feedburner.com' || its === 'feedblitz.com';
}

/** Whose an address is: its registrable domain, or its host where it has none. */
export const placeOf = (url: string): string => getDomain(url) ?? new URL(url).host;

/** Paths at which publishing systems put their feeds, the most common first. */
const WELL_KNOWN = '/feed /feed/ /rss /rss.xml /feed.xml /atom.xml /index.xml /rss/ /?feed=rss2 /feed.json'.split(' ');

/** Where a host may hold a feed that the page does not name: below the page's own folder first, as for a language. */
export function wellKnown(page: string): string[] {
  const { pathname } = new URL(page);
  const folder = pathname.replace(/[^/]*\.[^/]*$/, '').replace(/\/*$/, '');
  const below = folder === '' ? [] : ['/feed/', '/rss'].map((path) => folder + path);
  return [...new Set([...below, ...WELL_KNOWN].map((path) => new URL(path, page).href))];
}

/** Queries of aggregators, by host and path: the kind, and what makes the address answer as a feed. */
const AGGREGATORS: readonly [RegExp, Kind, (url: URL) => void][] = [
  [/^news\.google\.com\/(?:rss\/)?search$/, 'google-news', (url) => (url.pathname = '/rss/search')],
  [/^news\.google\.com\/rss(?:\/|$)/, 'google-news', () => undefined],
  [/^(?:www\.)?bing\.com\/news\/search$/, 'bing-news', ({ searchParams }) => searchParams.set('format', 'rss')],
  [/^api\.gdeltproject\.org\/api\/v2\/doc\/doc$/, 'gdelt', (url) => gdelt(url.searchParams)],
];

function gdelt(asked: URLSearchParams): void {
  if (!/^artlist$/i.test(asked.get('mode') ?? '')) asked.set('mode', 'ArtList');
  asked.set('format', 'rss');
}

/** An address that asks an aggregator, as the feed that it can give; null for any other. */
export function aggregated(address: string): { kind: Kind; url: string } | null {
  const url = new URL(address);
  const known = AGGREGATORS.find(([pattern]) => pattern.test(`${url.hostname}${url.pathname}`));
  if (!known) return null;
  const [, kind, mend] = known;
  mend(url);
  return { kind, url: url.href };
}

/** The best of several feeds for a page: no comments, nearest to the page's own path, with items; then the page's order. */
export function bestFeed<T extends FeedLink & { items: number }>(feeds: readonly T[], page: string): T | undefined {
  const { pathname } = new URL(page);
  const near = ({ url }: FeedLink) => Number(pathname.length > 1 && new URL(url).pathname.startsWith(pathname));
  const worth = (feed: T) => 4 * Number(!feed.comments) + 2 * Number(feed.items > 0) + near(feed);
  return feeds.toSorted((a, b) => worth(b) - worth(a))[0];
}
