/** What became known only after the edition was frozen that should have told it. Pure. */
import type { Edition } from '../../state/edition.ts';
import { before, DAY, type Instant, later } from '../../state/item.ts';

/** A watch and the gathering after it take minutes; a machine that stops in between may be back after days. */
export const LATEST = 7 * DAY;

/** When what happened at an instant is news: since then, or since the last edition that should have told it and could not. */
export type NewsAt = (name: string, at: Instant) => Instant;

/**
 * @param earlier the editions of the same cadence that were frozen before
 * @param namesIn what an edition tells, by name; null of one that was frozen before there was such a thing to tell
 */
export function newsAfter(
  earlier: readonly Edition[],
  namesIn: (edition: Edition) => readonly string[] | null | undefined,
): NewsAt {
  const editions = earlier.flatMap((edition) => {
    const [names, { since, coverage, due, frozen }] = [namesIn(edition), edition];
    return names ? [{ from: since ?? coverage.from, due, frozen, has: new Set(names) }] : [];
  });
  return (name, at) =>
    editions
      .filter(({ from, due, has }) => from < at && at <= due && !has.has(name))
      // After the instant that the edition was due at, since what came until then counts as told.
      .map(({ due, frozen }) => later(frozen, before(due, -1)))
      .reduce(later, at);
}

/** Those of some changes that are news after an instant, as of when they are. */
export const newsOf = <T extends { at: Instant }>(
  changes: readonly T[],
  nameOf: (change: T) => string,
  newsAt: NewsAt,
  since: Instant,
): T[] => changes.map((one) => ({ ...one, at: newsAt(nameOf(one), one.at) })).filter(({ at }) => at > since);
