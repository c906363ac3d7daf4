/** The boards of an edition. */

import type { Instant } from '../../state/item.ts';
import type { ToldBoard } from '../../state/tracker.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';

/** The topics' boards as they stood at the due instant, with what changed on them since. */
export async function toldBoards(
  _rulebook: Rulebook,
  _since: Instant,
  _due: Instant,
  _world: Pick<World, 'ledger'>,
): Promise<ToldBoard[]> {
  return [];
}
