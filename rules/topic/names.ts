/** What the names in a topic's queries stand for: its $terms, and its #rules. */
import type { Names } from '../language/parse.ts';
import type { Query } from '../language/query.ts';

/** Definitions by name, each read when it is first asked for, and once. */
export class Definitions implements Names {
  readonly #names: readonly string[];
  readonly #read: (name: string) => readonly (Query | undefined)[];
  readonly #circle: (name: string) => void;
  readonly #known = new Map<string, Known | 'being read'>();

  /**
   * @param read the alternatives that a name stands for, in their order; nothing in the place of one with a mistake
   * @param circle hears of a name that stands in its own definition
   */
  constructor(
    names: readonly string[],
    read: (name: string) => readonly (Query | undefined)[],
    circle: (name: string) => void,
  ) {
    this.#names = names;
    this.#read = read;
    this.#circle = circle;
  }

  keys(): Iterable<string> {
    return this.#names;
  }

  /** What a name stands for as a whole. There is none where any part of it has a mistake, or is part of itself. */
  get(name: string): Query | undefined {
    return this.#resolve(name)?.whole;
  }

  /** The alternatives of a name that have no mistake. */
  alternatives(name: string): readonly Query[] {
    return this.#resolve(name)?.of ?? [];
  }

  #resolve(name: string): Known | undefined {
    if (!this.#names.includes(name)) return undefined;
    const known = this.#known.get(name);
    if (known === 'being read') {
      this.#circle(name);
      return undefined;
    }
    if (known) return known;
    this.#known.set(name, 'being read');
    const read = this.#read(name);
    const of = read.filter((query) => query !== undefined);
    const whole = of.length < read.length ? undefined : joined(of);
    this.#known.set(name, { whole, of });
    return { whole, of };
  }
}

interface Known {
  whole: Query | undefined;
  of: readonly Query[];
}

const joined = (of: Query[]): Query | undefined => (of.length > 1 ? { kind: 'or', of } : of[0]);
