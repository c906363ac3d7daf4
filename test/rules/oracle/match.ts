/** Queries evaluated part by part, each with its evidence: slow, and right by being read. */

import type { Days, Field, Pattern, Query, Words } from '../../../rules/language/query.ts';
import { compileRegexp } from '../../../rules/language/regexp.ts';
import type { Item } from '../../../state/item.ts';
import type { Evidence } from '../../../state/match.ts';
import { type Word, wordsOf } from './words.ts';

/** What matching needs of an item; the command line feeds items that were never recorded. */
export type Readable = Pick<
  Item,
  'title' | 'summary' | 'content' | 'source' | 'family' | 'language' | 'url' | 'published'
>;

type Column = Evidence['field'];

/** A stretch of one field: the numbers of its words, and its offsets. */
interface Run {
  column: Column;
  from: number;
  to: number;
  start: number;
  end: number;
}

/** A run of words in one field, by word number: `from` the first, `to` the last. */
interface Place {
  column: Column;
  from: number;
  to: number;
  clause: string;
  /** The runs that prove it: of a NEAR the two sides, and not what stands between them. */
  parts: Run[];
  /** Whether a phrase with slack has a shorter stretch with the same end. */
  loose?: boolean;
}

interface Fit {
  fits: boolean;
  places: Place[];
}

const TEXT: readonly Column[] = ['title', 'summary', 'content'];
/** All columns, in the order in which they are read. */
const ORDER: readonly Column[] = [...TEXT, 'source', 'family', 'language', 'url'];
/** Without a summary the lead is the beginning of the body, about as long as an agency's first two paragraphs. */
const LEAD_WORDS = 80;
/** A match shows its work; past this many places more of them show nothing new. */
const SHOWN = 24;
/** Of a regular expression no more runs than this are told. */
const MOST = 1000;

/** An item with its words counted once, for any number of queries. */
export class ReadItem {
  readonly item: Readable;
  /** What terms answered, by their query, and by the field and the clause that they stand in. */
  readonly known = new Map<Query, Map<string, Fit>>();
  readonly #columns: ReadonlyMap<Column, Word[]>;
  readonly #index = new Map<string, { column: Column; at: number }[]>();
  readonly #found = new Map<string, Map<Column, number[]>>();

