/** How often somebody may ask: a bucket of tokens each, which fills again with time. In memory, and bounded. */
import { HOUR } from '../../state/item.ts';

export interface Allowance {
  /** How many at once. */
  burst: number;
  /** How many come back in an hour. */
  hourly: number;
}

interface Bucket {
  left: number;
  /** When `left` was counted, in milliseconds. */
  at: number;
}

/** So many are remembered: some megabytes. */
const MOST = 20_000;

/** Buckets of one allowance. Where there are too many, who was away for the longest is forgotten. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #allowance: Allowance;

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Takes one token of somebody. Answers 0, or the milliseconds until there is one; who is refused pays nothing. */
  take(who: string, now: Date): number {
    const { burst, hourly } = this.#allowance;
    const { left, at } = this.#buckets.get(who) ?? { left: burst, at: now.getTime() };
    const filled = Math.min(burst, left + (Math.max(0, now.getTime() - at) * hourly) / HOUR);
    const wait = filled >= 1 ? 0 : Math.ceil(((1 - filled) * HOUR) / hourly);
    this.#keep(who, { left: wait === 0 ? filled - 1 : filled, at: now.getTime() });
    return wait;
  }

  get size(): number {
    return this.#buckets.size;
  }

  #keep(who: string, bucket: Bucket): void {
    // Taken out and put in again, it stands at the end: the first is who was away for the longest.
    this.#buckets.delete(who);
    this.#buckets.set(who, bucket);
    if (this.#buckets.size > MOST) this.#buckets.delete(this.#buckets.keys().next().value!);
  }
}
