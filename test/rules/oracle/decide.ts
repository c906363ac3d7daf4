/** Rules asked one after the other: slow, and right by being read. */

import type { Topic } from '../../../rules/topic.ts';
import type { Evidence, Match } from '../../../state/match.ts';
import { matchQuery, type Readable, ReadItem } from './match.ts';

/** Every match of an item, in the order of topics and rules. Pure: the same rule version on the same item decides the same. */
export function decide(item: Readable, topics: readonly Topic[]): Omit<Match, 'why'>[] {
  const read = new ReadItem(item);
  return topics.flatMap((topic) => {
    const scope = topic.scope ? matchQuery(topic.scope, read) : { fits: true, evidence: [] };
    return scope.fits ? rulesThatFit(topic, read, scope.evidence) : [];
  });
}

/** A match shows the words of the rule's own condition first, and then what brought the item into the topic's scope. */
function rulesThatFit({ id: topic, rules }: Topic, read: ReadItem, scope: readonly Evidence[]): Omit<Match, 'why'>[] {
  return rules.flatMap(({ id, title, severity, when, version, cites }) => {
    const { fits, evidence } = matchQuery(when, read);
    return fits ? [{ topic, rule: id, title, severity, version, cites, evidence: [...evidence, ...scope] }] : [];
  });
}
