/** RSS 0.9x, 1.0 (RDF) and 2.0, and Atom, through rss-parser → the document as published. */
import Parser from 'rss-parser';
import utils from 'rss-parser/lib/utils.js';
import { NO_ITEM, type PublishedDocument, type PublishedItem, Unreadable } from './published.ts';

// rss-parser makes a snippet of every body by a regular expression that is quadratic in `<`; nobody reads it here.
utils.getSnippet = () => '';

/**
 * Reads a feed whose root is known.
 *
 * @throws Unreadable where rss-parser cannot read it, or finds none of the items that it holds.
 */
export async function readXmlFeed(xml: string, root: 'rss' | 'atom'): Promise<PublishedDocument> {
  const fields = await parsed(xml);
  const document = root === 'atom' ? atom(fields, xml) : rss(fields, formatOf(xml));
  if (document.items.length === 0) refuseLoss(xml);
  return document;
}

/** rss-parser loses the items of a feed with a prefix of its own without a word. */
function refuseLoss(xml: string): void {
  const there = xml.match(/<(?:[\w-]+:)?(?:item|entry)[\s>]/gi)?.length ?? 0;
  if (there > 0) throw new Unreadable('unreadable', `the document holds ${there} items, and none could be read`);
}

function formatOf(xml: string): string {
  const root = /<(?:[\w-]+:)?(?:rss|rdf)\b[^>]*>/i.exec(xml)?.[0] ?? '';
  const version = /\bversion\s*=\s*["']([^"']+)/.exec(root)?.[1];
  return /^<(?:[\w-]+:)?rdf/i.test(root) ? 'rdf' : `rss${version ?? ''}`;
}

type Fields = Record<string, unknown> & { items?: Record<string, unknown>[] };

const arrays = (...names: string[]): [string, string, { keepArray: true }][] =>
  names.map((name) => [name, `all ${name}`, { keepArray: true }]);

/** What rss-parser leaves out or keeps the first of only. */
const CUSTOM = {
  feed: [
    ...arrays('author', 'dc:creator', 'category', 'dc:language', 'dc:date', 'managingEditor', 'link'),
    'id',
    'subtitle',
    'tagline',
    'updated',
    'modified',
    'published',
  ],
  item: [
    ...arrays('author', 'dc:creator', 'category', 'dc:subject', 'dc:language', 'dc:date', 'source', 'News:Source'),
    ...arrays(
      'published',
      'updated',
      'modified',
      'issued',
      'summary',
      'content',
      'guid',
      'id',
      'link',
      'description',
      'content:encoded',
    ),
  ],
};

async function parsed(xml: string): Promise<Fields> {
  try {
    // A parser keeps state, so each document has its own.
    const parser = new Parser({ customFields: CUSTOM as never, defaultRSS: 2.0 });
    return (await parser.parseString(xml)) as unknown as Fields;
  } catch (cause) {
    throw new Unreadable('unreadable', (cause as Error).message.replace(/\s+/g, ' ').trim());
  }
}

function rss(feed: Fields, format: string): PublishedDocument {
  return {
    format,
    title: text(feed.title),
    link: text(feed.link),
    id: null,
    description: text(feed.description),
    language: text(feed.language) ?? first(feed['all dc:language']),
    authors: all(feed['all managingEditor'], feed['all dc:creator'], feed['all author']),
    categories: all(feed['all category']),
    published: text(feed.pubDate) ?? first(feed['all dc:date']),
    updated: text(feed.lastBuildDate),
    items: (feed.items ?? []).map(rssItem),
  };
}

function rssItem(item: Record<string, unknown>): PublishedItem {
  const guid = first(item['all guid']);
  const [source] = list(item['all source']) as ({ $?: { url?: string } } | undefined)[];
  const origin = { name: text(source) ?? first(item['all News:Source']), url: source?.$?.url ?? null };
  return {
    ...NO_ITEM,
    guid: guid ?? text(item['rdf:about']),
    url: first(item['all link']) ?? (permanent(item['all guid']) ? guid : null),
    title: text(item.title),
    summary: first(item['all description']) ?? first(item['all summary']),
    content: first(item['all content:encoded']),
    authors: all(item['all author'], item['all dc:creator']),
    categories: all(item['all category'], item['all dc:subject']),
    published: text(item.pubDate) ?? first(item['all dc:date']),
    updated: first(item['all updated']),
    language: first(item['all dc:language']),
    origin: origin.name || origin.url ? origin : null,
  };
}

/** RSS 2.0: a guid is the item's address unless it says that it is not. */
function permanent(guids: unknown): boolean {
  const [guid] = list(guids) as ({ $?: { isPermaLink?: string } } | string | undefined)[];
  const value = text(guid);
  const denied = typeof guid === 'object' && guid.$?.isPermaLink?.toLowerCase() === 'false';
  return !denied && value !== null && /^https?:\/\//i.test(value);
}

function atom(feed: Fields, xml: string): PublishedDocument {
  return {
    format: 'atom',
    title: text(feed.title),
    link: alternate(feed['all link']),
    id: text(feed.id),
    description: text(feed.subtitle) ?? text(feed.tagline),
    language: /<(?:[\w-]+:)?feed\b[^>]*?\bxml:lang\s*=\s*["']([^"']+)/i.exec(xml)?.[1] ?? null,
    authors: people(feed['all author']),
    categories: terms(feed['all category']),
    published: text(feed.published),
    updated: text(feed.updated) ?? text(feed.modified),
    items: (feed.items ?? []).map(atomItem),
  };
}

function atomItem(item: Record<string, unknown>): PublishedItem {
  return {
    ...NO_ITEM,
    guid: first(item['all id']),
    url: alternate(item['all link']),
    title: text(item.title),
    summary: text(item.summary),
    content: text(item.content),
    authors: people(item['all author']),
    categories: terms(item['all category']),
    published: first(item['all published']) ?? first(item['all issued']),
    updated: first(item['all updated']) ?? first(item['all modified']),
  };
}

/** xml2js gives an element as its text, or as an object of text (`_`), attributes (`$`) and children. */
function text(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  const inner = (value as { _?: unknown } | null | undefined)?._;
  return typeof inner === 'string' ? inner.trim() || null : null;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const first = (values: unknown): string | null => text(list(values)[0]);
const all = (...values: unknown[]): string[] => [
  ...new Set(values.flatMap(list).flatMap((value) => text(value) ?? [])),
];

/** RFC 4287, 4.2.7.2: a link without a relation is the document itself in another form, as one of `alternate` is. */
function alternate(links: unknown): string | null {
  const of = list(links) as { $?: { rel?: string; href?: string } }[];
  const link = of.find(({ $ }) => ($?.rel ?? 'alternate') === 'alternate') ?? of[0];
  return link?.$?.href?.trim() || null;
}

function people(authors: unknown): string[] {
  const of = list(authors) as { name?: unknown; email?: unknown }[];
  return of.flatMap((author) => first(author.name) ?? first(author.email) ?? text(author) ?? []);
}

function terms(categories: unknown): string[] {
  const of = list(categories) as { $?: { term?: string; label?: string } }[];
  return of.flatMap((category) => category.$?.term ?? category.$?.label ?? text(category) ?? []);
}
