/** The corrections of an edition. */
import type { Edition } from '../../state/edition.ts';
import type { Instant } from '../../state/item.ts';
import type { World } from '../world.ts';

/** What changed since an instant in what was told before it. */
export async function toldCorrections(
  _since: Instant,
  _due: Instant,
  _world: Pick<World, 'ledger'>,
): Promise<NonNullable<Edition['corrections']>> {
  return [];
}
