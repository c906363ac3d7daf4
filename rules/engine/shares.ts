/** How often items are expected to hold the words that a node cannot do without. */
import type { Node } from './node.ts';
import type { Plan } from './plan.ts';
import { commonness } from './rarity.ts';

/** Weighs the nodes of a plan whose patterns have got their numbers. */
export class Shares {
  /** By pattern, the share of items in which a word fits it. */
  readonly #ofPattern: Float64Array;
  /** Of what stands in many queries. */
  readonly #known = new Map<Node, number>();

  constructor(plan: Plan) {
    this.#ofPattern = commonness(plan);
  }

  /** Of the words that a node would be filed under, how many an item is expected to hold; infinite where there are none. */
  of(node: Node): number {
    switch (node.kind) {
      case 'words':
        return this.#ofPattern[this.rarestWord(node)]!;
      case 'or':
        return this.#sum(node.of);
      case 'and':
      case 'near':
        return Math.min(...node.of.map((part) => this.of(part)));
      case 'count':
        return this.#sum(this.needed(node));
      case 'field':
        return this.of(node.of[0]!);
      case 'term':
      case 'rule':
        return this.#shareOnce(node);
      default:
        return Number.POSITIVE_INFINITY;
    }
  }

  #sum(nodes: readonly Node[]): number {
    return nodes.reduce((sum, node) => sum + this.of(node), 0);
  }

  #shareOnce(node: Node): number {
    const share = this.#known.get(node) ?? this.of(node.of[0]!);
    this.#known.set(node, share);
    return share;
  }

  /** Of the patterns of a leaf the rarest. */
  rarestWord({ patterns }: Node): number {
    return patterns.reduce((a, b) => (this.#ofPattern[b]! < this.#ofPattern[a]! ? b : a));
  }

  /**
   * The parts of which one must fit where the node does: of AND and NEAR the rarest, and where so many of them are to
   * fit, as many of the rarest as leave too few others.
   */
  needed({ kind, query, of }: Node): readonly Node[] {
    if (kind === 'and' || kind === 'near') return [of.reduce((a, b) => (this.of(b) < this.of(a) ? b : a))];
    if (query.kind !== 'count') return of;
    return of.toSorted((a, b) => this.of(a) - this.of(b)).slice(0, of.length - query.least + 1);
  }
}
