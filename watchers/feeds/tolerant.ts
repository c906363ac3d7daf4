/**
 * The second reader of feeds: one pass over the tags, which keeps of each item what the vocabulary names and forgets
 * the rest. It reads what rss-parser refuses or loses: undefined entities, stray ampersands, roots that are never
 * closed, moved prefixes, items in odd places, markup where text belongs, and addresses that `xml:base` makes whole.
 */

import { MAX_ITEMS, type PublishedDocument, type PublishedItem, Unreadable } from '../reading/published.ts';
import { append, Elements } from './elements.ts';
import { resolved } from './inner.ts';
import { Markup } from './markup.ts';
import { type Dialect, STRUCTURE } from './names.ts';
import { Namespaces } from './namespaces.ts';
import { type Root, rootOf } from './root.ts';
import type { Attributes, Node } from './values.ts';
import { atomFeed, atomItem, rssFeed, rssItem } from './vocabulary.ts';

/** @throws Unreadable where the text holds no feed, or was cut before its first item was whole. */
export function readTolerantly(text: string, root = rootOf(text)): PublishedDocument {
  if (root === null) throw new Unreadable('format', 'no feed');
  return new Reading(text, root).read();
}

class Reading {
  readonly #markup: Markup;
  readonly #root: Root;
  readonly #dialect: Dialect;
  readonly #names: Namespaces;
  readonly #elements: Elements;
  readonly #feed: Node = Object.create(null);
  readonly #items: PublishedItem[] = [];
  #item: Node | null = null;
  /** What makes addresses whole: outside items, and inside the item under way. */
  #base: string | null = null;
  #itemBase: string | null = null;
  #closed = false;

  constructor(text: string, root: Root) {
    this.#markup = new Markup(text, root.start);
    this.#root = root;
    this.#dialect = root.dialect;
    this.#names = new Namespaces(root.dialect, root.name);
    this.#elements = new Elements(this.#markup, this.#names);
  }

  read(): PublishedDocument {
    const markup = this.#markup;
    while (!this.#closed && this.#items.length < MAX_ITEMS && markup.next()) {
      if (markup.kind === 'open') this.#opened();
      else this.#left(this.#names.nameOf(markup.name));
    }
    if (!this.#closed && this.#items.length === 0)
      throw new Unreadable('unreadable', 'the document was cut short before its first item ended');
    return this.#document();
  }

  #document(): PublishedDocument {
    const feed = (this.#dialect === 'atom' ? atomFeed : rssFeed)(this.#feed, this.#root.language);
    return { format: this.#root.format, ...feed, cut: !this.#closed, items: this.#items };
  }

  #opened(): void {
    const markup = this.#markup;
    const attributes = markup.hasAttributes && this.#declares() ? markup.attributes : null;
    const name = this.#nameOf(attributes);
    if (name !== null && STRUCTURE.has(name)) this.#entered(name, attributes);
    else if (name === null) this.#elements.skip();
    else append(this.#item ?? this.#feed, name, this.#elements.value(name, this.#item ? this.#itemBase : this.#base));
  }

  /** Whether the tag may say something about its own names or addresses. */
  #declares(): boolean {
    return this.#markup.attributeText.includes('xml');
  }

  #nameOf(attributes: Attributes | null): string | null {
    if (attributes === null) return this.#names.nameOf(this.#markup.name);
    this.#names.declare(attributes);
    const { xmlns } = attributes;
    const name = this.#names.nameOf(this.#markup.name, xmlns);
    if (name !== null || xmlns === undefined) return name;
    // What holds the items is that in whatever namespace: some publishers invent one.
    const plain = this.#names.nameOf(this.#markup.name);
    return plain !== null && STRUCTURE.has(plain) ? plain : null;
  }

  #entered(name: string, declared: Attributes | null): void {
    const markup = this.#markup;
    const attributes = declared ?? (markup.hasAttributes ? markup.attributes : null);
    const own = attributes?.['xml:base'];
    const base = own ? resolved(own, this.#base) : this.#base;
    if (name !== 'rss:item' && name !== 'atom:entry') {
      this.#base = base;
      return;
    }
    if (markup.empty) return;
    this.#finish();
    this.#item = Object.create(null) as Node;
    this.#itemBase = base;
    if (attributes) this.#item.$ = attributes;
  }

  #left(name: string | null): void {
    if (name === null || !STRUCTURE.has(name)) return;
    this.#finish();
    if (this.#markup.name.toLowerCase() === this.#root.name.toLowerCase()) this.#closed = true;
  }

  /** The item under way is whole. One in which nothing stood is none. */
  #finish(): void {
    const item = this.#item;
    this.#item = null;
    if (item === null || Object.keys(item).every((name) => name === '$')) return;
    this.#items.push(this.#dialect === 'atom' ? atomItem(item) : rssItem(item));
  }
}
