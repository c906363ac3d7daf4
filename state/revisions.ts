/** Items whose text has changed: the text that they had is kept, and what it newly means is news. */
import type { Database } from './database.ts';
import type { Instant } from './item.ts';
import { insertMatches, itemRow, matchRows, type NewItem } from './items.ts';
import { highest, rank, type Severity } from './severity.ts';

/** An item that is known and says something else now. */
export interface RevisedItem extends NewItem {
  id: string;
}

/** Replaces an item's text and decisions, and keeps the text that it had. */
export async function reviseItem(
  tx: Database,
  { id, item, matches, withdrawn }: RevisedItem,
  at: Instant,
): Promise<void> {
  const before = await tx.selectFrom('items').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
  const { revision, title, summary, content, published, updated, source, first_seen: firstSeen } = before;
  await tx
    .insertInto('revisions')
    .values({ item: id, revision, until: at, title, summary, content, published, updated })
    .execute();
  const { key: _, ...text } = itemRow({ ...item, id, source, firstSeen, revision: revision + 1 });
  // What its source lists is not taken back, unless it says so itself.
  const restored = before.withdrawn && !withdrawn ? { restored: at } : {};
  const listing = { missing: null, withdrawn: withdrawn ? (before.withdrawn ?? at) : null, ...restored };
  await tx
    .updateTable('items')
    .set({ ...text, ...listing })
    .where('id', '=', id)
    .execute();
  const fitted = await fittedTopics(tx, id);
  const graver = [...fitted.keys()].filter((topic) => rises(fitted.get(topic)!.severity, severityIn(matches, topic)));
  await tx.deleteFrom('matches').where('item', '=', id).execute();
  // What has fitted a topic before is no news to it, unless it has become graver: then it is gathered and told anew.
  const since = (topic: string) => (graver.includes(topic) ? at : (fitted.get(topic)?.at ?? at));
  await insertMatches(tx, matchRows(id, matches, since));
  for (const topic of graver)
    await tx.deleteFrom('story_items').where('item', '=', id).where('topic', '=', topic).execute();
}

/** Since when an item has fitted each topic, and how gravely. */
async function fittedTopics(tx: Database, item: string): Promise<Map<string, { at: Instant; severity: Severity }>> {
  const matches = await tx.selectFrom('matches').where('item', '=', item).select(['topic', 'severity', 'at']).execute();
  const byTopic = Map.groupBy(matches, ({ topic }) => topic);
  return new Map([...byTopic].map(([topic, all]) => [topic, { at: all[0]!.at, severity: severityIn(all, topic)! }]));
}

const severityIn = (matches: readonly { topic: string; severity: Severity }[], topic: string): Severity | null =>
  highest(matches.filter((match) => match.topic === topic).map(({ severity }) => severity));

const rises = (before: Severity, after: Severity | null): boolean => after !== null && rank(after) > rank(before);
