/**
 * The first reader of feeds: rss-parser, guarded. It is stopped at the first fault, keeps every element of the
 * vocabulary and not the first only, and what it builds by itself (snippets, dates, markup from objects) is left aside.
 */
import Parser from 'rss-parser';
import { type PublishedDocument, Unreadable } from '../reading/published.ts';
import { type Dialect, MARKUP, WRITTEN, type Written } from './names.ts';
import type { Root } from './root.ts';
import { list, type Node, type Value } from './values.ts';
import { atomFeed, atomItem, rssFeed, rssItem } from './vocabulary.ts';

type Field = [written: string, name: string, options: { keepArray: true }];

/** All elements of a name, not the first only; and the attributes, which xml2js keeps under `$`. */
const fields = (names: Written[]): Field[] => [
  ['$', '$', { keepArray: true }],
  ...names.map(([written, name]): Field => [written, name, { keepArray: true }]),
];

const FEED: Record<Dialect, Field[]> = { rss: fields(WRITTEN.rss.feed), atom: fields(WRITTEN.atom.feed) };
const ITEM: Record<Dialect, Map<string, string | null>> = {
  rss: inAnyCase(WRITTEN.rss.item),
  atom: inAnyCase(WRITTEN.atom.item),
};
/** Names that were met are remembered, up to here: no real feeds together have as many. */
const MAX_NAMES = 2000;

function inAnyCase(names: Written[]): Map<string, string | null> {
  return new Map([['$', '$'], ...names, ...names.map(([written, name]): Written => [written.toLowerCase(), name])]);
}

/**
 * rss-parser, which keeps of an item what it was given. What it makes of one by itself is read by nobody, and harms: a
 * snippet by a regular expression that is quadratic in `<`, markup from objects that have lost its order, and for one
 * date that is none, or one link without attributes, a refusal of the whole feed. Custom fields would be another way
 * to what it was given, but asking for sixty of each item costs more than looking at the ten that it has.
 */
class Guarded extends Parser {
  parseItemRss = (item: Node): Node => named(item, ITEM.rss);
  parseItemAtom = (item: Node): Node => named(item, ITEM.atom);
  decorateItunes = (): void => {};
}

function named(item: Node, names: Map<string, string | null>): Node {
  const node: Node = {};
  for (const written in item) {
    const name = nameOf(written, names);
    if (name !== null && node[name] === undefined) node[name] = item[written];
  }
  return node;
}

/** Some publishers write `pubdate`, and some `TITLE`. */
function nameOf(written: string, names: Map<string, string | null>): string | null {
  const known = names.get(written);
  if (known !== undefined) return known;
  const name = names.get(written.toLowerCase()) ?? null;
  if (names.size < MAX_NAMES) names.set(written, name);
  return name;
}

/**
 * Reads a feed of usual prefixes that is well-formed.
 *
 * @throws Unreadable where rss-parser refuses it, or an element holds tags where it should hold text.
 */
export async function readStrictly(text: string, root: Root): Promise<PublishedDocument> {
  const feed = await parsed(withoutJunk(text, root), root.dialect);
  const items = (feed.items ?? []) as unknown as Node[];
  if (holdsTags(feed) || items.some(holdsTags)) throw new Unreadable('unreadable', 'markup stands where text belongs');
  const [asFeed, asItem] = root.dialect === 'atom' ? [atomFeed, atomItem] : [rssFeed, rssItem];
  return { format: root.format, ...asFeed(feed, root.language), cut: false, items: items.map(asItem) };
}

/** sax reads a part of a string a quarter slower than a whole one, so only what is no XML is cut off. */
const withoutJunk = (text: string, root: Root): string => (/^<[?!]/.test(text) ? text : text.slice(root.start));

async function parsed(xml: string, dialect: Dialect): Promise<Node> {
  try {
    // A parser keeps state, so each document has its own.
    const parser = new Guarded({ customFields: { feed: FEED[dialect] } as never, defaultRSS: 2.0 });
    stopAtFirstFault(parser);
    return (await parser.parseString(xml)) as unknown as Node;
  } catch (cause) {
    throw new Unreadable('unreadable', (cause as Error).message.replace(/\s+/g, ' ').trim());
  }
}

interface Sax {
  onerror(error: Error): void;
  trackPosition: boolean;
}

/**
 * xml2js reads on after a fault, and makes an error of each of a million; and sax counts lines and columns, which
 * costs a fifth of the time and serves nobody.
 */
function stopAtFirstFault(parser: Parser): void {
  const { saxParser } = (parser as unknown as { xmlParser: { saxParser: Sax } }).xmlParser;
  saxParser.trackPosition = false;
  saxParser.onerror = (error) => {
    throw error;
  };
}

/** xml2js makes an object of text and tags, in which their order is lost. */
function holdsTags(node: Node): boolean {
  for (const name in node) if (MARKUP.has(name) && list(node, name).some(hasChildren)) return true;
  return false;
}

function hasChildren(value: Value): boolean {
  if (typeof value === 'string') return false;
  for (const name in value) if (name !== '_' && name !== '$') return true;
  return false;
}
