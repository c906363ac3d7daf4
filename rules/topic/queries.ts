/** The queries of a topic file: of its terms, scope, rules, deadlines and trackers, each read once. */
import type { Path } from '../../state/refusal.ts';
import { type Names, parseQuery } from '../language/parse.ts';
import type { Query } from '../language/query.ts';
import type { Sketch } from './form.ts';
import { Definitions } from './names.ts';

/** Tells a problem of a field, at an offset of its value. */
export type Tell = (path: Path, what: string, offset?: number) => void;

/**
 * Reads every query of a file, and tells what is wrong with any of them. Terms name terms; what a rule looks for may name
 * the topic's other rules besides. Whether an item is the topic's at all is no rule's doing, so terms and scope name none.
 */
export class TopicQueries {
  readonly terms: Definitions;
  /** Null where the file has none; nothing where it has a mistake. */
  readonly scope: Query | null | undefined;
  /** By the number of the rule. */
  readonly whens: readonly (Query | undefined)[];
  /** By the number of the deadline: null where it names none. */
  readonly announced: readonly (Query | null | undefined)[];
  /** By the numbers of the tracker, the move and the subject: null where every item is about it. */
  readonly says: readonly (readonly (readonly (Query | null | undefined)[])[])[];
  readonly #sketch: Sketch;
  readonly #tell: Tell;
  readonly #rules: Definitions;

  constructor(sketch: Sketch, hasScope: boolean, tell: Tell) {
    this.#sketch = sketch;
    this.#tell = tell;
    this.terms = new Definitions(
      Object.keys(sketch.terms),
      (name) => sketch.terms[name]!.map((text, n) => this.#query(['terms', name, n], text)),
      (name) => tell(['terms', name], circleOf(`$${name}`)),
    );
    const ids = sketch.rules.map(({ id }) => id);
    this.#rules = new Definitions(
      [...new Set(ids.filter((id) => id !== undefined))],
      (id) => [this.#when(ids.indexOf(id))],
      (id) => tell(['rules', ids.indexOf(id), 'when'], circleOf(`#${id}`)),
    );
    for (const name of this.terms.keys()) this.terms.get(name);
    this.scope = hasScope ? this.#query(['scope'], sketch.scope) : null;
    this.whens = ids.map((id, n) => {
      return id !== undefined && ids.indexOf(id) === n ? this.#rules.get(id) : this.#when(n);
    });
    this.announced = sketch.deadlines.map(({ announced }, n) =>
      announced === undefined ? null : this.#query(['deadlines', n, 'announced'], announced, this.#rules),
    );
    this.says = sketch.trackers.map((tracker, n) => this.#says(tracker, n));
  }

  #when(n: number): Query | undefined {
    return this.#query(['rules', n, 'when'], this.#sketch.rules[n]!.when, this.#rules);
  }

  /** What an item must say for each move of each subject. */
  #says({ subjects, moves }: Sketch['trackers'][number], n: number): (Query | null | undefined)[][] {
    const names = subjects.map(({ is }, k) => this.#query(['trackers', n, 'subjects', k, 'is'], is));
    return moves.map(({ when, subjects: meant }, k) => {
      const path = ['trackers', n, 'moves', k, 'when'];
      const told = new Set<string>();
      return subjects.map(({ id, is }, s) => {
        if (is === undefined && when === undefined) return null;
        if (meant && !meant.includes(id)) return undefined;
        const { query, problems } = parseQuery(when ?? 'title:$subject', new WithSubject(this.terms, is, names[s]));
        // What is wrong for one subject is mostly wrong for all of them, and told once.
        const fresh = problems.filter(({ at, what }) => told.size < told.add(`${at} ${what}`).size);
        for (const { at, what } of fresh) this.#tell(path, what, at);
        return query;
      });
    });
  }

  #query(path: Path, text: string | undefined, rules: Names = this.#noRules(path)): Query | undefined {
    if (text === undefined) return undefined;
    const { query, problems } = parseQuery(text, this.terms, rules);
    for (const { at, what } of problems) this.#tell(path, what, at);
    return query;
  }

  /** Knows the rules, so that whoever names one hears why it has no meaning there. */
  #noRules(path: Path): Names {
    return {
      keys: () => this.#rules.keys(),
      get: (name) => {
        if ([...this.#rules.keys()].includes(name))
          this.#tell(path, `#${name} may be named in what a rule looks for only; mend: make a $term of what it says`);
        return undefined;
      },
    };
  }
}

/** The topic's terms, and `$subject`. */
class WithSubject implements Names {
  readonly #terms: Names;
  readonly #is: string | undefined;
  readonly #names: Query | undefined;

  constructor(terms: Names, is: string | undefined, names: Query | undefined) {
    this.#terms = terms;
    this.#is = is;
    this.#names = names;
  }

  keys(): Iterable<string> {
    return this.#is === undefined ? this.#terms.keys() : [...this.#terms.keys(), 'subject'];
  }

  get(name: string): Query | undefined {
    return name === 'subject' ? this.#names : this.#terms.get(name);
  }
}

const circleOf = (named: string): string => `${named} stands in its own definition; mend: break the circle`;
