/** What changed in the items that were told at once. */
import { lastSaid } from '../../rules/correction/told.ts';
import { correctionOf } from '../../rules/correction.ts';
import type { Topic } from '../../rules/topic.ts';
import type { Cause } from '../../state/alert.ts';
import { before, type Instant, later } from '../../state/item.ts';
import type { World } from '../world.ts';

/**
 * The corrections of what was told at once of a topic since an instant: each against what was told last of the item, so
 * that five edits are one correction, an edit that was taken back before it was told is none, and what was told as
 * corrected is not corrected again.
 */
export async function corrections(
  { id: topic }: Topic,
  since: Instant,
  { ledger }: Pick<World, 'ledger'>,
): Promise<Cause[]> {
  const last = lastSaid(await ledger.alertsOf(topic, since, []));
  const changes = await ledger.lastChanges([...last.keys()]);
  const items = await ledger.items([...changes.keys()]);
  return [...changes].flatMap(([id, changed]) => {
    const [said, item] = [last.get(id)!, items.get(id)];
    // What differs from what was told came after it, also where the two crossed.
    const at = later(changed, before(said.at, -1));
    const correction = item && correctionOf(said, item, topic, at);
    return correction ? [{ items: [id], at, change: { what: 'corrected' as const, correction } }] : [];
  });
}
