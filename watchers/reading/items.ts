/** The document as published → the items that we record: plain text, whole addresses, ISO dates, and a key that stays. */
import { createHash } from 'node:crypto';
import { getDomain } from 'tldts';
import type { FoundItem } from '../../state/item.ts';
import { isAggregator, type Source } from '../../state/source.ts';
import { canonical } from './canonical.ts';
import { readDate } from './dates.ts';
import type { PublishedDocument, PublishedItem } from './published.ts';
import { line, markup, plain, plainLine } from './text.ts';

export type ItemSource = Pick<Source, 'id' | 'title' | 'kind' | 'language' | 'family'>;

/** A headline that is a whole article is somebody's mistake or attack, and so is a name that is a headline. */
const MAX_TITLE = 500;
const MAX_NAME = 200;

/** Every item of a document that has a title or a text, in its order. */
export function itemsOf(document: PublishedDocument, source: ItemSource, base: string): FoundItem[] {
  const shared = sharedGuids(document.items);
  return document.items.flatMap((item) => {
    const guid = item.guid !== null && shared.has(item.guid) ? null : item.guid;
    return itemOf(item, guid, document, source, base) ?? [];
  });
}

/** The guids that stand for more than one item. One that stands in the document twice, with nothing that differs, is one. */
function sharedGuids(items: readonly PublishedItem[]): Set<string> {
  const first = new Map<string, string | null>();
  const shared = new Set<string>();
  for (const { guid, url, title } of items) {
    if (guid === null) continue;
    if (!first.has(guid)) first.set(guid, url ?? title);
    else if (first.get(guid) !== (url ?? title)) shared.add(guid);
  }
  return shared;
}

function itemOf(
  item: PublishedItem,
  guid: string | null,
  document: PublishedDocument,
  source: ItemSource,
  base: string,
): FoundItem | null {
  const told = toldBy(item, source);
  const text = item.plain ? plain : markup;
  const title = item.plain ? plainLine(told.title ?? '', MAX_TITLE) : line(told.title ?? '', MAX_TITLE);
  const summary = text(item.summary ?? '');
  const content = item.content === item.summary ? '' : text(item.content ?? '');
  if (!title && !summary && !content) return null;
  const address = addressOf(told.url, base);
  const url = address?.href ?? null;
  const spelling = url === null ? null : canonical(url, address);
  return {
    key: keyOf(guid, spelling, `${title}\n${summary}`),
    url,
    // All changes of a region are at its page's address, which tells none of them.
    canonical: source.kind === 'region' ? null : spelling,
    title: title || `${plainLine(summary || content, 80)}…`,
    summary,
    content: content === summary ? '' : content,
    authors: lines(item.authors, 20),
    categories: lines(item.categories, 50),
    language: language(item.language ?? source.language ?? document.language),
    published: readDate(item.published),
    updated: readDate(item.updated),
    publisher: told.publisher,
    family: told.family,
  };
}

/**
 * What identifies an item at its source: the guid where no other item of the document has it (a guid that all share
 * identifies none), else the address without what trackers add, else title and text.
 */
function keyOf(guid: string | null, spelling: string | null, text: string): string {
  if (guid) return `guid ${guid.slice(0, 1000)}`;
  if (spelling) return `url ${spelling}`;
  return `text ${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** An http(s) address, resolved against the document's own, or null. */
function addressOf(url: string | null, base: string): URL | null {
  if (url === null) return null;
  // A whole address needs no base, and is read in half the time without one.
  const whole = /^https?:\/\//i.test(url) ? URL.parse(url) : URL.parse(url, base);
  return whole !== null && /^https?:$/.test(whole.protocol) ? whole : null;
}

/** What names something, a line each; of thousands the first few. */
function lines(written: readonly string[], most: number): string[] {
  const read: string[] = [];
  for (const name of written) {
    const text = line(name, MAX_NAME);
    if (text) read.push(text);
    if (read.length === most) break;
  }
  return read;
}

interface Told {
  title: string | null;
  url: string | null;
  publisher: string;
  family: string;
}

/** An aggregator's item is its publisher's: name, voice and, where the link says it, address. */
function toldBy(item: PublishedItem, source: ItemSource): Told {
  const own = { title: item.title, url: item.url, publisher: source.title, family: source.family };
  if (!isAggregator(source.kind)) return own;
  const url = source.kind === 'bing-news' ? bingTarget(item.url) : item.url;
  const home = source.kind === 'google-news' ? (item.origin?.url ?? null) : url;
  const domain = home && getDomain(home);
  const publisher = line(item.origin?.name ?? '', MAX_NAME) || domain || source.title;
  const title = item.title?.endsWith(` - ${publisher}`) ? item.title.slice(0, -publisher.length - 3) : item.title;
  return { title, url, publisher, family: source.family === source.kind && domain ? domain : source.family };
}

/** Bing links through itself and names the article in `url`. */
function bingTarget(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return url;
  return new URL(url).searchParams.get('url') ?? url;
}

/** The language of a BCP 47 tag, or null where it names none. */
function language(tag: string | null): string | null {
  return (tag && /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(tag)?.[1]?.toLowerCase()) || null;
}
