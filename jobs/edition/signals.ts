/** The rules over time of an edition. */
import type { Instant } from '../../state/item.ts';
import type { Signal } from '../../state/signal.ts';
import type { World } from '../world.ts';

/** The rules over time that fired since an instant. */
export async function toldSignals(_since: Instant, _due: Instant, _world: Pick<World, 'ledger'>): Promise<Signal[]> {
  return [];
}
