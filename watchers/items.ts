/** The document as published → the items that we record: plain text, whole addresses, ISO dates, and a key that stays. */
import { createHash } from 'node:crypto';
import { compile } from 'html-to-text';
import normalizeUrl from 'normalize-url';
import { getDomain } from 'tldts';
import type { FoundItem } from '../state/item.ts';
import type { Source } from '../state/source.ts';
import { readDate } from './dates.ts';
import type { PublishedDocument, PublishedItem } from './published.ts';

export type ItemSource = Pick<Source, 'id' | 'title' | 'kind' | 'language' | 'family'>;

/** A headline that is a whole article, or a body that is a book, is somebody's mistake or attack. */
const MAX_TITLE = 500;
const MAX_TEXT = 100_000;

/** Every item of a document that has a title or a text, in its order. */
export function itemsOf(document: PublishedDocument, source: ItemSource, base: string): FoundItem[] {
  const guids = Map.groupBy(document.items, (item) => item.guid);
  return document.items.flatMap((item) => {
    // An item that stands in the document twice is one: only what differs shows that its guid identifies none.
    const repeated = new Set(guids.get(item.guid)?.map(({ url, title }) => url ?? title)).size > 1;
    return itemOf(item, repeated ? null : item.guid, document, source, base) ?? [];
  });
}

function itemOf(
  item: PublishedItem,
  guid: string | null,
  document: PublishedDocument,
  source: ItemSource,
  base: string,
): FoundItem | null {
  const told = toldBy(item, source);
  const title = beginning(line(told.title), MAX_TITLE);
  const summary = beginning(plain(item.summary), MAX_TEXT);
  const content = beginning(plain(item.content), MAX_TEXT);
  if (!title && !summary && !content) return null;
  const url = address(told.url, base);
  return {
    key: keyOf(guid, url, `${title}\n${summary}`),
    url,
    title: title || `${beginning(line(summary || content), 80)}…`,
    summary,
    content: content === summary ? '' : content,
    authors: item.authors.map(line).filter(Boolean).slice(0, 20),
    categories: item.categories.map(line).filter(Boolean).slice(0, 50),
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
function keyOf(guid: string | null, url: string | null, text: string): string {
  if (guid) return `guid ${guid.slice(0, 1000)}`;
  if (url) return `url ${canonical(url)}`;
  return `text ${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** An address in the form in which two spellings of it are equal. */
export function canonical(url: string): string {
  return normalizeUrl(url, {
    stripHash: true,
    stripWWW: true,
    stripProtocol: true,
    removeQueryParameters: [
      /^utm_/i,
      /^(fbclid|gclid|yclid|dclid|msclkid|igshid|mc_cid|mc_eid|ref|ref_src|cmpid|ocid|_openstat)$/i,
    ],
  });
}

/** An http(s) address, resolved against the document's own, or null. */
function address(url: string | null, base: string): string | null {
  if (url === null || !URL.canParse(url, base)) return null;
  const whole = new URL(url, base);
  return /^https?:$/.test(whole.protocol) ? whole.href : null;
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
  if (source.kind === 'feed' || source.kind === 'page') return own;
  const url = source.kind === 'bing-news' ? bingTarget(item.url) : item.url;
  const home = source.kind === 'google-news' ? (item.origin?.url ?? null) : url;
  const domain = home && getDomain(home);
  const publisher = line(item.origin?.name ?? null) || domain || source.title;
  const title = item.title?.endsWith(` - ${publisher}`) ? item.title.slice(0, -publisher.length - 3) : item.title;
  return { title, url, publisher, family: source.family === source.kind && domain ? domain : source.family };
}

/** Bing links through itself and names the article in `url`. */
function bingTarget(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return url;
  return new URL(url).searchParams.get('url') ?? url;
}

function language(tag: string | null): string | null {
  const primary = tag?.trim().split(/[-_]/)[0]?.toLowerCase() ?? '';
  return /^[a-z]{2,3}$/.test(primary) ? primary : null;
}

const toText = compile({
  wordwrap: false,
  limits: { maxInputLength: 4 * MAX_TEXT, maxDepth: 100 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'iframe', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'block' },
  ],
});

/** Markup or text → text. Control characters and lone surrogates are gone: nothing after this can break a header or a page. */
function plain(markup: string | null): string {
  if (markup === null) return '';
  const text = /[<&]/.test(markup) ? toText(markup) : markup;
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** What names something is one line: it may become a header. */
const line = (markup: string | null): string => plain(markup).replace(/\s+/g, ' ');

/** As much of a text as there is room for, and no half of a letter at its end. */
const beginning = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
