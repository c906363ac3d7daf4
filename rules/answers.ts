/** What an item answers to the nodes of a plan: whether they fit, and where. */
import { type Column, ORDER, type Readable } from './columns.ts';
import { ALWAYS, type Branch, type Leaf, type Node, type Plan } from './plan.ts';
import { Reading, type Run } from './reading.ts';

/** A run of words in one field, by word number: `from` the first, `to` the last. */
export interface Place {
  column: Column;
  from: number;
  to: number;
  clause: string;
  /** What proves it: of a NEAR the two sides, and not what stands between them. */
  parts: Run[];
}

/** More words than any text has. */
const FAR = 2 ** 24;

type Choice = Branch & { kind: 'or' | 'and' };

/** A number that a stretch of one column has and no other. */
export const stretch = (column: Column, from: number, to: number): number =>
  (from * FAR + to) * ORDER.length + ORDER.indexOf(column);

/** Asks the nodes of one item after another; each node once, since many rules name one term. */
export class Answers {
  readonly #reading: Reading;
  /** By the number of a node. */
  readonly #fits: (boolean | undefined)[];
  readonly #places: (Place[] | undefined)[];
  /** The numbers under which the two hold anything. */
  #asked: number[] = [];

  constructor(plan: Plan) {
    this.#reading = new Reading(plan);
    this.#fits = new Array(plan.size.nodes).fill(undefined);
    this.#places = new Array(plan.size.nodes).fill(undefined);
  }

  /** Turns to an item: all answers are of it, until the next. */
  read(item: Readable): void {
    for (const n of this.#asked) {
      this.#fits[n] = undefined;
      this.#places[n] = undefined;
    }
    this.#asked = [];
    this.#reading.read(item);
  }

  /** Whether a node fits. Places are looked for only where NEAR depends on them. */
  fits(node: Node): boolean {
    if (node.kind === 'words') return this.#reading.holds(node.sought);
    if (node.rousedBy !== ALWAYS && this.#reading.rousers(node).length === 0) return false;
    const known = this.#fits[node.n];
    if (known !== undefined) return known;
    const fits = this.#judge(node);
    this.#fits[node.n] = fits;
    this.#asked.push(node.n);
    return fits;
  }

  #judge(node: Branch): boolean {
    switch (node.kind) {
      case 'near':
        return this.fits(node.left) && this.fits(node.right) && this.places(node).length > 0;
      case 'and':
        return node.of.every((part) => this.fits(part));
      case 'or':
        return this.#anyFits(node);
      case 'not':
        return !this.fits(node.of);
    }
  }

  #anyFits(node: Choice): boolean {
    if (node.rousedBy === ALWAYS) return node.of.some((part) => this.fits(part));
    return this.#reading.rousers(node).some((at) => this.fits(node.of[at]!));
  }

  /** The alternatives that fit, as they were written. */
  #fitting(node: Choice): Node[] {
    if (node.rousedBy === ALWAYS) return node.of.filter((part) => this.fits(part));
    const rousers = this.#reading.rousers(node).toSorted((a, b) => a - b);
    return rousers.map((at) => node.of[at]!).filter((part) => this.fits(part));
  }

  /** The places that make a node fit, those of alternatives as they were written. Asked of nodes that fit. */
  places(node: Node): readonly Place[] {
    const known = this.#places[node.n];
    if (known) return known;
    const places = this.#find(node);
    this.#places[node.n] = places;
    this.#asked.push(node.n);
    return places;
  }

  #find(node: Node): Place[] {
    switch (node.kind) {
      case 'words':
        return this.#reading.runs(node.sought).map((run) => placeOf(run, node));
      case 'near':
        return nearby(this.places(node.left), this.places(node.right), node.within);
      case 'and':
        return node.of.flatMap((part) => this.places(part));
      case 'or':
        return this.#fitting(node).flatMap((part) => this.places(part));
      case 'not':
        return [];
    }
  }
}

const placeOf = (run: Run, { clause }: Leaf): Place => {
  return { column: run.column, from: run.from, to: run.to, clause, parts: [run] };
};

/**
 * Pairs with at most `within` steps from the end of one to the beginning of the other; touching words are one step
 * apart, and a word is not near itself. Each stretch is kept once: a chain of NEAR over a text that repeats itself
 * would grow with every link.
 */
function nearby(lefts: readonly Place[], unordered: readonly Place[], within: number): Place[] {
  const rights = unordered.toSorted((a, b) => a.from - b.from);
  const longest = rights.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const found = new Map<number, Place>();
  for (const left of lefts) {
    const first = left.from - within - longest;
    for (let n = lowerBound(rights, (right) => right.from < first); n < rights.length; n++) {
      const right = rights[n]!;
      if (right.from > left.to + within) break;
      if (!isNear(left, right, within)) continue;
      const place = joined(left, right, `${left.clause} NEAR/${within} ${right.clause}`);
      const key = stretch(place.column, place.from, place.to);
      if (!found.has(key)) found.set(key, place);
    }
  }
  return [...found.values()];
}

function joined(left: Place, right: Place, clause: string): Place {
  const [from, to] = [Math.min(left.from, right.from), Math.max(left.to, right.to)];
  return { column: left.column, from, to, clause, parts: [...left.parts, ...right.parts] };
}

function isNear(a: Place, b: Place, within: number): boolean {
  const steps = Math.max(a.from - b.to, b.from - a.to);
  return a.column === b.column && steps > 0 && steps <= within;
}

/** The first place in a sorted list whose entry is not before what is sought. */
function lowerBound<T>(sorted: readonly T[], isBefore: (entry: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
