/** A set of hashes that may take one for another, and never misses one: two bits are kept of each (Bloom). */
export class Sieve {
  readonly #bits: Int32Array;
  readonly #shift: number;

  /** Of so many hashes it takes about one in seventy for another. */
  constructor(hashes: number) {
    const log = Math.ceil(Math.log2(Math.max(64, hashes * 16)));
    this.#bits = new Int32Array(2 ** (log - 5));
    this.#shift = 32 - log;
  }

  add(hash: number): void {
    for (const bit of [hash >>> this.#shift, again(hash) >>> this.#shift]) this.#bits[bit >> 5]! |= 1 << bit;
  }

  /** Whether a hash may be in the set; where not, it is not. */
  mayHold(hash: number): boolean {
    const first = hash >>> this.#shift;
    if (((this.#bits[first >> 5]! >>> first) & 1) === 0) return false;
    const second = again(hash) >>> this.#shift;
    return ((this.#bits[second >> 5]! >>> second) & 1) !== 0;
  }
}

const again = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
