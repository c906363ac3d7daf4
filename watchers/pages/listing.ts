/** A JSON document that lists items → the document as published, by the JSONPath queries (RFC 9535) of its source. */
import { type JsonValue, query } from 'jsonpath-rfc9535';
import type { Paths, Source } from '../../state/source.ts';
import { NO_DOCUMENT, NO_ITEM, type PublishedDocument, type PublishedItem, Unreadable } from '../reading/published.ts';
import { addressIn } from './html.ts';
import { jsonOutline, short } from './outline.ts';

/** A list that anyone reads is shorter; each query of each item costs some microseconds. */
const MAX_ITEMS = 10_000;

/**
 * Reads a listing. A value that is no text or number is none.
 *
 * @throws Unreadable `format` where the text is no JSON, `selector` where nothing stands where the paths lead; the
 * message says what does.
 */
export function readListing(text: string, { paths }: Pick<Source, 'paths'>, url: string): PublishedDocument {
  const root = parsed(text);
  if (!paths) throw new Unreadable('selector', `the source names no paths; the document is ${shape(root)}`);
  const found = elements(root, paths.items);
  if (found.length === 0 || found.length > MAX_ITEMS) {
    const what = `items "${paths.items}" leads to ${found.length || 'nothing'}`;
    throw new Unreadable('selector', `${what}; the document is ${shape(root)}`);
  }
  const items = found.map((item) => itemOf(item, paths, url));
  if (items.every(({ title }) => title === null)) {
    const missing = `items "${paths.items}" leads to ${found.length}, but title "${paths.title}" to nothing in any`;
    throw new Unreadable('selector', `${missing}; the first is ${shape(found[0]!)}`);
  }
  return { ...NO_DOCUMENT, format: 'json', link: url, items: items.filter(({ title }) => title !== null) };
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Unreadable('format', `no JSON; it begins “${short(text.trim())}”`);
  }
}

/** The values that a path leads to; of one array that it leads to, the elements. */
function elements(root: JsonValue, path: string): JsonValue[] {
  const found = query(root, whole(path));
  return found.length === 1 && Array.isArray(found[0]) ? found[0] : found;
}

function itemOf(item: JsonValue, { title, link, id, summary, time }: Paths, base: string): PublishedItem {
  const at = (path: string | undefined): string | null => (path === undefined ? null : valueAt(item, path));
  const href = link?.includes('{') ? filled(link, at) : at(link);
  return {
    ...NO_ITEM,
    guid: at(id),
    url: addressIn(href ?? undefined, base),
    title: at(title),
    summary: at(summary),
    published: at(time),
  };
}

/** The first text or number that a path leads to. Numbers are ids and times: JSON has no other form for them. */
function valueAt(item: JsonValue, path: string): string | null {
  const value = query(item, whole(path)).find((one) => typeof one === 'string' || typeof one === 'number');
  return value === undefined ? null : String(value).trim() || null;
}

/** A path as RFC 9535 writes it: `a.b[0]` is short for `$.a.b[0]`. */
export const whole = (path: string): string =>
  path.startsWith('$') ? path : `$${path.startsWith('[') ? '' : '.'}${path}`;

const VARIABLE = /\{(\+?)([^{}|]+?)(?:\|slug([_-]))?\}/g;

/**
 * An address template with its values, or null where one is missing. `{path}` is percent-encoded and `{+path}` goes in as it is,
 * as in RFC 6570; `{path|slug_}` goes in lower case, with `_` for all that is neither letter nor digit, as the press
 * corner of the Commission makes `ip_25_123` of `IP/25/123`; `{path|slug-}` the same with `-`.
 */
function filled(template: string, at: (path: string) => string | null): string | null {
  let complete = true;
  const address = template.replace(VARIABLE, (_, raw: string, path: string, slug: string | undefined) => {
    const value = at(path);
    if (value === null) complete = false;
    if (slug) return slugged(value ?? '', slug);
    return raw ? (value ?? '') : encodeURIComponent((value ?? '').toWellFormed());
  });
  return complete ? address : null;
}

const slugged = (value: string, sign: string): string =>
  value
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, sign)
    .replace(/^[_-]|[_-]$/g, '');

/** The paths of a template, and what is left of it: braces there are a mistake. */
export function partsOf(template: string): { paths: string[]; rest: string } {
  return { paths: [...template.matchAll(VARIABLE)].map((found) => found[2]!), rest: template.replace(VARIABLE, 'x') };
}

const shape = (value: JsonValue): string => short(jsonOutline(value), 400);
