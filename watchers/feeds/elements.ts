/** One element of a feed, from its open tag to where it ends → its value. */
import { innerMarkup, rebased, resolved } from './inner.ts';
import { Markup } from './markup.ts';
import { CONTAINERS, MARKUP, STRUCTURE } from './names.ts';
import type { Namespaces } from './namespaces.ts';
import type { Attributes, Element, Value } from './values.ts';

/** One large feed lists 600 categories; more than this is an attack. */
const MAX_VALUES = 5000;
/** A category inside a category inside a category. */
const MAX_DEPTH = 3;

const NONE: Attributes = {};

export function append(node: Element, name: string, value: Value): void {
  const values = node[name];
  if (!Array.isArray(values)) node[name] = [value];
  else if (values.length < MAX_VALUES) values.push(value);
}

/** What stands between an element's tags. */
interface Body {
  text: string;
  /** The element's inside as it stands, where tags stand in it. */
  inner: string | null;
}

const EMPTY: Body = { text: '', inner: null };

/** Reads elements whose open tag was just read, and stands behind their end. */
export class Elements {
  readonly #markup: Markup;
  readonly #names: Namespaces;
  readonly #depth: number;

  constructor(markup: Markup, names: Namespaces, depth = 0) {
    this.#markup = markup;
    this.#names = names;
    this.#depth = depth;
  }

  /** The value of the element, its addresses made whole by the base that it inherits. */
  value(name: string, base: string | null): Value {
    const markup = this.#markup;
    const attributes = markup.hasAttributes ? markup.attributes : null;
    const own = attributes?.['xml:base'] ? resolved(attributes['xml:base'], base) : base;
    const body = markup.empty ? EMPTY : this.#body(name, attributes ?? NONE);
    if (CONTAINERS.has(name) && body.inner !== null) return this.#container(body.inner, attributes, own);
    const text = textOf(name, body, attributes ?? NONE, own);
    return attributes ? { _: text, $: whole(attributes, own) } : text;
  }

  /** Passes over an element that nobody reads. */
  skip(): void {
    if (!this.#markup.empty) this.#body(null, NONE);
  }

  /**
   * An element ends at its own close tag, whatever else is left open in it. It also ends where an item begins or ends,
   * and one that holds no markup where the next element begins: then its close tag was forgotten.
   */
  #body(name: string | null, attributes: Attributes): Body {
    const markup = this.#markup;
    const [tag, from] = [markup.name, markup.end];
    const plain = name !== null && endsAtNext(name, attributes);
    let tags = false;
    let to = markup.text.length;
    markup.gather = name !== null;
    for (let depth = 1; depth > 0 && markup.next(); ) {
      if (markup.name === tag || same(markup.name, tag)) depth += this.#step();
      else if (this.#breaks(plain)) {
        depth = 0;
        markup.back();
      }
      if (depth === 0) to = markup.start;
      else tags ||= markup.kind === 'open';
    }
    markup.gather = false;
    return { text: markup.taken(), inner: tags && name !== null ? markup.text.slice(from, to) : null };
  }

  /** How much deeper a tag of the element's own name leads. */
  #step(): number {
    const { kind, empty } = this.#markup;
    return kind === 'close' ? -1 : empty ? 0 : 1;
  }

  #breaks(plain: boolean): boolean {
    const { kind, name } = this.#markup;
    const known = this.#names.nameOf(name);
    return known !== null && (STRUCTURE.has(known) || (plain && kind === 'open'));
  }

  #container(inner: string, attributes: Attributes | null, base: string | null): Element {
    const element: Element = Object.create(null);
    if (attributes) element.$ = whole(attributes, base);
    if (this.#depth >= MAX_DEPTH) return element;
    const markup = new Markup(inner);
    const elements = new Elements(markup, this.#names, this.#depth + 1);
    while (markup.next()) {
      if (markup.kind === 'close') continue;
      const name = this.#names.childOf(markup.name);
      append(element, name, elements.value(name, base));
    }
    return element;
  }
}

const same = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase();

/** A title that is said to be XHTML may hold any element; any other ends where another element of the item begins. */
const endsAtNext = (name: string, { type, mode }: Attributes): boolean =>
  name.endsWith(':title') ? type !== 'xhtml' && mode !== 'xml' : !MARKUP.has(name) && !CONTAINERS.has(name);

function textOf(name: string, { text, inner }: Body, attributes: Attributes, base: string | null): string {
  if (!MARKUP.has(name)) return base !== null && name === 'rss:link' ? resolved(text, base) : text;
  const markup = inner === null ? text : innerMarkup(inner, attributes);
  return base === null ? markup : rebased(markup, base);
}

/** The attributes that are addresses. */
const ADDRESSES = ['href', 'src', 'url'];

function whole(attributes: Attributes, base: string | null): Attributes {
  if (base === null) return attributes;
  for (const name of ADDRESSES) {
    if (attributes[name] !== undefined) attributes[name] = resolved(attributes[name], base);
  }
  return attributes;
}
