/**
 * Which clauses of a rule fitted an item, in few letters, so that it can be kept with every decision: the numbers of those
 * clauses that an item without a word would have answered otherwise, in the order in which the rule is written, scope
 * first. Together with the rule's version it holds the tree of true and false; a $term that is a list of words is
 * one clause of it, of which the evidence shows the words.
 */
import type { Query } from '../language/query.ts';

/** The clauses that a clause is made of, in the order in which they are written. */
function clausesOf(query: Query): readonly Query[] {
  switch (query.kind) {
    case 'near':
      return [query.left, query.right];
    case 'and':
    case 'or':
    case 'count':
      return query.of;
    case 'not':
    case 'field':
    case 'term':
    case 'rule':
      return [query.of];
    default:
      return [];
  }
}

const lists = new WeakMap<Query, boolean>();

/** Whether a query says no more than which words are sought: it is told by those that were found. */
function isList(query: Query): boolean {
  const list = lists.get(query) ?? (LISTED.has(query.kind) && clausesOf(query).every(isList));
  lists.set(query, list);
  return list;
}

const LISTED = new Set<Query['kind']>(['words', 'regexp', 'or', 'near', 'term']);

/** Whether a clause is told as one: a term that is a list of words. */
export const isWhole = (query: Query): boolean => query.kind === 'term' && isList(query);

const known = new WeakMap<Query, boolean>();

/** What an item without a word answers to a query. */
function fitsNothing(query: Query): boolean {
  const fits = known.get(query) ?? judge(query);
  known.set(query, fits);
  return fits;
}

function judge(query: Query): boolean {
  switch (query.kind) {
    case 'and':
      return query.of.every(fitsNothing);
    case 'or':
      return query.of.some(fitsNothing);
    case 'count':
      return query.of.filter(fitsNothing).length >= query.least;
    case 'not':
      return !fitsNothing(query.of);
    case 'field':
    case 'term':
    case 'rule':
      return fitsNothing(query.of);
    default:
      return false;
  }
}

/** A clause and its parts: of a plan, of an explanation, or of nothing but the query. */
interface Tree<T> {
  readonly query: Query;
  readonly of: readonly T[];
}

/** The compact form of what some trees answer. */
export function compact<T extends Tree<T>>(trees: readonly T[], fits: (tree: T) => boolean): string {
  const numbers: string[] = [];
  let n = 0;
  const walk = (tree: T): void => {
    if (fits(tree) !== fitsNothing(tree.query)) numbers.push(n.toString(36));
    n++;
    if (!isWhole(tree.query)) tree.of.forEach(walk);
  };
  trees.forEach(walk);
  return numbers.join(' ');
}

/** A clause with its answer, and its parts with theirs. */
export interface Answered extends Tree<Answered> {
  readonly fits: boolean;
}

/** The trees again, of the same queries. */
export function expand(why: string, queries: readonly Query[]): Answered[] {
  const otherwise = new Set(why.split(' ').map((number) => Number.parseInt(number, 36)));
  let n = 0;
  const walk = (query: Query): Answered => {
    const fits = fitsNothing(query) !== otherwise.has(n++);
    return { query, fits, of: isWhole(query) ? [] : clausesOf(query).map(walk) };
  };
  return queries.map(walk);
}
