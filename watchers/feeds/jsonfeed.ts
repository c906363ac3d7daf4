/** JSON Feed 1.0 and 1.1 (jsonfeed.org). What is of the wrong type is passed over, as the specification asks. */
import {
  MAX_ITEMS,
  NO_DOCUMENT,
  NO_ITEM,
  type PublishedDocument,
  type PublishedItem,
  Unreadable,
} from '../reading/published.ts';
import { tag } from './vocabulary.ts';

type Json = Record<string, unknown>;

/** @throws Unreadable where the text is no JSON, or JSON that is no feed. */
export function readJsonFeed(text: string): PublishedDocument {
  let feed: Json;
  try {
    feed = JSON.parse(text);
  } catch (cause) {
    throw new Unreadable('unreadable', (cause as Error).message);
  }
  if (!isFeed(feed)) throw new Unreadable('format', 'JSON that is no JSON Feed');
  const items = list(feed.items);
  return {
    ...NO_DOCUMENT,
    format: 'json',
    title: string(feed.title),
    link: string(feed.home_page_url),
    id: string(feed.feed_url),
    description: string(feed.description),
    language: tag(string(feed.language)),
    authors: authors(feed),
    // As of XML, the first ones of a document that has no end are read.
    cut: items.length > MAX_ITEMS,
    items: items.slice(0, MAX_ITEMS).map((item) => jsonItem(item)),
  };
}

/** Some publishers leave the version out; then a title and a list of items show what it is. */
const isFeed = (feed: Json): boolean =>
  string(feed.version)?.includes('jsonfeed.org') === true || (string(feed.title) !== null && Array.isArray(feed.items));

function jsonItem(item: Json): PublishedItem {
  const markup = string(item.content_html);
  return {
    ...NO_ITEM,
    guid: typeof item.id === 'number' ? String(item.id) : string(item.id),
    url: string(item.url) ?? string(item.external_url),
    title: string(item.title),
    summary: string(item.summary),
    content: markup ?? string(item.content_text),
    authors: authors(item),
    categories: Array.isArray(item.tags) ? item.tags.filter((tag) => typeof tag === 'string') : [],
    published: string(item.date_published),
    updated: string(item.date_modified),
    language: tag(string(item.language)),
    enclosures: list(item.attachments).flatMap(({ url }) => string(url) ?? []),
    // A summary is text in any case; beside content that is markup it is read as that is.
    plain: markup === null,
  };
}

/** 1.1 has `authors`, 1.0 had `author`. */
function authors(of: Json): string[] {
  const people = list(of.authors).length > 0 ? list(of.authors) : list([of.author]);
  return people.flatMap((person) => string(person.name) ?? []);
}

const string = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((x) => typeof x === 'object' && x !== null) : [];
