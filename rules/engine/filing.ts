/** Under which words each query is filed. */
import { ANYWHERE } from './columns.ts';
import type { Node } from './node.ts';
import type { Plan } from './plan.ts';
import { Shares } from './shares.ts';

/** So many numbers is an entry: which target, which part of it, where the word must stand. */
export const ENTRY = 3;
export const [PART, WHERE] = [1, 2];

/** Begins a clause in the table of clauses. */
export const CLAUSE = -1;

/** Files the roots and the broad nodes of a plan one by one. */
export class Filing {
  /** Of each entry its key, in the order of the entries. */
  readonly keys: number[] = [];
  readonly entries: number[] = [];
  /** The others are what an `Index` tells of. */
  readonly always: number[] = [];
  readonly filed: boolean[];
  readonly clauses: number[] = [];
  readonly clausesAt: number[] = [0];
  readonly #plan: Plan;
  readonly #shares: Shares;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#shares = new Shares(plan);
    this.filed = plan.broad.map((node) => this.#canFile(node));
    for (const [n, root] of plan.roots.entries()) {
      if (this.#canFile(root)) this.#file(root, n, 0);
      else this.always.push(n);
      this.#tellClauses(root);
      this.clausesAt.push(this.clauses.length);
    }
    for (const { of, broad } of plan.broad.filter((_, n) => this.filed[n]))
      for (const [part, node] of of.entries()) this.#file(node, plan.roots.length + broad, part);
  }

  #canFile(node: Node): boolean {
    return this.#shares.of(node) < Number.POSITIVE_INFINITY;
  }

  /** Files a node: where the words are found, the target may fit, or a part of it. */
  #file(node: Node, target: number, part: number): void {
    if (node.kind === 'words') {
      // The field is that of the first word: the rarest of a phrase may stand behind its end.
      const where = node.patterns.length === 1 ? node.where : ANYWHERE;
      this.#enter(this.#shares.rarestWord(node), target, part, where);
    } else if (node.broad >= 0) this.#enter(this.#plan.patterns.length + node.broad, target, part, ANYWHERE);
    else for (const one of this.#shares.needed(node)) this.#file(one, target, part);
  }

  /** Notes the words that the clauses of a root need, as far as words tell: the rarest first, but for that it is filed by. */
  #tellClauses(root: Node): void {
    const clauses = clausesOf(root).map((node) => ({ node, share: this.#shares.of(node) }));
    for (const { node } of clauses.sort((a, b) => a.share - b.share).slice(1)) {
      const patterns = this.#wordsOf(node);
      if (patterns) this.clauses.push(CLAUSE, ...patterns);
    }
  }

  /** The patterns one of which a node needs; nothing where it needs none, or so many that they are told otherwise. */
  #wordsOf(node: Node): number[] | undefined {
    if (node.kind === 'words') return [this.#shares.rarestWord(node)];
    if (node.broad >= 0 || !this.#canFile(node)) return undefined;
    const words = this.#shares.needed(node).map((part) => this.#wordsOf(part));
    return words.includes(undefined) ? undefined : (words as number[][]).flat();
  }

  #enter(key: number, target: number, part: number, where: number): void {
    this.keys.push(key);
    this.entries.push(target, part, where);
  }
}

/** What must fit where a node does: the parts of AND and NEAR. */
function clausesOf(node: Node): readonly Node[] {
  const { kind, of } = node;
  if (kind === 'and' || kind === 'near') return of.flatMap(clausesOf);
  return kind === 'field' || kind === 'term' || kind === 'rule' ? clausesOf(of[0]!) : [node];
}
