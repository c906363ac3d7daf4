/** JSON Feed 1.0 and 1.1 (jsonfeed.org). What is of the wrong type is passed over, as the specification asks. */
import { NO_ITEM, type PublishedDocument, type PublishedItem, Unreadable } from './published.ts';

type Json = Record<string, unknown>;

/** @throws Unreadable where the text is no JSON, or JSON that is no feed. */
export function readJsonFeed(text: string): PublishedDocument {
  let feed: Json;
  try {
    feed = JSON.parse(text);
  } catch (cause) {
    throw new Unreadable('unreadable', (cause as Error).message);
  }
  if (!string(feed.version)?.includes('jsonfeed.org')) throw new Unreadable('format', 'JSON that is no JSON Feed');
  return {
    format: 'json',
    title: string(feed.title),
    link: string(feed.home_page_url),
    id: string(feed.feed_url),
    description: string(feed.description),
    language: string(feed.language),
    authors: authors(feed),
    categories: [],
    published: null,
    updated: null,
    items: list(feed.items).map((item) => jsonItem(item)),
  };
}

function jsonItem(item: Json): PublishedItem {
  return {
    ...NO_ITEM,
    guid: typeof item.id === 'number' ? String(item.id) : string(item.id),
    url: string(item.url) ?? string(item.external_url),
    title: string(item.title),
    summary: string(item.summary),
    content: string(item.content_html) ?? string(item.content_text),
    authors: authors(item),
    categories: Array.isArray(item.tags) ? item.tags.filter((tag) => typeof tag === 'string') : [],
    published: string(item.date_published),
    updated: string(item.date_modified),
    language: string(item.language),
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
