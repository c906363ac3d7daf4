/** What a command line means by `topic` or `topic/rule`. */
import type { Subject } from '../rules/backtest.ts';
import type { Topic } from '../rules/topic.ts';
import { didYouMean, Refusal } from '../state/refusal.ts';

/** Refuses one word of a command line. */
export function refuse(field: string, what: string): never {
  throw new Refusal([{ file: 'the command line', field, what }]);
}

/** The topic with the rule that is named, or with all of its rules. @throws Refusal where there is none such */
export function subjectOf(named: string, topics: readonly Topic[]): Subject {
  const [id = '', rule] = named.split('/');
  const known = topics.map((topic) => topic.id);
  const topic = topics.find((topic) => topic.id === id);
  if (!topic) refuse(named, `there is no topic ${id}${didYouMean(id, known)}; there are ${known.join(', ')}`);
  const ids = topic.rules.map((one) => one.id);
  const rules = topic.rules.filter((one) => rule === undefined || one.id === rule);
  if (rules.length > 0) return { topic, rules };
  return refuse(named, `${id} has no rule ${rule}${didYouMean(rule ?? '', ids)}; it has ${ids.join(', ')}`);
}