  constructor(item: Readable) {
    this.item = item;
    this.#columns = new Map(ORDER.map((column) => [column, wordsOf(item[column] ?? '')]));
    for (const [column, words] of this.#columns)
      for (const [at, { word }] of words.entries())
        this.#index.set(word, [...(this.#index.get(word) ?? []), { column, at }]);
  }

  /** Where words stand that a pattern fits, by columns: a topic has a thousand patterns. */
  find(pattern: Pattern): Map<Column, number[]> {
    const key = `${pattern.word} ${pattern.prefix}`;
    const found = this.#found.get(key) ?? new Map<Column, number[]>();
    if (this.#found.has(key)) return found;
    this.#found.set(key, found);
    const simple = !pattern.prefix && !pattern.word.includes('?');
    for (const word of simple ? [pattern.word] : this.#index.keys()) {
      if (!isFit(pattern, word)) continue;
      for (const { column, at } of this.#index.get(word) ?? []) found.set(column, [...(found.get(column) ?? []), at]);
    }
    return found;
  }

  words(column: Column): Word[] {
    return this.#columns.get(column)!;
  }
}

/** Evaluates a query on an item: exact, and the same for the same query and item for ever. */
export function matchQuery(query: Query, read: ReadItem): { fits: boolean; evidence: Evidence[] } {
  const { fits, places } = evaluate(query, read, 'text', '');
  return { fits, evidence: fits ? shown(places, read) : [] };
}

function evaluate(query: Query, read: ReadItem, field: Field, term: string): Fit {
  switch (query.kind) {
    case 'words':
      return placed(phrase(query, read, field, term + query.written));
    case 'regexp':
      return placed(regexp(query.source, read, field, `${term}/${query.source}/`));
    case 'date':
      return { fits: isWithin(query, read.item.published), places: [] };
    case 'near':
      return placed(near(query, read, field, term));
    case 'and':
      return atLeast(query.of.length, query.of, read, field, term);
    case 'or':
      return atLeast(1, query.of, read, field, term);
    case 'count':
      return atLeast(query.least, query.of, read, field, term);
    case 'not':
      return { fits: !evaluate(query.of, read, field, term).fits, places: [] };
    case 'field':
      return evaluate(query.of, read, query.field, `${term}${query.field}:`);
    case 'term':
      return evaluateOnce(query.of, read, field, `$${query.name}: `);
    case 'rule':
      return evaluateOnce(query.of, read, field, `#${query.name}: `);
  }
}

/** A term stands in many rules, and is long. */
function evaluateOnce(query: Query, read: ReadItem, field: Field, term: string): Fit {
  const known = read.known.get(query) ?? new Map<string, Fit>();
  read.known.set(query, known);
  const fit = known.get(field + term) ?? evaluate(query, read, field, term);
  known.set(field + term, fit);
  return fit;
}

const placed = (places: Place[]): Fit => ({ fits: places.length > 0, places });

/** The places are those of the parts that fit. */
function atLeast(least: number, of: Query[], read: ReadItem, field: Field, term: string): Fit {
  const fitting = of.map((part) => evaluate(part, read, field, term)).filter(({ fits }) => fits);
  return { fits: fitting.length >= least, places: fitting.flatMap(({ places }) => places) };
}

/** Every way to lay the patterns on words of one column, told by the stretch that it takes: by its end, then its length. */
function phrase(query: Words, read: ReadItem, field: Field, clause: string): Place[] {
  const beginnings = read.find(query.patterns[0]!);
  return ORDER.filter((column) => beginnings.has(column)).flatMap((column) => {
    const words = read.words(column);
    const stretches = beginnings
      .get(column)!
      .filter((from) => inField(column, from, field, read))
      .flatMap((from) => [...new Set(endsFrom(query, words, from))].map((to) => ({ from, to })))
      .sort((a, b) => a.to - b.to || b.from - a.from);
    return stretches.map(({ from, to }, n) => {
      return { ...placeOf(runOf(read, column, from, to), clause), loose: stretches[n - 1]?.to === to };
    });
  });
}

/** The numbers of the last words of a phrase that begins with a given one. */
function endsFrom({ patterns, skips, slack }: Words, words: Word[], from: number): number[] {
  const lay = (n: number, at: number, left: number): number[] => {
    if (!words[at] || !isFit(patterns[n]!, words[at].word)) return [];
    if (n === patterns.length - 1) return [at];
    const further = Array.from({ length: left + 1 }, (_, more) => more);
    return further.flatMap((more) => lay(n + 1, at + 1 + skips[n + 1]! + more, left - more));
  };
  return lay(0, from, slack);
}

function isFit({ word, prefix }: Pattern, there: string): boolean {
  if (prefix ? there.length < word.length : there.length !== word.length) return false;
  if (!word.includes('?')) return there.startsWith(word);
  return word.split('').every((letter, n) => letter === '?' || letter === there[n]);
}

const runOf = (read: ReadItem, column: Column, from: number, to: number): Run => {
  const words = read.words(column);
  return { column, from, to, start: words[from]!.start, end: words[to]!.end };
};

const placeOf = (run: Run, clause: string): Place => {
  return { column: run.column, from: run.from, to: run.to, clause, parts: [run] };
};

/** Every stretch of a field's text that the expression fits, with the words that it touches, or the one behind it. */
function regexp(source: string, read: ReadItem, field: Field, clause: string): Place[] {
  const places: Place[] = [];
  for (const column of ORDER.filter((column) => inField(column, 0, field, read))) {
    const words = read.words(column);
    const isCut = field === 'lead' && column === 'content' && words.length > LEAD_WORDS;
    const text = (read.item[column] ?? '').slice(0, isCut ? words[LEAD_WORDS - 1]!.end : undefined);
    const matcher = compileRegexp(source).matcher(text);
    while (matcher.find()) {
      const [start, end] = [matcher.start(), matcher.end()];
      if (start === end) continue;
      const touched = [...words.keys()].filter((n) => words[n]!.start < end && words[n]!.end > start);
      const from = touched[0] ?? words.filter((word) => word.start < end).length;
      places.push(placeOf({ column, from, to: touched.at(-1) ?? from, start, end }, clause));
    }
  }
  return places.slice(0, MOST);
}

/** Whether the whole of what a date names, which may be a month or a year, lies among the days. */
function isWithin({ from, to }: Days, published: string | null): boolean {
  if (published === null) return false;
  const isInstant = /T.*(Z|[+-]\d\d(:?\d\d)?)$/.test(published) && !Number.isNaN(Date.parse(published));
  const date = (isInstant ? new Date(published).toISOString() : published).slice(0, 10);
  const [year, month] = date.split('-').map(Number) as [number, number];
  const first = `${date}-01-01`.slice(0, 10);
  const lastOfMonth = `${date}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
  const last = date.length === 4 ? `${date}-12-31` : date.length === 7 ? lastOfMonth : date;
  return (from === null || from <= first) && (to === null || last <= to);
}

/**
 * Pairs with at most `within` steps from the end of one to the beginning of the other; touching words are one step
 * apart, and a word is not near itself. Each stretch is kept once: a chain of NEAR over a text that repeats itself
 * would grow with every link.
 */
function near(query: Query & { kind: 'near' }, read: ReadItem, field: Field, term: string): Place[] {
  const { within, ordered } = query;
  const rights = evaluate(query.right, read, field, term).places.toSorted((a, b) => a.from - b.from);
  const longest = Math.max(0, ...rights.map(({ from, to }) => to - from));
  const found = new Map<string, Place>();
  for (const left of evaluate(query.left, read, field, term).places) {
    // The first that may be near, for there are thousands.
    const first = lowerBound(rights, left.from - within - longest);
    for (let n = first; n < rights.length && rights[n]!.from <= left.to + within; n++) {
      const right = rights[n]!;
      const stretch = `${left.column} ${Math.min(left.from, right.from)} ${Math.max(left.to, right.to)}`;
      if (found.has(stretch) || !isNear(left, right, query)) continue;
      const clause = `${left.clause} ${ordered ? 'ONEAR' : 'NEAR'}/${within} ${right.clause}`;
      const [from, to] = [Math.min(left.from, right.from), Math.max(left.to, right.to)];
      found.set(stretch, { column: left.column, from, to, clause, parts: [...left.parts, ...right.parts] });
    }
  }
  return [...found.values()];
}

/** The place of the first in a sorted list that does not begin before a word. */
function lowerBound(sorted: readonly Place[], word: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.from < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isNear(a: Place, b: Place, { within, ordered }: Query & { kind: 'near' }): boolean {
  const after = (one: Place, other: Place) => other.from > one.to && other.from - one.to <= within;
  return a.column === b.column && (after(a, b) || (!ordered && after(b, a)));
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
  const evidence = places
    .filter(({ loose }) => !loose)
    .flatMap(({ clause, parts }) =>
      parts.map(({ column, start, end }) => {
        return { clause, field: column, start, end, text: read.item[column]!.slice(start, end) };
      }),
    );
  const once = new Map(evidence.map((e) => [`${e.field} ${e.start} ${e.end}`, e]));
  return [...once.values()]
    .sort((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field) || a.start - b.start)
    .slice(0, SHOWN);
}
