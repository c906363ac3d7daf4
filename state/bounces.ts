/** The ledger of the mails that came back to us, and of what they say of whom. */
import { sql } from 'kysely';
import type { Bounce } from './bounce.ts';
import type { Database } from './database.ts';
import type { Delivery } from './delivery.ts';
import type { Instant } from './item.ts';

/** What is known of a message that came back. */
export type Returned = Pick<Delivery, 'id' | 'kind' | 'subscriber' | 'messageId' | 'created'>;

export const bounces = (db: Database) => ({
  /** Records what a mail says, and answers whether it was new: one that is read again counts once. */
  async recordBounces(rows: readonly Bounce[]): Promise<boolean> {
    const inserted = await db
      .insertInto('bounces')
      .values(rows.map(({ hard, ...row }) => ({ ...row, hard: Number(hard) })))
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0;
  },

  /** What a mail said of each recipient; nothing where it was never recorded. */
  async bouncesIn(id: string): Promise<Bounce[]> {
    const rows = await db.selectFrom('bounces').where('id', '=', id).selectAll().orderBy('recipient').execute();
    return rows.map(({ hard, ...row }) => ({ ...row, hard: hard === 1 }));
  },

  /** The message that an id names. */
  returned: (id: string): Promise<Returned | undefined> =>
    db
      .selectFrom('deliveries')
      .where('id', '=', id)
      .select(['id', 'kind', 'subscriber', 'message_id as messageId', 'created'])
      .executeTakeFirst(),

  /**
   * When a subscriber's messages came back for one of these reasons, the oldest first: since the last one that was written
   * before this one, was accepted, and did not come back. This one is not among them.
   */
  async earlierBounces(
    subscriber: string,
    reasons: readonly string[],
    { id, created }: Pick<Returned, 'id' | 'created'>,
  ): Promise<Instant[]> {
    const { rows } = await sql<{ at: Instant }>`
      select min(bounces.at) as at from bounces join deliveries on deliveries.id = bounces.delivery
      where bounces.subscriber = ${subscriber} and bounces.kind = 'bounce' and deliveries.id <> ${id}
        and reason in (select value from json_each(${JSON.stringify(reasons)}))
        and deliveries.created > coalesce((
          select max(good.created) from deliveries as good
          where good.subscriber = ${subscriber} and good.state = 'accepted' and good.created < ${created} and good.id not in (
            select delivery from bounces where subscriber = ${subscriber} and delivery is not null)), '')
      group by deliveries.id order by 1`.execute(db);
    return rows.map(({ at }) => at);
  },

  /** How many messages came back since an instant for one of these reasons, and the server's words of the latest. */
  async countBounces(since: Instant, reasons: readonly string[]): Promise<{ n: number; because: string | null }> {
    const some = db
      .selectFrom('bounces')
      .where('at', '>=', since)
      .where('kind', '=', 'bounce')
      .where('reason', 'in', reasons)
      .where('delivery', 'is not', null);
    const latest = await some.select('because').orderBy('at', 'desc').limit(1).executeTakeFirst();
    const { n } = await some.select((e) => e.fn.count<number>('delivery').distinct().as('n')).executeTakeFirstOrThrow();
    return { n, because: latest?.because ?? null };
  },
});
