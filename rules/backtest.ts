/**
 * A draft tried on items that were fetched before: what it would have told, what it nearly would have, and what that changes.
 * It asks `decide` as `watch` does, so the same rules on the same items decide the same.
 */
import type { Label } from '../state/label.ts';
import type { Match } from '../state/match.ts';
import { highest } from '../state/severity.ts';
import { decide } from './decide.ts';
import type { Readable } from './engine/columns.ts';
import { NearMisses } from './explain/near.ts';
import type { Rule, Topic } from './topic.ts';
import { emptyTrial, type Hit, summed, type Trial, type TriedItem } from './trial.ts';

/** A topic, or those of its rules that are meant. */
export interface Subject {
  topic: Topic;
  rules: readonly Rule[];
}

/** Tries a draft on item after item. */
export class Backtest {
  readonly #subject: Subject;
  readonly #topics: readonly Topic[];
  readonly #labels: ReadonlyMap<string, boolean>;
  readonly #near: NearMisses;
  readonly #times: string[] = [];
  readonly #trial: Trial;

  constructor(subject: Subject, labels: ReadonlyMap<string, boolean>) {
    this.#subject = subject;
    this.#topics = [subject.topic];
    this.#labels = labels;
    this.#near = new NearMisses(subject.topic, subject.rules);
    this.#trial = emptyTrial(labels.size > 0);
  }

  /**
   * @param before what is compared with: the decisions of the saved version, or those that were made when the item came;
   *   null where there is nothing to compare with
   * @param serves whether the item's source serves the topic: one that does not is not asked about it
   */
  take(item: Readable & { id: string }, at: string | null, before: readonly Match[] | null, serves = true): void {
    const { id, title, source, language, url } = item;
    const tried = { id, title, source, language, url, at };
    const now = serves ? ours(decide(item, this.#topics), this.#subject) : [];
    const then = before && ours(before, this.#subject);
    this.#trial.items++;
    if (at !== null) this.#times.push(at);
    if (now.length > 0) this.#trial.hits.push(hitOf(tried, now));
    else if (serves) this.#trial.near.push(...this.#near.of(item).map((near) => ({ ...tried, ...near })));
    if (now.length > 0 && then?.length === 0) this.#trial.gained.push(hitOf(tried, now));
    if (now.length === 0 && then !== null && then.length > 0) this.#trial.lost.push(hitOf(tried, then));
    if (now.length > 0 && then !== null && then.length > 0) this.#compare(hitOf(tried, now), hitOf(tried, then));
    this.#judge(tried, now.length > 0);
  }

  #compare(now: Hit, then: Hit): void {
    const same = now.severity === then.severity && now.rules.toSorted().join() === then.rules.toSorted().join();
    if (!same) this.#trial.changed.push({ ...now, before: { severity: then.severity, rules: then.rules } });
  }

  #judge(item: TriedItem, fits: boolean): void {
    const meant = this.#labels.get(item.id);
    const { judged } = this.#trial;
    if (meant === undefined || judged === null) return;
    judged.labelled++;
    if (fits && meant) judged.hits++;
    if (fits && !meant) judged.alarmed.push(item);
    if (!fits && meant) judged.missed.push(item);
  }

  /** What came of it. */
  get trial(): Trial {
    return summed(this.#trial, this.#times);
  }
}

const ours = (matches: readonly Match[], { topic, rules }: Subject): Match[] =>
  matches.filter((match) => match.topic === topic.id && rules.some(({ id }) => id === match.rule));

const hitOf = (item: TriedItem, matches: readonly Match[]): Hit => {
  const severity = highest(matches.map((match) => match.severity))!;
  return { ...item, severity, rules: matches.map(({ rule }) => rule) };
};

/**
 * What the labels of a topic say of a subject, by item. Of a whole topic: the labels on it, and that what fits one of its
 * rules fits it. Of a rule: the labels on it, and that what is not about its topic is not about it.
 */
export function meant(labels: readonly Label[], { topic, rules }: Subject): Map<string, boolean> {
  const whole = rules.length === topic.rules.length;
  const own = labels.filter((label) => label.topic === topic.id);
  const named = own.filter(({ rule }) => (whole ? rule === null : rules.some(({ id }) => id === rule)));
  const implied = whole
    ? own.filter(({ rule, fits }) => rule !== null && fits)
    : own.filter(({ rule, fits }) => rule === null && !fits);
  return new Map([...implied, ...named].map(({ item, fits }) => [item, fits]));
}
