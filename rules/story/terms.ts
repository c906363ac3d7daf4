/** What a topic's vocabulary says of an item, in whichever language it is written: which terms fit, and which subjects. */
import { Answers } from '../engine/answers.ts';
import type { Readable } from '../engine/columns.ts';
import { type Node, Plan } from '../engine/plan.ts';
import type { Topic, TrackerMove } from '../topic.ts';

export interface Said {
  /** Names of the terms that fit the item, and of those that fit its headline alone. */
  terms: string[];
  inTitle: string[];
  /** Subjects that it moves on the topic's boards, by tracker. */
  subjects: Map<string, string[]>;
  /** Whether it denies that a subject has reached a stage. */
  denies: boolean;
}

/** The vocabulary of one topic, compiled once. */
export class Vocabulary {
  readonly #terms: readonly { name: string; node: Node }[];
  readonly #moves: readonly Moving[];
  readonly #answers: Answers;

  constructor({ terms, trackers }: Pick<Topic, 'terms' | 'trackers'>) {
    const plan = new Plan();
    this.#terms = [...terms].map(([name, of]) => ({ name, node: plan.part({ kind: 'or', of: [...of] }) }));
    this.#moves = trackers.flatMap(({ id: tracker, moves }) =>
      moves.map((move) => ({ ...move, tracker, says: move.says && plan.part(move.says) })),
    );
    this.#answers = new Answers(plan);
  }

  /** @param rules ids of the topic's rules that fit the item */
  says(item: Readable, rules: readonly string[]): Said {
    this.#answers.read(item);
    const terms = this.#fitting();
    const moves = this.#moves.filter((move) => this.#isMade(move, rules));
    this.#answers.read({ ...item, summary: '', content: '' });
    return { terms, inTitle: this.#fitting(), subjects: subjectsOf(moves), denies: moves.some(({ denied }) => denied) };
  }

  #fitting(): string[] {
    return this.#terms.filter(({ node }) => this.#answers.fits(node)).map(({ name }) => name);
  }

  #isMade({ rules, says }: Moving, fitting: readonly string[]): boolean {
    return rules.some((rule) => fitting.includes(rule)) && (!says || this.#answers.fits(says));
  }
}

type Moving = Omit<TrackerMove, 'says'> & { tracker: string; says: Node | null };

function subjectsOf(moves: readonly Moving[]): Said['subjects'] {
  const byTracker = Map.groupBy(moves, ({ tracker }) => tracker);
  return new Map([...byTracker].map(([tracker, its]) => [tracker, [...new Set(its.map(({ subject }) => subject))]]));
}

const compiled = new WeakMap<Topic, Vocabulary>();

export function vocabularyOf(topic: Topic): Vocabulary {
  const vocabulary = compiled.get(topic) ?? new Vocabulary(topic);
  compiled.set(topic, vocabulary);
  return vocabulary;
}
