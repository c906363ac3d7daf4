/** `silkwatch deliveries`: what became of the mail, in all or of one edition. */
import type { DeliveryState } from '../state/delivery.ts';
import { before, DAY } from '../state/item.ts';
import type { Counted, Outcome } from '../state/outcomes.ts';
import type { Pause } from '../state/pause.ts';
import { editionNamed } from '../web/archive/list.ts';
import { refuse } from './subject.ts';
import type { World } from './world.ts';

type DeliveriesWorld = Pick<World, 'ledger' | 'now'>;

export interface Deliveries {
  paused: Pause | null;
  counts: Counted[];
  /** Those that were tried and wait, and those that were refused; not all where there are many. */
  troubled: Outcome[];
  /** How many more are in trouble. */
  troubledMore: number;
  refused: Outcome[];
}

/** So many are told by name; who wants more asks for an edition. */
const MOST = 20;

/** What became of the mail of the last days, and what is in trouble and why. */
export async function deliveriesOf(days: number, { ledger, now }: DeliveriesWorld): Promise<Deliveries> {
  const since = before(now().toISOString(), days * DAY);
  const troubled = await ledger.troubled(MOST);
  return {
    paused: (await ledger.pauseAt(now().toISOString())) ?? null,
    counts: await ledger.countOutcomes(since),
    troubled,
    troubledMore: (await ledger.countTroubled()) - troubled.length,
    refused: await ledger.refusedSince(since, MOST),
  };
}

/**
 * What became of an edition's messages, each of a state or all.
 *
 * @param named the name of its page, `2026-10-06T0400-daily-edition`, or its id
 * @throws Refusal where there is no such edition
 */
export async function outcomesOf(
  named: string,
  state: DeliveryState | undefined,
  { ledger }: DeliveriesWorld,
): Promise<Outcome[]> {
  const meant = editionNamed(named.replace(/\.html$/, ''));
  const edition = meant && (await ledger.edition(meant.cadence, meant.due));
  const all = await ledger.outcomesOf(edition?.id ?? named);
  if (all.length === 0 && !edition)
    refuse(named, 'there is no such edition; mend: a name as silkwatch deliveries prints it');
  return all.filter((one) => state === undefined || one.state === state);
}
