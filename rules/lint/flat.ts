/** Queries with their names written out and every leaf in its field: what is asked of an item, however it was written. */
import { nearOf, printQuery } from '../language/print.ts';
import type { Days, Field, Query, Words } from '../language/query.ts';

/** `somewhere` is whatever field a term is named in; `whole` too, where none of these is the lead. */
export type Where = Field | 'somewhere' | 'whole';

/** Whether that is any one of several fields. */
export const isOpen = (where: Where): boolean => where === 'somewhere' || where === 'whole';

export type Flat =
  | { kind: 'words'; field: Where; words: Words }
  | { kind: 'regexp'; field: Where; source: string }
  | { kind: 'date'; days: Days }
  | { kind: 'near'; within: number; ordered: boolean; left: Flat; right: Flat }
  | { kind: 'and' | 'or'; of: readonly Flat[] }
  | { kind: 'count'; least: number; of: readonly Flat[] }
  | { kind: 'not'; of: Flat };

const known = new WeakMap<Query, Map<Where, Flat>>();

/** A query as it is asked in a field. The same object each time, so that what is found out of it can be kept. */
export function flat(query: Query, field: Where): Flat {
  const its = known.get(query) ?? new Map<Where, Flat>();
  known.set(query, its);
  const made = its.get(field) ?? make(query, field);
  its.set(field, made);
  return made;
}

function make(query: Query, field: Where): Flat {
  switch (query.kind) {
    case 'words':
      return { kind: 'words', field, words: query };
    case 'regexp':
      return { kind: 'regexp', field, source: query.source };
    case 'date':
      return { kind: 'date', days: { from: query.from, to: query.to } };
    case 'near': {
      const { kind, within, ordered } = query;
      return { kind, within, ordered, left: flat(query.left, field), right: flat(query.right, field) };
    }
    case 'and':
    case 'or':
      return joined(
        query.kind,
        query.of.map((part) => flat(part, field)),
      );
    case 'count':
      return { kind: 'count', least: query.least, of: query.of.map((part) => flat(part, field)) };
    case 'not':
      return { kind: 'not', of: flat(query.of, field) };
    case 'field':
      return flat(query.of, query.field);
    case 'term':
    case 'rule':
      return flat(query.of, field);
  }
}

/** An AND within an AND is one AND, and so with OR. */
export function joined(kind: 'and' | 'or', of: readonly Flat[]): Flat {
  return { kind, of: of.flatMap((part) => (part.kind === kind ? part.of : [part])) };
}

const keys = new WeakMap<Flat, string>();

/** The same text for what asks the same in the same words. */
export function keyOf(query: Flat): string {
  const key = keys.get(query) ?? print(query);
  keys.set(query, key);
  return key;
}

function print(query: Flat): string {
  switch (query.kind) {
    case 'words':
      return `${query.field}:${printQuery(query.words)}`;
    case 'regexp':
      return `${query.field}:/${query.source}/`;
    case 'date':
      return `date:${query.days.from}..${query.days.to}`;
    case 'near':
      return `(${keyOf(query.left)} ${nearOf(query)} ${keyOf(query.right)})`;
    case 'not':
      return `NOT ${keyOf(query.of)}`;
    case 'count':
      return `${query.least} OF (${query.of.map(keyOf).join(', ')})`;
    default:
      return `(${query.of.map(keyOf).join(` ${query.kind} `)})`;
  }
}
