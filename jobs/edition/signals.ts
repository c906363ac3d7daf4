/** The rules over time of an edition. */
import { tellSignal } from '../../rules/trend/tell.ts';
import type { Instant } from '../../state/item.ts';
import type { Signal } from '../../state/signal.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';

/** The rules over time that fired after `since` and until `due`, the newest first. */
export async function toldSignals(
  { documents }: Rulebook,
  since: Instant,
  due: Instant,
  { ledger }: Pick<World, 'ledger'>,
): Promise<Signal[]> {
  const signals = await ledger.signals(since, due);
  return signals.reverse().map((signal) => tellSignal(signal, documents));
}
