/** What the rules say of an item. */
import type { Match } from '../state/match.ts';
import { Answers } from './engine/answers.ts';
import type { Readable } from './engine/columns.ts';
import { shown } from './engine/evidence.ts';
import { type Node, Plan } from './engine/plan.ts';
import { compact } from './explain/why.ts';
import type { Rule, Topic } from './topic.ts';

/**
 * Every match of an item, in the order of topics and rules. Pure: the same rule version on the same item decides the same.
 *
 * @param topics compiled when a list of them is first seen: hand in the same list for item after item
 * @param serves ids of the topics that the item may be about, where those are not all
 */
export function decide(item: Readable, topics: readonly Topic[], serves?: readonly string[]): Match[] {
  const bench = compiled(topics);
  return fittingOf(bench, item, serves).map((asked) => matchOf(asked, item, bench.rules().answers));
}

/** The rules that fit an item, without the evidence. */
export function fitting(item: Readable, topics: readonly Topic[]): Rule[] {
  return fittingOf(compiled(topics), item).map(({ rule }) => rule);
}

function fittingOf(bench: Bench, item: Readable, serves?: readonly string[]): Asked[] {
  const open = openTo(bench, item).filter(({ id }) => !serves || serves.includes(id));
  if (open.length === 0) return [];
  const { answers, asked } = bench.rules();
  answers.read(item);
  return answers
    .candidates()
    .filter((n) => open.includes(asked[n]!.topic) && answers.fits(asked[n]!.when))
    .sort((a, b) => a - b)
    .map((n) => asked[n]!);
}

/** The topics whose scope an item fits. */
function openTo({ gate, free, scoped }: Bench, item: Readable): Topic[] {
  gate.read(item);
  const fitting = gate.candidates().map((n) => scoped[n]!);
  return [...free, ...fitting.flatMap(({ topic, scope }) => (gate.fits(scope) ? topic : []))];
}

/** A match shows the words of the rule's own condition first, and then what brought the item into the topic's scope. */
function matchOf({ topic, scope, rule, when }: Asked, item: Readable, answers: Answers): Match {
  const { id, title, severity, version, cites } = rule;
  const inScope = scope ? shown(scope, answers, item) : [];
  const evidence = [...shown(when, answers, item), ...inScope];
  const why = compact(scope ? [scope, when] : [when], (node) => answers.fits(node));
  return { topic: topic.id, rule: id, title, severity, version, cites, evidence, why };
}

interface Asked {
  topic: Topic;
  scope: Node | null;
  rule: Rule;
  when: Node;
}

/** Topics compiled together: what several of them look for is looked for once. */
interface Bench {
  /** Most items are in no topic's scope, and scopes look at headlines: those are turned away by a glance. */
  gate: Answers;
  /** Topics without a scope, and the others by their places among the roots of the gate. */
  free: Topic[];
  scoped: { topic: Topic; scope: Node }[];
  /** The rules, by their places among the roots of what is asked: compiled for the first item that is in some scope. */
  rules(): { answers: Answers; asked: Asked[] };
}

function compile(topics: readonly Topic[]): Bench {
  const scopes = new Plan();
  const scoped = topics.flatMap((topic) => (topic.scope ? { topic, scope: scopes.add(topic.scope) } : []));
  const free = topics.filter(({ scope }) => !scope);
  let rules: ReturnType<typeof compileRules> | undefined;
  return {
    ...{ gate: new Answers(scopes), free, scoped },
    rules: () => {
      rules ??= compileRules(topics);
      return rules;
    },
  };
}

function compileRules(topics: readonly Topic[]): { answers: Answers; asked: Asked[] } {
  const plan = new Plan();
  const asked = topics.flatMap((topic) => {
    const scope = topic.scope && plan.part(topic.scope);
    return topic.rules.map((rule) => ({ topic, scope, rule, when: plan.add(rule.when) }));
  });
  return { answers: new Answers(plan), asked };
}

const benches = new WeakMap<readonly Topic[], Bench>();

function compiled(topics: readonly Topic[]): Bench {
  const bench = benches.get(topics) ?? compile(topics);
  benches.set(topics, bench);
  return bench;
}
