/** Why a rule fits an item or does not: its clauses one by one, each with the words that were found or the nearest miss. */
import type { Evidence } from '../../state/match.ts';
import type { Severity } from '../../state/severity.ts';
import { Answers } from '../engine/answers.ts';
import type { Readable } from '../engine/columns.ts';
import { shown } from '../engine/evidence.ts';
import { type Node, Plan } from '../engine/plan.ts';
import { formatQuery } from '../language/print.ts';
import type { Rule, Topic } from '../topic.ts';
import { type Miss, Misses } from './miss.ts';
import type { Answered } from './why.ts';

/** A clause of a rule, held against an item. */
export interface Clause extends Answered {
  /** As its author would write it. */
  clause: string;
  /** The words that make it fit; none where it does not. */
  evidence: Evidence[];
  /** What came nearest, where it does not fit. */
  miss: Miss | null;
  of: readonly Clause[];
}

export interface Explanation {
  topic: string;
  rule: string;
  title: string;
  severity: Severity;
  version: string;
  /** Whether the rule fits: that is, its scope, where it has one, and its condition. */
  fits: boolean;
  scope: Clause | null;
  when: Clause;
}

/** Explains rules of one topic on item after item. */
export class Explainer {
  readonly #scope: Node | null;
  readonly #rules: readonly { rule: Rule; when: Node }[];
  readonly #answers: Answers;
  readonly #misses: Misses;
  /** Each clause as text, which is the same for every item. */
  readonly #texts = new Map<Node, string>();

  constructor({ scope }: Pick<Topic, 'scope'>, rules: readonly Rule[]) {
    const plan = new Plan();
    this.#scope = scope && plan.add(scope);
    this.#rules = rules.map((rule) => ({ rule, when: plan.add(rule.when) }));
    this.#answers = new Answers(plan);
    this.#misses = new Misses(this.#answers);
  }

  /** For each rule the same decision as `decide` makes, with every clause of it. */
  explain(item: Readable): Explanation[] {
    this.#answers.read(item);
    this.#misses.read(item);
    const scope = this.#scope && this.#clause(this.#scope, item);
    return this.#rules.map(({ rule: { topic, id: rule, title, severity, version }, when: node }) => {
      const when = this.#clause(node, item);
      return { topic, rule, title, severity, version, fits: (scope?.fits ?? true) && when.fits, scope, when };
    });
  }

  #clause(node: Node, item: Readable): Clause {
    const { query } = node;
    const fits = this.#answers.fits(node);
    const evidence = fits ? shown(node, this.#answers, item) : [];
    const miss = fits ? null : this.#misses.of(node);
    return { query, clause: this.#text(node), fits, evidence, miss, of: node.of.map((of) => this.#clause(of, item)) };
  }

  #text(node: Node): string {
    const text = this.#texts.get(node) ?? formatQuery(node.query);
    this.#texts.set(node, text);
    return text;
  }
}
