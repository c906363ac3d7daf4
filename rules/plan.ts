/**
 * Queries compiled for being asked of item after item. A word that any of them looks for is looked for once; a term that
 * stands in many rules is one node, which is asked once an item; and words that are found rouse the nodes that they may
 * make fit, so that a node which none of its words roused is not asked at all.
 */
import type { Field, Pattern, Query } from './query.ts';

/** A word, a prefix* or a "phrase", sought in a field by any number of leaves. */
export interface Sought {
  n: number;
  /** Numbers of the plan's patterns. */
  patterns: number[];
  /** Whether various words may begin it. */
  prefix: boolean;
  field: Field;
  rouses: Edge[];
}

export interface Leaf {
  kind: 'words';
  n: number;
  sought: Sought;
  /** As the rule's author wrote it, with the term or fields that it stands in. */
  clause: string;
}

type Shape =
  | { kind: 'or' | 'and'; of: Node[] }
  | { kind: 'near'; within: number; left: Node; right: Node }
  | { kind: 'not'; of: Node };

export type Branch = Shape & {
  n: number;
  /** How many soughts rouse it, the fewer the rarer; `ALWAYS` where it may fit though none of its words is there. */
  rousedBy: number;
  rouses: Edge[];
};

/** From a node to one that it is part of, as its part number `at`. */
export interface Edge {
  to: Branch;
  at: number;
}

/** A query, or a part of one, in the field that it is asked of. Nodes of a plan are numbered from 0. */
export type Node = Leaf | Branch;

export const ALWAYS = Number.POSITIVE_INFINITY;

export class Plan {
  /** Every word and prefix that anything looks for, each once. */
  readonly patterns: Pattern[] = [];
  /** By the number of a pattern, what ends with it: a phrase's last word is rarer than its first. */
  readonly ending: Sought[][] = [];
  readonly fields = new Set<Field>();
  #size = 0;
  readonly #numbers = new Map<string, number>();
  readonly #sought = new Map<string, Sought>();
  readonly #terms = new Map<Query, Map<string, Node>>();

  /** How many nodes there are, and how much is sought. */
  get size(): { nodes: number; sought: number } {
    return { nodes: this.#size, sought: this.#sought.size };
  }

  /** Takes a query in; what it says of an item is asked of the node that it becomes. */
  add(query: Query, field: Field = 'text', clause = ''): Node {
    const part = (of: Query) => this.add(of, field, clause);
    switch (query.kind) {
      case 'words':
        return this.#leaf(query, field, clause + query.written);
      case 'near': {
        const { kind, within, left, right } = { ...query, left: part(query.left), right: part(query.right) };
        return this.#branch({ kind, within, left, right }, [rarest([left, right])]);
      }
      case 'and':
      case 'or': {
        const { kind, of } = { kind: query.kind, of: query.of.map(part) };
        return this.#branch({ kind, of }, kind === 'or' ? of : [rarest(of)]);
      }
      case 'not':
        return this.#branch({ kind: 'not', of: part(query.of) }, null);
      case 'field':
        return this.add(query.of, query.field, `${clause}${query.field}:`);
      case 'term':
        return this.#term(query, field);
    }
  }

  /** A node that is roused by any of the given ones, or may always fit where none are given. */
  #branch(shape: Shape, by: readonly Node[] | null): Branch {
    const rousedBy = by ? by.reduce((sum, node) => sum + weight(node), 0) : ALWAYS;
    const to: Branch = { ...shape, n: this.#size++, rousedBy, rouses: [] };
    for (const [at, node] of (by ?? []).entries()) (node.kind === 'words' ? node.sought : node).rouses.push({ to, at });
    return to;
  }

  #leaf({ patterns }: Query & { kind: 'words' }, field: Field, clause: string): Leaf {
    const numbers = patterns.map((pattern) => this.#numberOf(pattern));
    const key = `${field} ${numbers}`;
    const sought = this.#sought.get(key) ?? this.#seek(numbers, patterns[0]?.prefix ?? false, field);
    this.#sought.set(key, sought);
    return { kind: 'words', n: this.#size++, sought, clause };
  }

  #numberOf(pattern: Pattern): number {
    const key = pattern.prefix ? `${pattern.word}*` : pattern.word;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.patterns.length);
    this.ending.push([]);
    return this.patterns.push(pattern) - 1;
  }

  #seek(patterns: number[], prefix: boolean, field: Field): Sought {
    const sought: Sought = { n: this.#sought.size, patterns, prefix, field, rouses: [] };
    this.fields.add(field);
    const last = patterns.at(-1);
    if (last !== undefined) this.ending[last]!.push(sought);
    return sought;
  }

  /** A term's query is one object wherever the term is named. */
  #term({ name, of }: Query & { kind: 'term' }, field: Field): Node {
    const known = this.#terms.get(of) ?? new Map<string, Node>();
    this.#terms.set(of, known);
    const key = `${field} ${name}`;
    const node = known.get(key) ?? this.add(of, field, `$${name}: `);
    known.set(key, node);
    return node;
  }
}

const weight = (node: Node): number => (node.kind === 'words' ? 1 : node.rousedBy);

/** Of nodes that must all fit, the one that is roused least often. */
const rarest = (nodes: readonly Node[]): Node => nodes.reduce((a, b) => (weight(b) < weight(a) ? b : a));
