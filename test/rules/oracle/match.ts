/** Queries evaluated part by part, each with its evidence: slow, and right by being read. */

import type { Field, Pattern, Query } from '../../../rules/query.ts';
import type { Item } from '../../../state/item.ts';
import type { Evidence } from '../../../state/match.ts';
import { type Word, wordsOf } from './words.ts';

/** What matching needs of an item; the command line feeds items that were never recorded. */
export type Readable = Pick<Item, 'title' | 'summary' | 'content' | 'source' | 'family' | 'language' | 'url'>;

type Column = Evidence['field'];

/** A run of words in one field, by word number: `from` the first, `to` the last. */
interface Place {
  column: Column;
  from: number;
  to: number;
  clause: string;
  /** The runs that prove it: of a NEAR the two sides, and not what stands between them. */
  parts: [from: number, to: number][];
}

interface Fit {
  fits: boolean;
  places: Place[];
}

const TEXT: readonly Column[] = ['title', 'summary', 'content'];
/** All columns, in the order in which they are read. */
const ORDER: readonly Column[] = [...TEXT, 'source', 'family', 'language', 'url'];
/** More words than any text has. */
const FAR = 2 ** 24;
/** Without a summary the lead is the beginning of the body, about as long as an agency's first two paragraphs. */
const LEAD_WORDS = 80;
/** A match shows its work; past this many places more of them show nothing new. */
const SHOWN = 24;

/** An item with its words counted once, for any number of queries. */
export class ReadItem {
  readonly item: Readable;
  readonly #columns = new Map<Column, Word[]>();
  readonly #index = new Map<string, { column: Column; at: number }[]>();
  #sorted: string[] | undefined;

  constructor(item: Readable) {
    this.item = item;
    for (const column of ORDER) {
      const words = wordsOf(item[column] ?? '');
      this.#columns.set(column, words);
      for (const [at, { word }] of words.entries()) {
        const places = this.#index.get(word);
        if (places) places.push({ column, at });
        else this.#index.set(word, [{ column, at }]);
      }
    }
  }

  words(column: Column): Word[] {
    return this.#columns.get(column)!;
  }

  /** Where a pattern's words begin, in the order of the text for an exact word. */
  find({ word, prefix }: Pattern): readonly { column: Column; at: number }[] {
    if (!prefix) return this.#index.get(word) ?? [];
    this.#sorted ??= [...this.#index.keys()].sort();
    const found = [];
    for (let n = lowerBound(this.#sorted, (entry) => entry < word); this.#sorted[n]?.startsWith(word); n++) {
      found.push(...this.#index.get(this.#sorted[n]!)!);
    }
    return found;
  }

  holds(column: Column, at: number, { word, prefix }: Pattern): boolean {
    const there = this.words(column)[at]?.word;
    return there !== undefined && (prefix ? there.startsWith(word) : there === word);
  }
}

/** The first place in a sorted list whose entry is not before what is sought. */
function lowerBound<T>(sorted: readonly T[], isBefore: (entry: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Evaluates a query on an item: exact, and the same for the same query and item for ever. */
export function matchQuery(query: Query, read: ReadItem): { fits: boolean; evidence: Evidence[] } {
  const { fits, places } = evaluate(query, read, 'text', '');
  return { fits, evidence: fits ? shown(places, read) : [] };
}

function evaluate(query: Query, read: ReadItem, field: Field, term: string): Fit {
  switch (query.kind) {
    case 'words':
      return placed(phrase(query.patterns, read, field, term + query.written));
    case 'near':
      return placed(near(query, read, field, term));
    case 'and': {
      const all = query.of.map((part) => evaluate(part, read, field, term));
      return { fits: all.every((part) => part.fits), places: all.flatMap((part) => part.places) };
    }
    case 'or': {
      const some = query.of.map((part) => evaluate(part, read, field, term)).filter((part) => part.fits);
      return { fits: some.length > 0, places: some.flatMap((part) => part.places) };
    }
    case 'not':
      return { fits: !evaluate(query.of, read, field, term).fits, places: [] };
    case 'field':
      return evaluate(query.of, read, query.field, `${term}${query.field}:`);
    case 'term':
      return evaluate(query.of, read, field, `$${query.name}: `);
  }
}

const placed = (places: Place[]): Fit => ({ fits: places.length > 0, places });

function phrase(patterns: Pattern[], read: ReadItem, field: Field, clause: string): Place[] {
  const [first, ...rest] = patterns;
  if (!first) return [];
  return read
    .find(first)
    .filter(({ column, at }) => inField(column, at, field, read))
    .filter(({ column, at }) => rest.every((pattern, n) => read.holds(column, at + n + 1, pattern)))
    .map(({ column, at }) => {
      const to = at + rest.length;
      return { column, from: at, to, clause, parts: [[at, to]] };
    });
}

/**
 * Pairs with at most `within` steps from the end of one to the beginning of the other; touching words are one step
 * apart, and a word is not near itself. Each stretch is kept once: a chain of NEAR over a text that repeats itself
 * would grow with every link.
 */
function near(query: Query & { kind: 'near' }, read: ReadItem, field: Field, term: string): Place[] {
  const rights = evaluate(query.right, read, field, term).places.sort((a, b) => a.from - b.from);
  const longest = rights.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const found = new Map<number, Place>();
  for (const left of evaluate(query.left, read, field, term).places) {
    const first = left.from - query.within - longest;
    for (let n = lowerBound(rights, (right) => right.from < first); n < rights.length; n++) {
      const right = rights[n]!;
      if (right.from > left.to + query.within) break;
      if (!isNear(left, right, query.within)) continue;
      const [from, to] = [Math.min(left.from, right.from), Math.max(left.to, right.to)];
      const stretch = (from * FAR + to) * ORDER.length + ORDER.indexOf(left.column);
      if (found.has(stretch)) continue;
      const clause = `${left.clause} NEAR/${query.within} ${right.clause}`;
      found.set(stretch, { column: left.column, from, to, clause, parts: [...left.parts, ...right.parts] });
    }
  }
  return [...found.values()];
}

function isNear(a: Place, b: Place, within: number): boolean {
  const steps = Math.max(a.from - b.to, b.from - a.to);
  return a.column === b.column && steps > 0 && steps <= within;
}

function inField(column: Column, at: number, field: Field, read: ReadItem): boolean {
  if (field === 'text') return TEXT.includes(column);
  if (field === 'lang') return column === 'language';
  if (field !== 'lead') return column === field;
  const summarised = read.words('summary').length > 0;
  return column === 'title' || column === 'summary' || (!summarised && column === 'content' && at < LEAD_WORDS);
}

/** Places as offsets and words of the item's own text, each stretch once, in reading order. */
function shown(places: Place[], read: ReadItem): Evidence[] {
  const evidence = places.flatMap(({ column, clause, parts }) =>
    parts.map(([from, to]) => {
      const words = read.words(column);
      const start = words[from]!.start;
      const end = words[to]!.end;
      return { clause, field: column, start, end, text: read.item[column]!.slice(start, end) };
    }),
  );
  const once = new Map(evidence.map((e) => [`${e.field} ${e.start} ${e.end}`, e]));
  return [...once.values()]
    .sort((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field) || a.start - b.start)
    .slice(0, SHOWN);
}
