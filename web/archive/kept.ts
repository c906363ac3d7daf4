/** What was made once of something that never changes: remembered, as long as there are not too many. */

/**
 * Makes a value for a key the first time it is asked for. Of more than `most` the one is forgotten that nobody asked for
 * the longest.
 */
export class Kept<T> {
  readonly #values = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  async get(key: string, make: () => T | Promise<T>): Promise<T> {
    const value = this.#values.get(key) ?? (await make());
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#most) this.#values.delete(this.#values.keys().next().value!);
    return value;
  }

  get size(): number {
    return this.#values.size;
  }
}
