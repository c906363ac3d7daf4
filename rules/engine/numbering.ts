/** The numbers of the words that a plan looks for. */
import type { Pattern } from '../language/query.ts';
import { byCommonness } from './rarity.ts';

/** Gives every pattern one number, wherever it stands, until all are taken in and the numbers are settled. */
export class Numbering {
  /** By number, every word and prefix that anything looks for. */
  patterns: Pattern[] = [];
  /** By number, how many words and phrases hold it. */
  named: number[] = [];
  readonly #words = new Map<string, number>();
  readonly #prefixes = new Map<string, number>();
  /** By number, the list that holds it alone: most leaves have such a one. */
  readonly #alone: number[][] = [];
  /** The lists of the other leaves. */
  readonly #phrases: number[][] = [];

  /** The numbers of a leaf's patterns, in their order. */
  listOf(patterns: readonly Pattern[]): readonly number[] {
    const numbers = patterns.map((pattern) => this.#numberOf(pattern));
    if (numbers.length === 1) return this.#alone[numbers[0]!]!;
    this.#phrases.push(numbers);
    return numbers;
  }

  #numberOf(pattern: Pattern): number {
    const numbers = pattern.prefix ? this.#prefixes : this.#words;
    const n = numbers.get(pattern.word) ?? this.patterns.length;
    if (n < this.patterns.length) this.named[n]!++;
    else {
      this.patterns.push(pattern);
      this.named.push(1);
      this.#alone.push([n]);
      numbers.set(pattern.word, n);
    }
    return n;
  }

  /** Numbers the patterns for good, the commonest first. The lists have the new numbers; no more of them are made. */
  settle(): void {
    const order = byCommonness(this);
    const young = new Int32Array(order.length);
    for (const [n, old] of order.entries()) young[old] = n;
    this.patterns = order.map((old) => this.patterns[old]!);
    this.named = order.map((old) => this.named[old]!);
    for (const lists of [this.#phrases, this.#alone])
      for (const list of lists) for (const [at, old] of list.entries()) list[at] = young[old]!;
    this.#forget();
  }

  #forget(): void {
    this.#words.clear();
    this.#prefixes.clear();
    this.#phrases.length = this.#alone.length = 0;
  }
}
