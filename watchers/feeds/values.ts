/** The values of elements, in the shape that xml2js gives them; the tolerant reader gives them in the same. */
import { ATOM_PREFIXES } from './names.ts';

export type Attributes = Record<string, string>;

/** An element's text; with attributes or children an object of its text, its attributes, and its children by name. */
export type Value = string | Element;

export interface Element {
  _?: string;
  $?: Attributes;
  [child: string]: Value[] | Attributes | string | undefined;
}

/** The elements of one item, or of a feed outside its items, by name. */
export type Node = Element;

/** What is longer than this is no value but an attack; as much of a body is read. */
const MAX_VALUE = 400_000;

const NO_VALUES: Value[] = [];

export function list(node: Node, name: string): Value[] {
  const values = node[name];
  return values === undefined || !Array.isArray(values) ? NO_VALUES : values;
}

const bounded = (written: string): string | null => written.trim().slice(0, MAX_VALUE) || null;

/** A value's text, or null where it has none. */
export function text(value: Value | undefined): string | null {
  if (typeof value === 'string') return bounded(value);
  if (typeof value?._ !== 'string') return null;
  return bounded(value.$ && isBase64(value.$) ? base64(value._) : value._);
}

/** An attribute's value, or null. */
export const attribute = (value: Value | undefined, name: string): string | null =>
  typeof value === 'object' ? bounded(value.$?.[name] ?? '') : null;

/** The text of the first element of that name that has one. */
export function first(node: Node, name: string): string | null {
  for (const value of list(node, name)) {
    const found = text(value);
    if (found !== null) return found;
  }
  return null;
}

/** The text that stands under the first of these names. */
export function any(node: Node, ...names: string[]): string | null {
  for (const name of names) {
    const found = first(node, name);
    if (found !== null) return found;
  }
  return null;
}

/** What each value comes to by one of these readings, each once, in their order. */
export class Gathered {
  readonly #found: string[] = [];

  add(found: string | null): this {
    if (found) this.#found.push(found);
    return this;
  }

  /** Adds what `read` makes of each value. */
  from(values: Value[], read: (value: Value) => string | null): this {
    for (const value of values) this.add(read(value));
    return this;
  }

  texts(node: Node, ...names: string[]): this {
    for (const name of names) this.from(list(node, name), text);
    return this;
  }

  get distinct(): string[] {
    return this.#found.length < 2 ? this.#found : [...new Set(this.#found)];
  }
}

/** The children of that name: inside RSS those of Atom keep their prefix. */
export function children(value: Value, name: string): Value[] {
  if (typeof value === 'string') return NO_VALUES;
  for (const own of [name, ...ATOM_PREFIXES.map((prefix) => `${prefix}:${name}`)]) {
    const found = list(value, own);
    if (found.length > 0) return found;
  }
  return NO_VALUES;
}

/**
 * Atom 0.3 says `mode="base64"`; RFC 4287, 4.1.3.3: content of a media type that is neither text nor XML is Base64.
 * Some publishers give titles and summaries such types too.
 */
function isBase64({ mode, type }: Attributes): boolean {
  if (mode !== undefined) return mode.toLowerCase() === 'base64';
  return type !== undefined && /^(?!text\/)[\w.+-]+\/[\w.+-]+$/.test(type) && !/xml$/i.test(type);
}

const base64 = (written: string): string =>
  /^[\w+/=\s]+$/.test(written) ? Buffer.from(written, 'base64').toString('utf8') : written;
