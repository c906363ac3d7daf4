/** OPML 1.0 and 2.0 (opml.org/spec2.opml), the lists that feed readers exchange: read with patience, written strictly. Pure. */
import { decodeHTMLAttribute, escapeUTF8 } from 'entities';
import { Parser } from 'htmlparser2';
import { Unreadable } from '../reading/published.ts';

/** What one outline says of a feed or page. */
export interface Outline {
  /** As written. */
  url: string;
  /** Whether the address is a feed's (`xmlUrl`), else a page's (`htmlUrl`, of our own type `page`). */
  feed: boolean;
  title: string | null;
  language: string | null;
  /** Slash-delimited, as OPML 2.0 has them: `/tripp`. */
  categories: string[];
  /** The titles of the outlines around it. */
  folder: string[];
  /** OPML's word for an outline that is there and does not count. */
  off: boolean;
  line: number;
}

/** An outline that names something, but nothing that can be watched. */
export interface Oddity {
  line: number;
  what: string;
}

/** More sources than this are nobody's reading list. */
const MOST = 100_000;
/** The parser takes time by the square of the depth. */
const DEEPEST = 100;

/**
 * Reads a list: nested outlines in their order, attribute names in any case, HTML's entities as in XML's.
 *
 * @throws Unreadable `format` where the text is no OPML, `large` where it names more, or nests it deeper, than anyone does.
 */
export function readOpml(text: string): { outlines: Outline[]; odd: Oddity[] } {
  const outlines: Outline[] = [];
  const odd: Oddity[] = [];
  const around: (string | null)[] = [];
  const lineAt = lineCounter(text);
  let isOpml = false;
  let depth = 0;
  const open = (name: string, attributes: Record<string, string>) => {
    if (++depth > DEEPEST) throw new Unreadable('large', `elements nested more than ${DEEPEST} deep`);
    if (name.toLowerCase() === 'opml') isOpml = true;
    if (name.toLowerCase() !== 'outline') return;
    const its = plainly(attributes);
    const folder = around.filter((title) => title !== null);
    const found = outlineOf(its, folder, lineAt(parser.startIndex));
    around.push(its.text || its.title || null);
    if (found === null) return;
    if ('what' in found) odd.push(found);
    else outlines.push(found);
    if (outlines.length > MOST) throw new Unreadable('large', `more than ${MOST} outlines`);
  };
  const close = (name: string, implied: boolean) => {
    depth--;
    if (implied && name.toLowerCase() === 'opml')
      odd.push({ line: lineAt(text.length), what: 'the list breaks off here: what came after is lost' });
    if (name.toLowerCase() === 'outline') around.pop();
  };
  // Entities are decoded as HTML's afterwards: lists are written by hand, and by programs that think they write HTML.
  const parser = new Parser({ onopentag: open, onclosetag: close }, { xmlMode: true, decodeEntities: false });
  parser.end(text);
  if (!isOpml) throw new Unreadable('format', `no OPML: it begins ${JSON.stringify(text.trim().slice(0, 60))}`);
  return { outlines, odd };
}

/** Lines are asked for in rising order. */
function lineCounter(text: string): (index: number) => number {
  let [line, at] = [1, 0];
  return (index) => {
    for (; at < index; at++) if (text.charCodeAt(at) === 0x0a) line++;
    return line;
  };
}

function plainly(attributes: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), tidied(value)] as const);
  return Object.fromEntries(pairs);
}

const tidied = (value: string): string => decodeHTMLAttribute(value).replace(/\s+/g, ' ').trim();

function outlineOf(its: Record<string, string>, folder: string[], line: number): Outline | Oddity | null {
  const type = its.type?.toLowerCase() ?? '';
  const feed = its.xmlurl || (/^(rss|atom|feed)$/.test(type) ? its.url : undefined);
  const page = type === 'page' ? its.htmlurl : undefined;
  const url = feed || page;
  if (!url) return oddity(type, its, line);
  const categories = (its.category ?? '').split(',').map((one) => one.trim());
  return {
    url: url.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'http:'),
    feed: Boolean(feed),
    title: its.title || its.text || null,
    language: its.language && its.language.toLowerCase() !== 'unknown' ? its.language : null,
    categories: categories.filter(Boolean),
    folder,
    off: its.iscomment?.toLowerCase() === 'true',
    line,
  };
}

function oddity(type: string, { text, url, htmlurl }: Record<string, string>, line: number): Oddity | null {
  const named = text ? `“${text}” ` : '';
  if (/^(rss|atom|feed|page)$/.test(type)) return { line, what: `${named}is of type ${type} and has no address` };
  // Lists of lists, and bookmarks: we read neither.
  if (url || htmlurl) return { line, what: `${named}is a ${type || 'link'}, no feed: ${url || htmlurl}` };
  return null;
}

/** What is written of one source. */
export interface Listed {
  title: string;
  url: string;
  feed: boolean;
  language: string | null;
  topics: readonly string[];
  off: boolean;
}

/** Writes a list as OPML 2.0, flat, since a source may serve several topics: they are its categories. */
export function writeOpml(title: string, listed: readonly Listed[], now: Date): string {
  const head = `  <head>\n    <title>${escaped(title)}</title>\n    <dateCreated>${now.toUTCString()}</dateCreated>\n  </head>`;
  const body = listed.map((one) => `    <outline ${attributesOf(one)}/>`);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    head,
    '  <body>',
    ...body,
    '  </body>',
  ];
  return `${[...lines, '</opml>'].join('\n')}\n`;
}

function attributesOf({ title, url, feed, language, topics, off }: Listed): string {
  const pairs = [
    ['type', feed ? 'rss' : 'page'],
    ['text', title],
    ['title', title],
    [feed ? 'xmlUrl' : 'htmlUrl', url],
    ...(language ? [['language', language]] : []),
    ['category', topics.map((topic) => `/${topic}`).join(',')],
    ...(off ? [['isComment', 'true']] : []),
  ];
  return pairs.map(([name, value]) => `${name}="${escaped(value!)}"`).join(' ');
}

/** XML 1.0, 2.2 lets hardly any control character in, escaped or not. */
const escaped = (text: string): string =>
  escapeUTF8(text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, ' '));
