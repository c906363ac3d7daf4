/** Numbers from 0 up in groups that only grow (disjoint sets, Tarjan 1975). */
export class Partition {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, n) => n);
  }

  /** The least number of the group that a number is in. */
  of(n: number): number {
    let at = n;
    while (this.#parent[at] !== at) at = this.#parent[at] = this.#parent[this.#parent[at]!]!;
    return at;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.of(a), this.of(b)];
    this.#parent[Math.max(one, other)] = Math.min(one, other);
  }

  /** Every group, in the order of their least numbers, each in order. */
  groups(): number[][] {
    return [...Map.groupBy(this.#parent.keys(), (n) => this.of(n)).values()];
  }
}
