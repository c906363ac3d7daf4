/**
 * What the elements of a feed mean: RSS 0.9x to 2.0, RSS 1.0, Atom 0.3 and 1.0 and the modules that extend them. It
 * stands once for both readers, so that they agree. Where a publisher leaves an element out, others stand in for it,
 * in the order in which feedparser and gofeed let them.
 */

import { NO_ITEM, type PublishedDocument, type PublishedItem } from '../reading/published.ts';
import { paceOf } from './publisherpace.ts';
import { alternate, enclosures, person, self } from './relations.ts';
import { any, attribute, children, first, Gathered, list, type Node, text, type Value } from './values.ts';

/** All of a document but its items and what only its reader knows. */
export type PublishedFeed = Omit<PublishedDocument, 'format' | 'items' | 'cut'>;

export function rssFeed(feed: Node, language: string | null): PublishedFeed {
  const authors = new Gathered()
    .texts(feed, 'rss:managingeditor', 'dc:creator', 'dc:author')
    .from(list(feed, 'rss:author'), person).distinct;
  return {
    title: any(feed, 'rss:title', 'dc:title', 'atom:title', 'itunes:title'),
    link: rssLink(feed),
    id: null,
    description: any(feed, 'rss:description', 'dc:description', 'itunes:summary', 'itunes:subtitle', 'atom:subtitle'),
    language: tag(any(feed, 'rss:language', 'dc:language') ?? language),
    authors: authors.length > 0 ? authors : new Gathered().add(any(feed, 'rss:webmaster', 'itunes:author')).distinct,
    categories: categories(feed),
    published: any(feed, 'rss:pubdate', 'dcterms:issued', 'dc:date'),
    updated: any(feed, 'rss:lastbuilddate', 'dcterms:modified', 'atom:updated'),
    pace: paceOf(feed),
  };
}

export function rssItem(item: Node): PublishedItem {
  const guid = any(item, 'rss:guid', 'atom:id') ?? attribute(item, 'rdf:about');
  const authors = new Gathered()
    .from(list(item, 'rss:author'), person)
    .texts(item, 'dc:author', 'dc:creator')
    .from(list(item, 'atom:author'), person).distinct;
  return {
    ...NO_ITEM,
    guid,
    url: rssLink(item) ?? (isPermanent(item) ? guid : null),
    title: any(item, 'rss:title', 'dc:title', 'atom:title', 'media:title', 'itunes:title'),
    summary: rssSummary(item),
    content: any(item, 'content:encoded', 'xhtml:body', 'atom:content', 'rss:content'),
    authors: authors.length > 0 ? authors : new Gathered().texts(item, 'itunes:author').distinct,
    categories: categories(item),
    published: any(item, 'rss:pubdate', 'atom:published', 'dcterms:issued', 'dc:date', 'dcterms:created'),
    updated: any(item, 'atom:updated', 'dcterms:modified'),
    language: tag(first(item, 'dc:language') ?? attribute(item, 'xml:lang')),
    origin: rssOrigin(item),
    enclosures: enclosures(item),
  };
}

const rssSummary = (item: Node): string | null =>
  any(item, 'rss:description', 'dc:description', 'rss:summary', 'atom:summary', 'itunes:summary') ??
  mediaDescription(item) ??
  first(item, 'itunes:subtitle');

/** An RSS link is its text; some publishers write Atom's attributes instead. */
const rssLink = (node: Node): string | null =>
  first(node, 'rss:link') ??
  alternate(list(node, 'atom:link')) ??
  alternate(list(node, 'rss:link')) ??
  first(node, 'feedburner:origlink');

/** RSS 2.0: a guid is the item's address unless it says that it is not. */
function isPermanent(item: Node): boolean {
  const [guid] = list(item, 'rss:guid');
  const denied = attribute(guid, 'isPermaLink')?.toLowerCase() === 'false';
  return !denied && /^https?:\/\//i.test(text(guid) ?? '');
}

