/**
 * Queries taken in for being asked of item after item. A word that any of them looks for is looked for once, and a
 * `$term` or `#rule` that stands in many is one node, which is asked once an item.
 */
import { FIELDS, type Field, type Pattern, type Query } from '../language/query.ts';
import { type Context, Node } from './node.ts';
import { Numbering } from './numbering.ts';

export { Node } from './node.ts';

const TEXT: Context = { where: FIELDS.indexOf('text'), clause: '' };
const NONE: readonly never[] = [];

export class Plan {
  readonly fields = new Set<Field>();
  /** The queries that were added, in their order. */
  readonly roots: Node[] = [];
  readonly broad: Node[] = [];
  readonly #numbering = new Numbering();
  #kept = 0;
  #isComplete = false;
  readonly #shared = new Map<Query, Map<string, Node>>();

  /** Every word and prefix that anything looks for, each once. */
  get patterns(): readonly Pattern[] {
    return this.#numbering.patterns;
  }

  /** By pattern, how many words and phrases hold it. */
  get named(): readonly number[] {
    return this.#numbering.named;
  }

  /** How many nodes keep their answers. */
  get kept(): number {
    return this.#kept;
  }

  /**
   * Takes a query in as a root: it is told whether an item could fit it. What an item says of it is asked of its node.
   * Throws where the plan is complete.
   */
  add(query: Query): Node {
    const node = this.part(query);
    this.roots.push(node);
    return node;
  }

  /** Takes a query in that is asked only where something else fits. Throws where the plan is complete. */
  part(query: Query): Node {
    if (this.#isComplete) throw new Error('a plan that is complete takes in nothing more');
    return this.#part(query, TEXT);
  }

  #part(query: Query, place: Context): Node {
    switch (query.kind) {
      case 'words':
        return this.#leaf(query, { where: place.where, clause: place.clause + query.written });
      case 'regexp':
        this.fields.add(FIELDS[place.where]!);
        return this.#keeping(query, { ...place, clause: `${place.clause}/${query.source}/` }, NONE);
      case 'date':
        return new Node(query, place, NONE);
      case 'near':
        return this.#keeping(query, place, [this.#part(query.left, place), this.#part(query.right, place)]);
      case 'and':
      case 'count':
        return new Node(query, place, this.#parts(query.of, place));
      case 'or':
        return this.#or(query, place);
      case 'not':
        return new Node(query, place, [this.#part(query.of, place)]);
      case 'field': {
        const inner = { where: FIELDS.indexOf(query.field), clause: `${place.clause}${query.field}:` };
        return new Node(query, place, [this.#part(query.of, inner)]);
      }
      case 'term':
      case 'rule':
        return this.#named(query, place.where);
    }
  }

  /** Settles the numbers of the patterns: from then on nothing is taken in. A plan that is complete stays as it is. */
  complete(): void {
    if (this.#isComplete) return;
    this.#isComplete = true;
    this.#numbering.settle();
  }

  #parts(of: readonly Query[], place: Context): Node[] {
    return of.map((part) => this.#part(part, place));
  }

  #keeping(query: Query, place: Context, of: readonly Node[], patterns: readonly number[] = NONE): Node {
    return new Node(query, place, of, { patterns, kept: this.#kept++ });
  }

  #or(query: Query & { of: Query[] }, place: Context): Node {
    const of = this.#parts(query.of, place);
    if (breadth(of) < BROAD) return new Node(query, place, of);
    const node = new Node(query, place, of, { broad: this.broad.length });
    this.broad.push(node);
    return node;
  }

  #leaf(query: Query & { kind: 'words' }, place: Context): Node {
    this.fields.add(FIELDS[place.where]!);
    const patterns = this.#numbering.listOf(query.patterns);
    return patterns.length === 1
      ? new Node(query, place, NONE, { patterns })
      : this.#keeping(query, place, NONE, patterns);
  }

  /** What a name stands for is one object wherever it is named. */
  #named(query: Query & { kind: 'term' | 'rule' }, where: number): Node {
    const { kind, name, of } = query;
    const known = this.#shared.get(of) ?? new Map<string, Node>();
    this.#shared.set(of, known);
    const clause = `${kind === 'term' ? '$' : '#'}${name}: `;
    const key = `${where} ${clause}`;
    const node = known.get(key) ?? this.#keeping(query, { where, clause: '' }, [this.#part(of, { where, clause })]);
    known.set(key, node);
    return node;
  }
}

/** An OR with so many alternatives is broad. */
const BROAD = 16;

const breadth = (of: readonly Node[]): number =>
  of.reduce((sum, part) => sum + (part.kind === 'or' ? breadth(part.of) : 1), 0);
