/** What was gathered only after the edition was frozen that should have told it. Pure. */
import type { Edition } from '../../state/edition.ts';
import { before, DAY, type Instant, later } from '../../state/item.ts';

/** A watch and the gathering after it take minutes; a machine that stops in between may be back after days. */
export const LATEST = 7 * DAY;

/** When an item that came to fit a topic at an instant is news: since then, or since the last edition that should have told it and could not. */
export type NewsAt = (topic: string, item: string, fits: Instant) => Instant;

/** @param earlier the editions of the same cadence that were frozen before */
export function newsAfter(earlier: readonly Edition[]): NewsAt {
  const editions = earlier.map(({ since, coverage, due, frozen, stories }) => ({
    ...{ from: since ?? coverage.from, due, frozen },
    has: new Set(stories.flatMap(({ topic, lead, others }) => [lead, ...others].map(({ id }) => `${topic} ${id}`))),
  }));
  return (topic, item, fits) =>
    editions
      .filter(({ from, due, has }) => from < fits && fits <= due && !has.has(`${topic} ${item}`))
      // After the instant that the edition was due at, since what came until then counts as told.
      .map(({ due, frozen }) => later(frozen, before(due, -1)))
      .reduce(later, fits);
}
