/** Items that a rule all but fits. */
import { Answers } from '../engine/answers.ts';
import type { Readable } from '../engine/columns.ts';
import { type Node, Plan } from '../engine/plan.ts';
import { formatQuery } from '../language/print.ts';
import type { Rule, Topic } from '../topic.ts';
import { Misses } from './miss.ts';

/** A condition that is further off than this says nothing: none of it is there. */
const NEAR = 0.6;
/** What misses its scope by more than a place or a slip of the pen is about something else. */
const IN_SCOPE = 0.3;

/** Finds what is one condition short of a rule, in item after item. */
export class NearMisses {
  readonly #answers: Answers;
  readonly #misses: Misses;
  readonly #scope: readonly Node[];
  readonly #rules: { rule: string; conditions: readonly Node[] }[];

  constructor({ scope }: Pick<Topic, 'scope'>, rules: readonly Rule[]) {
    const plan = new Plan();
    this.#scope = scope ? conjuncts(plan.add(scope)) : [];
    this.#rules = rules.map(({ id, when }) => ({
      rule: id,
      conditions: [...this.#scope, ...conjuncts(plan.add(when))],
    }));
    this.#answers = new Answers(plan);
    this.#misses = new Misses(this.#answers);
  }

  /** The rule that is nearest to fitting an item that none fits, the condition that fails, and how; nothing where none is near. */
  of(item: Readable): { rule: string; clause: string; miss: string; far: number }[] {
    this.#answers.read(item);
    const short = this.#rules.flatMap(({ rule, conditions }) => {
      const failing = this.#failing(conditions);
      return failing ? [{ rule, node: failing }] : [];
    });
    if (short.length === 0) return [];
    this.#misses.read(item);
    const near = short.flatMap(({ rule, node }) => {
      const { words: miss, far } = this.#misses.of(node);
      const most = this.#scope.includes(node) ? IN_SCOPE : NEAR;
      return far <= most ? [{ rule, clause: formatQuery(node.query), miss, far }] : [];
    });
    return near.sort((a, b) => a.far - b.far).slice(0, 1);
  }

  /** The one condition that does not hold, where all others do and some word shows it. */
  #failing(conditions: readonly Node[]): Node | undefined {
    const failing = conditions.filter((node) => !this.#answers.fits(node));
    const others = conditions.filter((node) => node !== failing[0]);
    return failing.length === 1 && others.some((node) => this.#answers.places(node).length > 0)
      ? failing[0]
      : undefined;
  }
}

/** The conditions that must all hold. */
const conjuncts = (node: Node): readonly Node[] => (node.query.kind === 'and' ? node.of.flatMap(conjuncts) : [node]);
