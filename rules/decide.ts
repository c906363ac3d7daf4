/** What the rules say of an item. */
import type { Match } from '../state/match.ts';
import { matchQuery, type Readable, ReadItem } from './match.ts';
import type { Topic } from './topic.ts';

/** Every match of an item, in the order of topics and rules. Pure: the same rule version on the same item decides the same. */
export function decide(item: Readable, topics: readonly Topic[]): Match[] {
  const read = new ReadItem(item);
  return topics.flatMap((topic) =>
    topic.rules.flatMap(({ id, title, severity, query, version, cites }) => {
      const { fits, evidence } = matchQuery(query, read);
      return fits ? [{ topic: topic.id, rule: id, title, severity, version, cites, evidence }] : [];
    }),
  );
}
