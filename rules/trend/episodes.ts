/** What lasts is told once: the times in which a condition held, and whether they were told. Pure. */
import { DAY } from '../../state/item.ts';
import type { Signal } from '../../state/signal.ts';

/** From the first instant at which a condition held to the last; milliseconds since the epoch. */
export interface Episode {
  since: number;
  until: number;
}

/** What began and ended in our absence is told all the same, where it is not longer ago than this or than `within`. */
export const ABSENCE = 3 * DAY;

/**
 * The episodes of a condition that last beyond `from`, the newest first. It is asked at each of the times only, since a
 * count rises only there. A lull that is no longer than `lull` ends none: what lasts for three days is one episode.
 */
export function episodesOf(
  times: readonly number[],
  holds: (at: number) => boolean,
  lull: number,
  from: number,
): Episode[] {
  const found: Episode[] = [];
  for (const at of times.toReversed()) {
    const last = found.at(-1);
    const isNear = last !== undefined && last.since - at <= lull;
    if (!isNear && at <= from) break;
    if (!holds(at)) continue;
    if (isNear) last.since = at;
    else found.push({ since: at, until: at });
  }
  return found;
}

/**
 * Whether an episode was told: whether what a signal told of, or the time until it was noticed, meets it. What arrives
 * late may move an episode's beginning, and so it is not known by that alone.
 *
 * @param lull what came so shortly before or after is no other episode
 */
export function isTold(
  kept: readonly Pick<Signal, 'since' | 'until' | 'at'>[],
  { since, until }: Episode,
  lull: number,
): boolean {
  return kept.some((one) => {
    const end = Math.max(Date.parse(one.until) + lull, Date.parse(one.at));
    return end >= since && Date.parse(one.since) <= until + lull;
  });
}
