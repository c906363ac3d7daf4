/** The root element of a feed: which format it is, where it stands, and what it says of the whole document. */
import { Markup } from './markup.ts';
import { ATOM_PREFIXES, type Dialect, prefixOf } from './names.ts';
import type { Attributes } from './values.ts';

export interface Root {
  /** Qualified, as it stands. */
  name: string;
  /** Where its tag begins. */
  start: number;
  attributes: Attributes;
  dialect: Dialect;
  format: string;
  /** `xml:lang`. */
  language: string | null;
}

/** As many tags into a document as the root element is looked for: some servers print warnings in front of it. */
const MAX_TAGS = 300;
const ROOT = /^(?:[\w-]+:)?(rss|feed|rdf)$/i;

/** The root of the feed that a text holds; null where it holds none. */
export function rootOf(text: string): Root | null {
  const markup = new Markup(text);
  for (let tags = 0; tags < MAX_TAGS && markup.next(); tags++) {
    const [, kind] = (markup.kind === 'open' && ROOT.exec(markup.name)) || [];
    if (kind !== undefined) return described(markup, kind.toLowerCase());
  }
  return null;
}

function described({ name, start, attributes }: Markup, kind: string): Root {
  const language = attributes['xml:lang']?.trim() || null;
  const dialect = kind === 'feed' ? 'atom' : 'rss';
  return { name, start, attributes, dialect, format: formatOf(kind, attributes), language };
}

function formatOf(kind: string, attributes: Attributes): string {
  if (kind === 'feed') return 'atom';
  return kind === 'rdf' ? 'rdf' : `rss${attributes.version?.trim() ?? ''}`;
}

/** Atom as it was before RFC 4287: content had a mode, and its default was markup. */
export const isAtom03 = ({ dialect, attributes }: Root): boolean =>
  dialect === 'atom' &&
  Object.entries(attributes).some(([name, value]) =>
    name.startsWith('xmlns') ? /purl\.org\/(?:atom\/ns|pie)/i.test(value) : name === 'version' && value === '0.3',
  );

/** Whether the usual prefixes stand for what they usually do, so that names can be read as they are written. */
export function hasUsualPrefixes({ name, attributes }: Root): boolean {
  if (name.includes(':') && name !== 'rdf:RDF') return false;
  return Object.entries(attributes).every(([declared, uri]) => {
    if (!declared.startsWith('xmlns:')) return true;
    const prefix = declared.slice(6);
    const meant = prefixOf(uri);
    return meant === undefined || meant === prefix || (meant === 'atom' && ATOM_PREFIXES.includes(prefix));
  });
}
