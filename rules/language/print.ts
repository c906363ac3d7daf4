/** Queries as text: as an author would write them, and in the one spelling that versions are made of. */
import type { Pattern, Query, Words } from './query.ts';

/** How tightly an operator binds; what binds less than its surroundings stands in parentheses. */
const BINDING: Partial<Record<Query['kind'], number>> = { or: 0, and: 1, near: 2, not: 3 };
const TIGHTEST = 4;

const bindingOf = (query: Query): number => BINDING[query.kind] ?? TIGHTEST;

/**
 * A query as its author would write it, with no parentheses but the needed ones: `parseQuery` reads from it the same
 * query.
 */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case 'words':
      return query.written;
    case 'regexp':
      return `/${query.source}/`;
    case 'date':
      return `date:${query.written}`;
    case 'near':
      return `${within(query.left, bindingOf(query))} ${nearOf(query)} ${within(query.right, bindingOf(query) + 1)}`;
    case 'and':
    case 'or':
      return query.of.map((part) => within(part, bindingOf(query) + 1)).join(` ${query.kind.toUpperCase()} `);
    case 'count':
      return `${query.least} OF (${query.of.map(formatQuery).join(', ')})`;
    case 'not':
      return `NOT ${within(query.of, bindingOf(query))}`;
    case 'field':
      return `${query.field}:${within(query.of, TIGHTEST)}`;
    case 'term':
      return `$${query.name}`;
    case 'rule':
      return `#${query.name}`;
  }
}

const within = (query: Query, binding: number): string =>
  bindingOf(query) < binding ? `(${formatQuery(query)})` : formatQuery(query);

/** The operator of a NEAR as it is written. */
export const nearOf = ({ within, ordered }: { within: number; ordered: boolean }): string =>
  `${ordered ? 'ONEAR' : 'NEAR'}/${within}`;

/**
 * A query in its one canonical spelling: equal text is equal meaning.
 *
 * @param named prints what a term or rule stands for; it is written out where nothing else is said
 */
export function printQuery(query: Query, named: (of: Query) => string = printedOnce): string {
  const part = (of: Query) => printQuery(of, named);
  switch (query.kind) {
    case 'words':
      return printWords(query);
    case 'regexp':
      return `/${query.source}/`;
    case 'date':
      return `date:${query.from ?? ''}..${query.to ?? ''}`;
    case 'near':
      return `(${part(query.left)} ${nearOf(query)} ${part(query.right)})`;
    case 'and':
    case 'or':
      return `(${query.of.map(part).join(` ${query.kind.toUpperCase()} `)})`;
    case 'count':
      return `${query.least} OF (${query.of.map(part).join(', ')})`;
    case 'not':
      return `NOT ${part(query.of)}`;
    case 'field': {
      const of = part(query.of);
      return `${query.field}:${of.startsWith('NOT ') ? `(${of})` : of}`;
    }
    case 'term':
    case 'rule':
      return named(query.of);
  }
}

function printWords({ patterns, skips, slack }: Words): string {
  if (patterns.length === 1) return printPattern(patterns[0]!);
  const words = patterns.map((pattern, n) => '* '.repeat(skips[n]!) + printPattern(pattern));
  return `"${words.join(' ')}"${slack > 0 ? `~${slack}` : ''}`;
}

const printPattern = ({ word, prefix }: Pattern): string => (prefix ? `${word}*` : word);

const printed = new WeakMap<Query, string>();

/** A term stands in many rules, and is long. */
function printedOnce(of: Query): string {
  const known = printed.get(of) ?? printQuery(of);
  printed.set(of, known);
  return known;
}
