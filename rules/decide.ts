/** What the rules say of an item. */
import type { Match } from '../state/match.ts';
import { Answers } from './answers.ts';
import type { Readable } from './columns.ts';
import { shown } from './evidence.ts';
import { type Node, Plan } from './plan.ts';
import type { Rule, Topic } from './topic.ts';

/**
 * Every match of an item, in the order of topics and rules. Pure: the same rule version on the same item decides the same.
 *
 * @param topics compiled when a list of them is first seen: hand in the same list for item after item
 * @param serves ids of the topics that the item may be about, where those are not all
 */
export function decide(item: Readable, topics: readonly Topic[], serves?: readonly string[]): Match[] {
  const { gate, answers, judges } = compiled(topics);
  const asked = serves ? judges.filter(({ topic }) => serves.includes(topic)) : judges;
  gate.read(item);
  const open = asked.filter(({ entry }) => !entry || gate.fits(entry));
  if (open.length === 0) return [];
  answers.read(item);
  return open.flatMap((judge) => matchesOf(judge, item, answers));
}

/** A match shows the words of the rule's own condition first, and then what brought the item into the topic's scope. */
function matchesOf({ topic, scope, rules }: Judge, item: Readable, answers: Answers): Match[] {
  const fitting = rules.filter(({ when }) => answers.fits(when));
  const inScope = scope && fitting.length > 0 ? shown(scope, answers, item) : [];
  return fitting.map(({ rule: { id, title, severity, version, cites }, when }) => {
    const evidence = [...shown(when, answers, item), ...inScope];
    return { topic, rule: id, title, severity, version, cites, evidence };
  });
}

/** A topic with its queries compiled: its scope twice, once among all scopes alone. */
interface Judge {
  topic: string;
  entry: Node | null;
  scope: Node | null;
  rules: { rule: Rule; when: Node }[];
}

/** Topics compiled together: what several of them look for is looked for once. */
interface Bench {
  /** Most items are in no topic's scope, and scopes look at headlines: those are turned away by a glance. */
  gate: Answers;
  answers: Answers;
  judges: Judge[];
}

function compile(topics: readonly Topic[]): Bench {
  const [scopes, plan] = [new Plan(), new Plan()];
  const judges = topics.map(({ id: topic, scope, rules }) => ({
    topic,
    entry: scope && scopes.add(scope),
    scope: scope && plan.add(scope),
    rules: rules.map((rule) => ({ rule, when: plan.add(rule.when) })),
  }));
  return { gate: new Answers(scopes), answers: new Answers(plan), judges };
}

const benches = new WeakMap<readonly Topic[], Bench>();

function compiled(topics: readonly Topic[]): Bench {
  const bench = benches.get(topics) ?? compile(topics);
  benches.set(topics, bench);
  return bench;
}
