/** Why no item fits a query: the two parts of it that exclude one another, as their author wrote them. */
import type { Query } from '../language/query.ts';
import { type Clause, clausesOf, shown } from './clauses.ts';
import { flat, type Where } from './flat.ts';
import { excludes, isNever } from './logic.ts';

/** Says of a query that no item fits in a field why that is so. */
export function clashOf(query: Query, field: Where): string {
  const never = (of: readonly Query[]) => of.find((part) => isNever(flat(part, field)));
  switch (query.kind) {
    case 'and': {
      const parts = clausesOf(query, [], { field, near: false });
      const hopeless = never(parts.map((part) => part.query));
      return hopeless ? clashOf(hopeless, field) : between(parts, parts);
    }
    case 'or':
    case 'count': {
      const hopeless = never(query.of);
      return hopeless ? clashOf(hopeless, field) : generic(query);
    }
    case 'near': {
      const hopeless = never([query.left, query.right]);
      const [left, right] = [shown({ query: query.left }), shown({ query: query.right })];
      return hopeless ? clashOf(hopeless, field) : `${left} and ${right} are of different fields`;
    }
    case 'field':
      return clashOf(query.of, query.field);
    case 'term':
    case 'rule':
      return clashOf(query.of, field);
    case 'not':
      return `every item fits ${shown({ query: query.of })}`;
    default:
      return generic(query);
  }
}

/** Names the conditions of two queries that exclude one another. */
export function clashBetween(a: Query, b: Query, field: Where): string {
  return between(conditionsOf(a, field), conditionsOf(b, field));
}

function conditionsOf(query: Query, field: Where): Clause[] {
  if (query.kind === 'and') return clausesOf(query, [], { field, near: false });
  return [{ path: [], query, flat: flat(query, field) }];
}

function between(parts: readonly Clause[], others: readonly Clause[]): string {
  for (const a of parts) {
    const b = others.find((other) => other !== a && excludes(a.flat, other.flat));
    if (b) return `${shown(a)} excludes ${shown(b)}`;
  }
  return 'one part of it excludes another';
}

const generic = (query: Query): string => `nothing fits ${shown({ query })}`;
