/** The ledger of what was seen in a time: what editions say of it, besides their stories. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { MatchedGravity } from './edition.ts';
import type { Instant } from './item.ts';
import { rank } from './severity.ts';

export const seen = (db: Database) => ({
  /** Of the items that came to us after `from` and until `to`: those that a rule had come to fit by then, and how gravely. */
  async gravities(from: Instant, to: Instant): Promise<MatchedGravity[]> {
    const rows = await db
      .selectFrom('matches')
      .innerJoin('items', 'items.id', 'matches.item')
      .where('items.first_seen', '>', from)
      .where('items.first_seen', '<=', to)
      .where('matches.at', '<=', to)
      .select(['item', 'matches.topic', 'matches.severity', 'items.withdrawn'])
      .orderBy('item')
      .execute();
    return [...Map.groupBy(rows, ({ item }) => item)].map(([item, its]) => ({
      item,
      ...(its.some(({ withdrawn }) => withdrawn !== null && withdrawn <= to) && { withdrawn: true as const }),
      // The gravest is written last.
      fits: Object.fromEntries(
        its.toSorted((a, b) => rank(a.severity) - rank(b.severity)).map(({ topic, severity }) => [topic, severity]),
      ),
    }));
  },

  /** How many items came to fit each of some topics after `from` and until `to`. */
  async countMatched(topics: readonly string[], from: Instant, to: Instant): Promise<Map<string, number>> {
    const rows = await db
      .selectFrom('matches')
      .where('topic', 'in', topics)
      .where('at', '>', from)
      .where('at', '<=', to)
      .groupBy('topic')
      .select(['topic', sql<number>`count(distinct item)`.as('n')])
      .execute();
    return new Map(rows.map(({ topic, n }) => [topic, n]));
  },

  /** The sources that showed us what they publish after `from` and until `to`. */
  async sourcesSeen(from: Instant, to: Instant): Promise<Set<string>> {
    const rows = await db
      .selectFrom('visits')
      .where('at', '>', from)
      .where('at', '<=', to)
      .where('outcome', '<>', 'failed')
      .select('source')
      .distinct()
      .execute();
    return new Set(rows.map(({ source }) => source));
  },
});
