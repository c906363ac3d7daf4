/** Links, enclosures and people: elements whose attributes or children say what they are. */
import { attribute, children, Gathered, list, type Node, text, type Value } from './values.ts';

const isAlternate = (link: Value): boolean => (attribute(link, 'rel') ?? 'alternate').toLowerCase() === 'alternate';
const isPage = (link: Value): boolean => /html|^$/i.test(attribute(link, 'type') ?? '');

/**
 * RFC 4287, 4.2.7.2: a link without a relation is the document itself in another form, as one of `alternate` is. Of
 * several the page goes before other forms, such as PDF.
 */
export function alternate(links: Value[]): string | null {
  if (links.length === 0) return null;
  const whole = links.filter((link) => attribute(link, 'href') !== null);
  const others = whole.filter(isAlternate);
  return attribute(others.find(isPage) ?? others[0] ?? whole.find(isRelated), 'href');
}

/** The address that an item gives for itself, where it has no page. */
export const self = (links: Value[]): string | null =>
  attribute(
    links.find((link) => attribute(link, 'rel')?.toLowerCase() === 'self'),
    'href',
  );

/** A document that names itself, what is attached to it, or how to edit it, names no page. */
const isRelated = (link: Value): boolean =>
  !/^(self|enclosure|edit|hub|next|first|last|prev)/i.test(attribute(link, 'rel') ?? '');

const href = (link: Value): string | null => attribute(link, 'href');
const url = (content: Value): string | null => attribute(content, 'url');
const attached = (link: Value): string | null =>
  attribute(link, 'rel')?.toLowerCase() === 'enclosure' ? href(link) : null;

/** RSS and Atom enclosures and the contents of Media RSS, alone or in groups, each once. */
export function enclosures(item: Node): string[] {
  const found = new Gathered()
    .from(list(item, 'rss:enclosure'), url)
    .from(list(item, 'atom:link'), attached)
    .from(list(item, 'media:content'), url);
  for (const group of list(item, 'media:group')) found.from(children(group, 'media:content'), url);
  return found.distinct;
}

/** A person is a name, or else an address; RSS has them as text. */
export const person = (value: Value): string | null =>
  typeof value === 'string'
    ? text(value)
    : (text(children(value, 'name')[0]) ?? text(children(value, 'email')[0]) ?? text(value));
