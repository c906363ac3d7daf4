/** Qualified names → the names of our vocabulary, by what the document declares. */
import { ATOM_PREFIXES, type Dialect, prefixOf, STRUCTURE, WRITTEN } from './names.ts';
import type { Attributes } from './values.ts';

/** A document that declares more prefixes than this does not mean to be read. */
const MAX_PREFIXES = 1000;

const KNOWN: Record<Dialect, ReadonlySet<string>> = { rss: known('rss'), atom: known('atom') };

function known(dialect: Dialect): ReadonlySet<string> {
  const { item, feed } = WRITTEN[dialect];
  return new Set([...item, ...feed].map(([, name]) => name));
}

/** The prefix that stands for an undeclared one: its usual meaning, and where it has none, the format itself. */
const USUAL: ReadonlySet<string> = new Set([
  ...[
    'rdf',
    'xhtml',
    'dc',
    'dcterms',
    'content',
    'sy',
    'media',
    'itunes',
    'feedburner',
    'xml',
    'xmlns',
    'news',
    'rss',
    'atom',
  ],
]);

/**
 * What the names of one document mean. A prefix means the namespace that it was last declared for; where we do not
 * know that namespace, its usual meaning; an undeclared prefix without one means the format itself.
 */
export class Namespaces {
  readonly #dialect: Dialect;
  readonly #prefixes = new Map<string, string | null>();
  /** What each name came to: a document has few names and many tags. */
  readonly #names = new Map<string, string | null>();

  /** The root's own prefix means the format, whatever namespace the publisher invented for it. */
  readonly #home: string | null;

  constructor(dialect: Dialect, root: string) {
    this.#dialect = dialect;
    this.#home = root.includes(':') ? root.slice(0, root.indexOf(':')) : null;
  }

  /** Notes the prefixes that a tag declares. */
  declare(attributes: Attributes): void {
    for (const name in attributes) {
      if (!name.startsWith('xmlns:') || this.#prefixes.size >= MAX_PREFIXES) continue;
      const prefix = name.slice(6);
      this.#prefixes.set(prefix, prefixOf(attributes[name]!) ?? (this.#usual(prefix) || null));
      this.#names.clear();
    }
  }

  /** An element's name in our vocabulary; null where we read no such element. `space` is its own default namespace. */
  nameOf(qualified: string, space?: string): string | null {
    if (space !== undefined) return this.#resolve(qualified, space);
    const found = this.#names.get(qualified);
    if (found !== undefined) return found;
    const name = this.#resolve(qualified, undefined);
    // A hostile document could have as many names as tags.
    if (this.#names.size < MAX_PREFIXES) this.#names.set(qualified, name);
    return name;
  }

  /** A child's name inside an element of several: without a prefix where it belongs to the format itself. */
  childOf(qualified: string): string {
    const colon = qualified.indexOf(':');
    const local = qualified.slice(colon + 1).toLowerCase();
    const prefix = colon < 0 ? this.#dialect : this.#prefix(qualified.slice(0, colon));
    return prefix === this.#dialect ? local : `${prefix}:${local}`;
  }

  #resolve(qualified: string, space: string | undefined): string | null {
    const colon = qualified.indexOf(':');
    const prefix = colon < 0 ? this.#default(space) : this.#prefix(qualified.slice(0, colon));
    if (prefix === null) return null;
    const name = `${this.#own(prefix)}:${qualified.slice(colon + 1).toLowerCase()}`;
    return KNOWN[this.#dialect].has(name) || STRUCTURE.has(name) ? name : null;
  }

  #default(space: string | undefined): string | null {
    return space === undefined || space === '' ? this.#dialect : (prefixOf(space) ?? null);
  }

  #prefix(prefix: string): string | null {
    if (prefix === this.#home) return this.#dialect;
    const declared = this.#prefixes.get(prefix);
    return declared === undefined ? this.#usual(prefix) || this.#dialect : declared;
  }

  #usual(prefix: string): string {
    const lower = prefix.toLowerCase();
    return ATOM_PREFIXES.includes(lower) ? 'atom' : USUAL.has(lower) ? lower : '';
  }

  /** RSS 1.0 is RDF. */
  #own(prefix: string): string {
    return prefix === 'rdf' && this.#dialect === 'rss' ? 'rss' : prefix;
  }
}
