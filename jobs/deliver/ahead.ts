/** When there is something to deliver, for who need not wait for a tick. */
import { MINUTE } from '../../state/item.ts';
import type { World } from '../world.ts';

/** What comes within one is sent together, and no oftener is it looked. */
const MOMENT = 1000;

/** In how many milliseconds a message is due; null where that is beyond the next minute, or sending is paused. */
export async function dueIn({ ledger, now }: Pick<World, 'ledger' | 'now'>): Promise<number | null> {
  const at = now();
  if (await ledger.pauseAt(at.toISOString())) return null;
  const next = await ledger.nextAttempt();
  if (next === null) return null;
  const wait = Math.max(Date.parse(next) - at.getTime(), MOMENT);
  return wait < MINUTE ? wait : null;
}
