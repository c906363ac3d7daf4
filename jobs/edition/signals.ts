/** The rules over time of an edition. */
import { tellSignal } from '../../rules/trend/tell.ts';
import type { Edition } from '../../state/edition.ts';
import { before, type Instant } from '../../state/item.ts';
import type { Signal } from '../../state/signal.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';
import { LATEST, newsAfter, newsOf } from './late.ts';

/** The rules over time that fired after `since` and until `due`, or too late for the `earlier` editions, the newest first. */
export async function toldSignals(
  { documents }: Rulebook,
  since: Instant,
  due: Instant,
  { ledger }: Pick<World, 'ledger'>,
  earlier: readonly Edition[] = [],
): Promise<Signal[]> {
  const newsAt = newsAfter(earlier, (edition) => edition.signals?.map(nameOf));
  const signals = newsOf(await ledger.signals(before(since, LATEST), due), nameOf, newsAt, since);
  return signals.reverse().map((signal) => tellSignal(signal, documents));
}

const nameOf = ({ topic, trend, period }: Signal): string => [topic, trend, period].join(' ');
