/** What changed in the items that were told. */
import type { Topic } from '../../rules/topic.ts';
import type { Instant } from '../../state/item.ts';
import type { World } from '../world.ts';
import type { Cause } from './cause.ts';

export async function corrections(
  _topic: Topic,
  _since: Instant,
  _world: Pick<World, 'now' | 'ledger'>,
): Promise<Cause[]> {
  return [];
}
