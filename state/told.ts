/** The ledger of what is told: stories, editions and deliveries. */
import type { Selectable } from 'kysely';
import { atomically, type Database } from './database.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';
import { chunks } from './recorded.ts';
import type { Story } from './story.ts';
import type { Tables } from './tables.ts';

/** A delivery as it is first written: everything is known but how it will end. */
export type NewDelivery = Omit<Delivery, 'state' | 'attempts' | 'next' | 'settled' | 'because'> & {
  /** A subscriber gets one message a period, whatever happens to clocks and settings; null for what has no period. */
  period: string | null;
  /** Why it is not to be sent at all, where it is written only to settle its period. */
  skipped?: string;
};

export const told = (db: Database) => ({
  /** The story that each item of a topic is in. */
  async storyOfItems(topic: string): Promise<Map<string, string>> {
    const rows = await db.selectFrom('story_items').where('topic', '=', topic).select(['item', 'story']).execute();
    return new Map(rows.map(({ item, story }) => [item, story]));
  },

  /** Writes a topic's stories as they now stand. A story that another one took in is gone. */
  saveStories: (topic: string, stories: readonly Story[]): Promise<void> =>
    atomically(db, async (tx) => {
      for (const { items, firstSeen, lastSeen, ...story } of stories) {
        await tx
          .insertInto('stories')
          .values({ ...story, first_seen: firstSeen, last_seen: lastSeen })
          .onConflict((c) =>
            c.column('id').doUpdateSet({ severity: story.severity, lead: story.lead, last_seen: lastSeen }),
          )
          .execute();
        for (const some of chunks(items)) {
          await tx
            .insertInto('story_items')
            .values(some.map((item) => ({ topic, item, story: story.id })))
            .onConflict((c) => c.columns(['topic', 'item']).doUpdateSet({ story: story.id }))
            .execute();
        }
      }
      const kept = tx.selectFrom('story_items').select('story');
      await tx.deleteFrom('stories').where('topic', '=', topic).where('id', 'not in', kept).execute();
    }),

  /** The stories that got an item after `from` and until `to`, newest first. */
  async storiesBetween(from: Instant, to: Instant): Promise<Story[]> {
    const rows = await db
      .selectFrom('stories')
      .where('last_seen', '>', from)
      .where('first_seen', '<=', to)
      .selectAll()
      .orderBy('last_seen', 'desc')
      .orderBy('id')
      .execute();
    const members = new Map<string, string[]>();
    for (const some of chunks(rows.map((row) => row.id))) {
      const items = await db
        .selectFrom('story_items')
        .where('story', 'in', some)
        .select(['story', 'item'])
        .orderBy('item')
        .execute();
      for (const { story, item } of items) members.set(story, [...(members.get(story) ?? []), item]);
    }
    return rows.map(({ first_seen, last_seen, ...row }) => ({
      ...row,
      items: members.get(row.id) ?? [],
      firstSeen: first_seen,
      lastSeen: last_seen,
    }));
  },

  /** Freezes an edition. Of two processes that freeze the same one, the first is kept, and both get it. */
  async freeze(edition: Edition): Promise<Edition> {
    const { id, cadence, due, frozen } = edition;
    const content = JSON.stringify(edition);
    await db
      .insertInto('editions')
      .values({ id, cadence, due, frozen, content })
      .onConflict((c) => c.doNothing())
      .execute();
    return (await edition_(db, cadence, due)) ?? edition;
  },

  /** The edition of a cadence at a due instant, where it is frozen. */
  edition: (cadence: Edition['cadence'], due: Instant): Promise<Edition | undefined> => edition_(db, cadence, due),

  /** Writes a message that is to be sent, and answers whether it was new: its row may be there already. */
  async enqueue({ mail, stories, messageId, skipped, ...delivery }: NewDelivery): Promise<boolean> {
    const ending = skipped
      ? { state: 'skipped' as const, settled: delivery.created, because: skipped }
      : { state: 'waiting' as const, settled: null, because: null };
    const row = { ...delivery, message_id: messageId, mail: JSON.stringify(mail), stories: JSON.stringify(stories) };
    const inserted = await db
      .insertInto('deliveries')
      .values({ ...row, ...ending, attempts: 0, next: delivery.created })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0;
  },

  /** The messages that may be sent now, oldest first. */
  async sendable(now: Instant): Promise<Delivery[]> {
    const rows = await db
      .selectFrom('deliveries')
      .where('state', 'in', ['waiting', 'unknown'])
      .where('next', '<=', now)
      .selectAll()
      .orderBy('created')
      .orderBy('id')
      .execute();
    return rows.map(deliveryOf);
  },

  /** Takes a message for sending, and answers whether it is ours: another process may have been first. */
  async claim(id: string, at: Instant): Promise<boolean> {
    const taken = await db
      .updateTable('deliveries')
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'unknown'])
      .set((e) => ({ state: 'sending', attempts: e('attempts', '+', 1), next: at }))
      .executeTakeFirst();
    return taken.numUpdatedRows > 0n;
  },

  /** Marks what was being sent when its process ended: whether the server took it, we do not know. */
  async markLost(before: Instant): Promise<number> {
    const lost = await db
      .updateTable('deliveries')
      .where('state', '=', 'sending')
      .where('next', '<', before)
      .set({ state: 'unknown', because: 'the process ended before the mail server answered' })
      .executeTakeFirst();
    return Number(lost.numUpdatedRows);
  },

  /** Records how a send ended. */
  async settle(
    id: string,
    state: DeliveryState,
    because: string | null,
    at: Instant,
    next: Instant = at,
  ): Promise<void> {
    const settled = state === 'waiting' || state === 'unknown' ? null : at;
    await db.updateTable('deliveries').where('id', '=', id).set({ state, because, settled, next }).execute();
  },

  /** The last edition that a subscriber has a message of, and the local period that it was for. */
  async lastEdition(subscriber: string): Promise<{ due: Instant; period: string | null } | undefined> {
    return db
      .selectFrom('deliveries')
      .innerJoin('editions', 'editions.id', 'deliveries.subject')
      .where('subscriber', '=', subscriber)
      .where('kind', '=', 'edition')
      .select(['editions.due', 'deliveries.period'])
      .orderBy('editions.due', 'desc')
      .executeTakeFirst();
  },

  async countDeliveries(): Promise<{ state: DeliveryState; n: number }[]> {
    return db
      .selectFrom('deliveries')
      .groupBy('state')
      .select(['state', (e) => e.fn.countAll<number>().as('n')])
      .execute();
  },
});

async function edition_(db: Database, cadence: Edition['cadence'], due: Instant): Promise<Edition | undefined> {
  const row = await db
    .selectFrom('editions')
    .where('cadence', '=', cadence)
    .where('due', '=', due)
    .select('content')
    .executeTakeFirst();
  return row && JSON.parse(row.content);
}

function deliveryOf({ period: _, message_id, mail, stories, ...row }: Selectable<Tables['deliveries']>): Delivery {
  return { ...row, messageId: message_id, mail: JSON.parse(mail), stories: JSON.parse(stories) };
}
