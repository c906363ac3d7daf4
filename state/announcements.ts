/** The ledger of the dates that items announced for deadlines, and what analysts decided of them. */
import { atomically, type Database } from './database.ts';
import type { Announcement, Verdict } from './deadline.ts';
import type { Delivery } from './delivery.ts';
import type { Instant, Published } from './item.ts';
import { chunks } from './items.ts';

/** An item that a rule fits, as far as it tells when that was. */
export interface Fitting {
  rule: string;
  item: string;
  published: Published | null;
  firstSeen: Instant;
  /** When the rule came to fit it. */
  at: Instant;
}

export const announcements = (db: Database) => ({
  /** Every announcement for a topic's deadlines, of what was taken back too, in the order in which they came. */
  announcements: (topic: string): Promise<Announcement[]> =>
    db
      .selectFrom('announcements')
      .leftJoin('items', 'items.id', 'announcements.item')
      .where('topic', '=', topic)
      .selectAll('announcements')
      .select((e) => e.fn.coalesce('items.voice', 'announcements.family').as('family'))
      .orderBy('at')
      .orderBy('item')
      .orderBy('date')
      .execute(),

  /** Writes announcements that are new, and when others ended, in one transaction. What is there already stays as it is. */
  keepAnnouncements: (fresh: readonly Announcement[], ended: readonly (Announcement & { withdrawn: Instant })[]) =>
    atomically(db, async (tx) => {
      for (const some of chunks(fresh))
        await tx
          .insertInto('announcements')
          .values(some)
          .onConflict((c) => c.doNothing())
          .execute();
      for (const { topic, deadline, date, item, at, withdrawn } of ended)
        await tx
          .updateTable('announcements')
          .where('topic', '=', topic)
          .where('deadline', '=', deadline)
          .where('date', '=', date)
          .where('item', '=', item)
          .where('at', '=', at)
          .where('withdrawn', 'is', null)
          .set({ withdrawn })
          .execute();
    }),

  /** What analysts decided of a topic's dates, the earliest first. */
  async verdicts(topic: string): Promise<Verdict[]> {
    const rows = await db
      .selectFrom('verdicts')
      .where('topic', '=', topic)
      .selectAll()
      .orderBy('at')
      .orderBy('date')
      .execute();
    return rows.map(({ confirmed, ...row }) => ({ ...row, confirmed: confirmed === 1 }));
  },

  /** Keeps what an analyst decided; of two decisions on a date at one instant the later one. */
  async decide({ confirmed, ...verdict }: Verdict): Promise<void> {
    const row = { ...verdict, confirmed: Number(confirmed) };
    await db
      .insertInto('verdicts')
      .values(row)
      .onConflict((c) => c.columns(['topic', 'deadline', 'date', 'at']).doUpdateSet(row))
      .execute();
  },

  /** The items that any of these rules fits and that still stand, in the order in which they came. */
  async fittings(topic: string, rules: readonly string[]): Promise<Fitting[]> {
    if (rules.length === 0) return [];
    return db
      .selectFrom('matches')
      .innerJoin('items', 'items.id', 'matches.item')
      .where('topic', '=', topic)
      .where('rule', 'in', rules)
      .where('items.withdrawn', 'is', null)
      .select(['rule', 'item', 'published', 'first_seen as firstSeen', 'at'])
      .orderBy('at')
      .orderBy('item')
      .orderBy('rule')
      .execute();
  },

  /** Whether any source was visited after one instant and until another: where none was, we were not running. */
  async visitedBetween(from: Instant, to: Instant): Promise<boolean> {
    const visit = db.selectFrom('visits').where('at', '>', from).where('at', '<=', to).select('at');
    return (await visit.limit(1).executeTakeFirst()) !== undefined;
  },

  /** The reminders of a topic's deadlines: which were written to whom, and which still wait. */
  reminders: (topic: string): Promise<Pick<Delivery, 'id' | 'subject' | 'revision' | 'subscriber' | 'state'>[]> =>
    db
      .selectFrom('deliveries')
      .where('kind', '=', 'reminder')
      // A slash's successor ends what begins with the topic and a slash.
      .where('subject', '>=', `${topic}/`)
      .where('subject', '<', `${topic}0`)
      .select(['id', 'subject', 'revision', 'subscriber', 'state'])
      .execute(),
});
