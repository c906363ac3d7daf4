/** What the words of an item rouse: the queries that are filed under them. */
import { CLAUSE, ENTRY, PART, WHERE } from './filing.ts';
import type { Index } from './index.ts';
import type { Node } from './node.ts';
import type { Plan } from './plan.ts';
import type { Reading } from './reading.ts';

const EVERYWHERE = 255;
const NONE: readonly number[] = [];

export class Roused {
  /** Roots that the item may fit, by their place in the plan, in no order. */
  readonly roots: number[] = [];
  /** Of no meaning: what no one could use would not be fetched. */
  #seen = 0;
  readonly #index: Index;
  readonly #patterns: number;
  /** By root, whether it is among them. */
  readonly #marks: Uint8Array;
  /** By broad node, the parts that may fit; one may be told several times. */
  readonly #parts: (number[] | undefined)[];
  readonly #broad: number[] = [];

  constructor({ patterns, roots, broad }: Plan, index: Index) {
    this.#index = index;
    this.#patterns = patterns.length;
    this.#marks = new Uint8Array(roots.length);
    this.#parts = new Array(broad.length).fill(undefined);
  }

  /** Turns to the item that was read. */
  by(reading: Reading): void {
    for (const root of this.roots) this.#marks[root] = 0;
    for (const broad of this.#broad) this.#parts[broad] = undefined;
    this.roots.length = this.#broad.length = 0;
    // What lies far apart is fetched from memory together sooner than one after another.
    for (const pattern of reading.found) this.#seen ^= this.#index.entries[this.#index.starts[pattern]!]!;
    for (const pattern of reading.found) this.#rouse(pattern, reading.held[pattern]!, reading.bits);
    for (const root of this.#index.always) this.roots.push(root);
  }

  /** The roots that the item holds a word for each clause of, as far as words tell: no other fits. */
  candidates(held: Uint8Array): number[] {
    const { clauses, clausesAt } = this.#index;
    for (const root of this.roots) this.#seen ^= clauses[clausesAt[root]!]!;
    return this.roots.filter((root) => this.#mayFit(root, held));
  }

  /** Whether the item holds a word for each of the clauses of a root that are told by words: where not, it does not fit. */
  #mayFit(root: number, held: Uint8Array): boolean {
    const { clauses, clausesAt } = this.#index;
    const behind = clausesAt[root + 1]!;
    let isMet = true;
    for (let n = clausesAt[root]!; n < behind; n++) {
      const pattern = clauses[n]!;
      if (pattern !== CLAUSE) isMet ||= held[pattern] !== 0;
      else if (isMet) isMet = false;
      else return false;
    }
    return isMet;
  }

  /** The parts of a broad node that may fit, in no order; undefined of a node that is not broad, where all may. */
  parts({ broad }: Node): readonly number[] | undefined {
    return broad >= 0 && this.#index.filed[broad] ? (this.#parts[broad] ?? NONE) : undefined;
  }

  /** Rouses what is filed under a key, which stands where the bits say. */
  #rouse(key: number, stand: number, bits: Uint8Array): void {
    const { starts, entries } = this.#index;
    const behind = starts[key + 1]!;
    for (let n = starts[key]!; n < behind; n += ENTRY) {
      if ((stand & bits[entries[n + WHERE]!]!) === 0) continue;
      const target = entries[n]!;
      if (target >= this.#marks.length) this.#rouseBroad(target - this.#marks.length, entries[n + PART]!, bits);
      else if (this.#marks[target] === 0) {
        this.#marks[target] = 1;
        this.roots.push(target);
      }
    }
  }

  #rouseBroad(broad: number, part: number, bits: Uint8Array): void {
    const roused = this.#parts[broad];
    if (roused) roused.push(part);
    else {
      this.#parts[broad] = [part];
      this.#broad.push(broad);
      this.#rouse(this.#patterns + broad, EVERYWHERE, bits);
    }
  }
}