function rssOrigin(item: Node): PublishedItem['origin'] {
  const [source] = list(item, 'rss:source');
  const name = text(source) ?? first(item, 'news:source');
  const url = attribute(source, 'url');
  return name || url ? { name, url } : atomOrigin(item);
}

export function atomFeed(feed: Node, language: string | null): PublishedFeed {
  return {
    title: any(feed, 'atom:title', 'dc:title', 'itunes:title'),
    link: alternate(list(feed, 'atom:link')),
    id: first(feed, 'atom:id'),
    description: any(feed, 'atom:subtitle', 'atom:tagline', 'dc:description', 'itunes:summary', 'itunes:subtitle'),
    language: tag(language ?? first(feed, 'dc:language')),
    authors: new Gathered().from(list(feed, 'atom:author'), person).texts(feed, 'dc:creator').distinct,
    categories: categories(feed),
    published: any(feed, 'atom:published', 'dcterms:issued'),
    updated: any(feed, 'atom:updated', 'atom:modified', 'dcterms:modified', 'dc:date'),
    pace: paceOf(feed),
  };
}

export function atomItem(item: Node): PublishedItem {
  const [content] = list(item, 'atom:content');
  return {
    ...NO_ITEM,
    guid: first(item, 'atom:id'),
    url: alternate(list(item, 'atom:link')) ?? attribute(content, 'src') ?? self(list(item, 'atom:link')),
    title: any(item, 'atom:title', 'dc:title', 'media:title', 'itunes:title'),
    summary: any(item, 'atom:summary', 'dc:description', 'itunes:summary') ?? mediaDescription(item),
    content: any(item, 'atom:content', 'content:encoded'),
    authors: new Gathered().from(list(item, 'atom:author'), person).texts(item, 'dc:author', 'dc:creator').distinct,
    categories: categories(item),
    published: any(item, 'atom:published', 'atom:issued', 'dcterms:issued', 'atom:created', 'dc:date'),
    updated: any(item, 'atom:updated', 'atom:modified', 'dcterms:modified'),
    language: tag(attribute(item, 'xml:lang') ?? first(item, 'dc:language')),
    origin: atomOrigin(item),
    enclosures: enclosures(item),
  };
}

/** RFC 4287, 4.2.11: an item that was copied from another feed says which. */
function atomOrigin(item: Node): PublishedItem['origin'] {
  const [source] = list(item, 'atom:source');
  if (source === undefined) return null;
  const name = text(children(source, 'title')[0]);
  const url = alternate(children(source, 'link'));
  return name || url ? { name, url } : null;
}

/** Media RSS: a description of the item's film or picture, alone or inside a group. */
function mediaDescription(item: Node): string | null {
  const [group] = list(item, 'media:group');
  return first(item, 'media:description') ?? (group ? text(children(group, 'media:description')[0]) : null);
}

function categories(node: Node): string[] {
  const found = new Gathered().from(list(node, 'rss:category'), (category) => text(category) ?? term(category));
  for (const words of list(node, 'itunes:keywords')) for (const word of keywords(words)) found.add(word);
  found
    .texts(node, 'dc:subject')
    .from(list(node, 'atom:category'), (category) => term(category) ?? text(category))
    .texts(node, 'media:category');
  for (const group of list(node, 'media:group')) found.from(children(group, 'media:category'), text);
  for (const category of list(node, 'itunes:category')) {
    // iTunes puts a category inside the one that it is part of.
    found.add(attribute(category, 'text') ?? text(category)).from(children(category, 'itunes:category'), label);
  }
  return found.distinct;
}

const term = (category: Value): string | null => attribute(category, 'term') ?? attribute(category, 'label');
const label = (category: Value): string | null => attribute(category, 'text');
const keywords = (value: Value): string[] => (text(value) ?? '').split(',').map((word) => word.trim());

/** BCP 47 writes a hyphen where POSIX locales have an underscore. */
export const tag = (language: string | null): string | null => language?.replaceAll('_', '-') ?? null;
