/** Keeps the dates that items announce for deadlines. */
import type { Topic } from '../../rules/topic.ts';
import type { Instant } from '../../state/item.ts';
import type { MatchedItem } from '../../state/story.ts';
import type { World } from '../world.ts';
import type { Cause } from './cause.ts';

type Needs = Pick<World, 'now' | 'ledger'>;

export async function keepAnnouncements(_topic: Topic, _items: readonly MatchedItem[], _world: Needs): Promise<void> {}

export async function deadlineChanges(_topic: Topic, _since: Instant, _world: Needs): Promise<Cause[]> {
  return [];
}
