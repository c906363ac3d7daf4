/** Whether an item was published on certain days. */
import { spanOf } from '../language/dates.ts';
import type { Query } from '../language/query.ts';
import type { Node } from './node.ts';

/** Whether a date lies among the days of a query as a whole: of a month or a year, every day. What has none lies among none. */
export function isWithin({ query }: Node, published: string | null): boolean {
  if (published === null) return false;
  const { from, to } = query as Query & { kind: 'date' };
  const [first, last] = spanOf(dayOf(published));
  return (from === null || first >= from) && (to === null || last <= to);
}

const ZONED = /T.*(Z|[+-]\d\d(:?\d\d)?)$/;

/** The UTC day of an instant; what is less exact, or names no zone, as it is written. */
function dayOf(published: string): string {
  const instant = ZONED.test(published) ? Date.parse(published) : Number.NaN;
  return Number.isNaN(instant) ? published : new Date(instant).toISOString();
}
