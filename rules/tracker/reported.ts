/** When an item's word about a subject counts as said. Pure. */
import type { Instant, Item } from '../../state/item.ts';

/**
 * When an item says something of a subject, as the ledger orders it. What is dated by its day, month or year alone is in
 * doubt: a claim counts from the beginning of that time and a denial from its end, since a dispute that is settled too
 * early is the worse mistake. What has no date that had come when we saw it is of when we saw it.
 */
export function reportedBy({ published, firstSeen }: Pick<Item, 'published' | 'firstSeen'>, denied: boolean): Instant {
  const seen = Date.parse(firstSeen);
  const begun = published === null ? Number.NaN : Date.parse(published);
  // What has no date is NaN, which is not before anything.
  if (!(begun <= seen)) return firstSeen;
  const at = denied ? Math.min(endOf(published!, begun), seen) : begun;
  return new Date(at).toISOString();
}

/** Letters of a year, a month and a day in ISO 8601. */
const [YEAR, MONTH, DAY] = [4, 7, 10];

/** The last millisecond of the time that a reduced date names. */
function endOf(date: string, begun: number): number {
  const next = new Date(begun);
  if (date.length === YEAR) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (date.length === MONTH) next.setUTCMonth(next.getUTCMonth() + 1);
  else if (date.length === DAY) next.setUTCDate(next.getUTCDate() + 1);
  else return begun;
  return next.getTime() - 1;
}
