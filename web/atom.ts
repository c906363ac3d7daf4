/** A feed in Atom (RFC 4287). Pure. */
import type { Instant } from '../state/item.ts';
import type { Entry } from '../templates/page.ts';

export interface Feed {
  /** The same for ever, wherever the feed moves. */
  id: string;
  title: string;
  /** Where the feed is, and the page that it is of. */
  self: string;
  page: string;
  author: string;
  updated: Instant;
  entries: readonly FeedEntry[];
}

export interface FeedEntry extends Entry {
  id: string;
  page: string;
  published: Instant;
  updated: Instant;
}

/** The feed as a document. What its entries say is escaped, and their HTML as well: who reads it decides what to show of it. */
export function atom({ id, title, self, page, author, updated, entries }: Feed): string {
  const head = [
    element('id', id),
    element('title', title),
    element('updated', updated),
    empty('link', { rel: 'self', type: 'application/atom+xml', href: self }),
    empty('link', { rel: 'alternate', type: 'text/html', href: page }),
    `<author>${element('name', author)}</author>`,
  ];
  const body = [...head, ...entries.map(entryOf)].join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n${body}\n</feed>\n`;
}

const entryOf = ({ id, title, page, published, updated, summary, html }: FeedEntry): string =>
  [
    '<entry>',
    element('id', id),
    element('title', title),
    element('published', published),
    element('updated', updated),
    empty('link', { rel: 'alternate', type: 'text/html', href: page }),
    element('summary', summary),
    element('content', html, { type: 'html' }),
    '</entry>',
  ].join('\n');

const element = (name: string, text: string, attributes: Record<string, string> = {}): string =>
  `<${name}${attributesOf(attributes)}>${escaped(text)}</${name}>`;

const empty = (name: string, attributes: Record<string, string>): string => `<${name}${attributesOf(attributes)}/>`;

const attributesOf = (attributes: Record<string, string>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');

const MEANT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 has no character for (2.2) is left out: one of them would make the whole of it unreadable. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (one) => MEANT[one]!);
