/** Gathers the stories of a topic, and keeps them. */
import { gather, stories } from '../../rules/story.ts';
import type { Topic } from '../../rules/topic.ts';
import { type MatchedItem, reportedAt, type Story } from '../../state/story.ts';
import type { World } from '../world.ts';

/** The topic's stories that are new or have new items, of the items of its time. */
export async function keepStories(
  topic: Topic,
  items: readonly MatchedItem[],
  since: string,
  { ledger }: Pick<World, 'ledger'>,
): Promise<Story[]> {
  const known = await ledger.storyOfItems(topic.id, since);
  if (items.every((item) => known.has(item.id))) return [];
  const groups = gather(
    items.map((item) => ({ ...item, at: reportedAt(item) })),
    topic.id,
    known,
  );
  const found = stories(topic.id, groups, known);
  const changed = found.filter((story) => story.items.some((item) => known.get(item) !== story.id));
  await ledger.saveStories(topic.id, changed);
  return changed;
}
