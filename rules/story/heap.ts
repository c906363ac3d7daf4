/** A queue that gives first what goes first (binary heap; Williams 1964). */
export class Heap<T> {
  readonly #all: T[] = [];
  readonly #before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before;
  }

  push(one: T): void {
    const all = this.#all;
    let at = all.push(one) - 1;
    for (let up = (at - 1) >> 1; at > 0 && this.#before(one, all[up]!); up = (at - 1) >> 1) {
      all[at] = all[up]!;
      at = up;
    }
    all[at] = one;
  }

  /** Takes out what goes before all others; undefined where there is nothing. */
  pop(): T | undefined {
    const first = this.#all[0];
    const last = this.#all.pop();
    if (last !== undefined && this.#all.length > 0) this.#sink(last);
    return first;
  }

  #sink(one: T): void {
    const all = this.#all;
    let at = 0;
    for (let down = 1; down < all.length; down = at * 2 + 1) {
      if (down + 1 < all.length && this.#before(all[down + 1]!, all[down]!)) down++;
      if (!this.#before(all[down]!, one)) break;
      all[at] = all[down]!;
      at = down;
    }
    all[at] = one;
  }
}
