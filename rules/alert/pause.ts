/** What a pause that a subscriber wished for does to what is told at once. Pure. */
import type { Instant } from '../../state/item.ts';
import type { Subscriber } from '../../state/subscriber.ts';

/**
 * What keeps from a subscriber what was raised before their pause ends. The digest after it tells it; who gets no digest
 * is told it when the pause is over, as far as it is news then.
 */
export function pauseOn(
  { paused, cadence }: Pick<Subscriber, 'paused' | 'cadence'>,
  raised: Instant,
  now: Instant,
): { do: 'wait'; until: Instant; because: string } | { do: 'skip'; because: string } | null {
  if (paused === null || raised >= paused) return null;
  if (cadence !== 'now') return { do: 'skip', because: 'came during their pause: the digest after it tells it' };
  return now < paused ? { do: 'wait', until: paused, because: 'has paused' } : null;
}
