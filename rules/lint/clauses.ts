/** Clauses that make no difference to what a query decides, and queries that no item fits. */
import { fieldOf, type Path } from '../../state/refusal.ts';
import { formatQuery } from '../language/print.ts';
import type { Query } from '../language/query.ts';
import { type Flat, flat, keyOf, type Where } from './flat.ts';
import { implies, isNever, placesWithin } from './logic.ts';

/** Something that may be meant, and looks like a slip. */
export interface Remark {
  /** The field that it is about. */
  path: Path;
  what: string;
}

/** One clause of an OR or an AND, and where it stands. */
export interface Clause {
  path: Path;
  query: Query;
  /** As it is asked. */
  flat: Flat;
}

/** How a query is asked: in which field, and whether a NEAR measures from its places. */
export interface Asked {
  field: Where;
  near: boolean;
}

/** What is to be said of a query and all that stands in it; of $terms and #rules that it names it is said elsewhere. */
export function clauseRemarks(query: Query, path: Path, asked: Asked): Remark[] {
  if (query.kind === 'or' || query.kind === 'and')
    return chainRemarks(query.kind, clausesOf(query, path, asked), asked);
  if (query.kind === 'near') {
    const near = { ...asked, near: true };
    return [...clauseRemarks(query.left, path, near), ...clauseRemarks(query.right, path, near)];
  }
  if (query.kind === 'count')
    return [...twiceCounted(query, path, asked), ...query.of.flatMap((part) => clauseRemarks(part, path, asked))];
  if (query.kind === 'not') return clauseRemarks(query.of, path, asked);
  if (query.kind === 'field') return clauseRemarks(query.of, path, { ...asked, field: query.field });
  return [];
}

/** A part that stands there twice makes two of what is one. */
function twiceCounted(query: Extract<Query, { kind: 'count' }>, path: Path, { field }: Asked): Remark[] {
  const keys = query.of.map((part) => keyOf(flat(part, field)));
  const twice = query.of.filter((_, n) => keys.indexOf(keys[n]!) < n);
  return twice.map((part) => ({
    path,
    what: `${shown({ query: part })} counts twice in ${shown({ query })}; mend: write it once`,
  }));
}

/** What is to be said of alternatives, or of conditions, that stand together wherever each of them is written. */
export function chainRemarks(kind: 'or' | 'and', clauses: readonly Clause[], asked: Asked): Remark[] {
  const own = kind === 'or' ? idleAlternatives(clauses, asked.near) : idleConditions(clauses);
  return [...own, ...clauses.flatMap(({ query, path }) => clauseRemarks(query, path, asked))];
}

/** The parts of an OR, or of an AND, with those of the same that stand within it. */
export function clausesOf(query: Query, path: Path, asked: Asked): Clause[] {
  const parts = query.kind === 'or' || query.kind === 'and' ? query.of : [query];
  return parts.flatMap((part) =>
    part !== query && part.kind === query.kind
      ? clausesOf(part, path, asked)
      : { path, query: part, flat: flat(part, asked.field) },
  );
}

function idleAlternatives(clauses: readonly Clause[], near: boolean): Remark[] {
  const possible = clauses.filter(({ flat }) => !isNever(flat));
  const never = clauses.filter((clause) => !possible.includes(clause));
  return [
    ...never.map((clause) => ({
      path: clause.path,
      what: `${shown(clause)} fits nothing; mend: correct or remove it`,
    })),
    ...idleRemarks(idleOf('or', possible, near), 'adds nothing'),
  ];
}

const idleConditions = (clauses: readonly Clause[]): Remark[] =>
  idleRemarks(idleOf('and', clauses, false), 'asks nothing');

/** One remark for all that is idle in one field: a term may have dozens of words in twelve languages. */
function idleRemarks(found: readonly Idle[], verb: string): Remark[] {
  const byPath = Map.groupBy(found, ({ clause }) => fieldOf(clause.path));
  return [...byPath.values()].map((its) => {
    const each = its.map(({ clause, other }) => `${shown(clause)} ${said(verb, clause, other)}`);
    return { path: its[0]!.clause.path, what: `${each.join(', ')}; mend: remove ${its.length > 1 ? 'them' : 'it'}` };
  });
}

/** A clause, and the other one that makes it idle. */
export interface Idle {
  clause: Clause;
  other: Clause;
}

/**
 * The alternatives of an OR, or the conditions of an AND, that others make idle. Of two that say the same the first is
 * kept; and what is idle makes nothing else so, that all of them may be removed at once.
 *
 * @param near whether a NEAR measures from the places of the alternatives
 */
export function idleOf(kind: 'or' | 'and', clauses: readonly Clause[], near: boolean): Idle[] {
  const adds = near ? placesWithin : implies;
  const isIdleBeside = (a: Flat, b: Flat) => (kind === 'or' ? adds(a, b) : implies(b, a));
  const gone = new Set<Clause>();
  const found = clauses.toReversed().flatMap((clause) => {
    const other = clauses.find((one) => one !== clause && !gone.has(one) && isIdleBeside(clause.flat, one.flat));
    if (!other) return [];
    gone.add(clause);
    return [{ clause, other }];
  });
  return found.reverse();
}

function said(verb: string, clause: Clause, other: Clause): string {
  const elsewhere = fieldOf(clause.path) === fieldOf(other.path) ? undefined : fieldOf(other.path);
  if (keyOf(clause.flat) !== keyOf(other.flat))
    return `${verb} beside ${shown(other)}${elsewhere ? ` of ${elsewhere}` : ''}`;
  return `stands a second time${elsewhere ? `, first in ${elsewhere}` : ''}`;
}

const LONGEST = 60;

/** As its author wrote it, or the beginning of it. */
export function shown({ query }: Pick<Clause, 'query'>): string {
  const text = formatQuery(query);
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}
