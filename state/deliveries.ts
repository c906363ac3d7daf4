/** The ledger of the mail: a row before it is sent, and how each send ended. */
import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { atomically, type Database } from './database.ts';
import type { Delivery, DeliveryState, Mail } from './delivery.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';
import type { Tables } from './tables.ts';

/** What became of a message that tells some story. */
export interface Telling
  extends Pick<
    Delivery,
    | 'id'
    | 'kind'
    | 'subject'
    | 'revision'
    | 'subscriber'
    | 'state'
    | 'attempts'
    | 'next'
    | 'created'
    | 'settled'
    | 'because'
  > {
  title: string;
  /** Of an edition its cadence, and when it was due. */
  cadence: Edition['cadence'] | null;
  due: Instant | null;
}

/** A delivery as it is first written: everything is known but how it will end. */
export type NewDelivery = Omit<Delivery, 'body' | 'state' | 'attempts' | 'next' | 'settled' | 'because'> & {
  /** A subscriber gets one message a period, whatever happens to clocks and settings; null for what has no period. */
  period: string | null;
  /** Why it is not to be sent at all, where it is written only to settle its period. */
  skipped?: string;
};

export const deliveries = (db: Database) => ({
  /** Writes a message that is to be sent, and answers whether it was new: its row may be there already. */
  async enqueue({ mail, stories, messageId, references, skipped, ...delivery }: NewDelivery): Promise<boolean> {
    const ending = skipped
      ? { state: 'skipped' as const, settled: delivery.created, because: skipped }
      : { state: 'queued' as const, settled: null, because: null };
    const row = {
      ...delivery,
      message_id: messageId,
      refs: JSON.stringify(references),
      body: bodyOf(mail),
      title: mail.subject,
      stories: JSON.stringify(stories),
    };
    return atomically(db, async (tx) => {
      await tx
        .insertInto('bodies')
        .values({ id: row.body, mail: JSON.stringify(mail) })
        .onConflict((c) => c.doNothing())
        .execute();
      const inserted = await tx
        .insertInto('deliveries')
        .values({ ...row, ...ending, attempts: 0, next: delivery.created })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst();
      return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0;
    });
  },

  /** The messages that may be sent now, oldest first; of editions there are many, and what is told at once does not wait for them. */
  sendable: (now: Instant): Promise<{ id: string; state: DeliveryState }[]> =>
    db
      .selectFrom('deliveries')
      .where('state', 'in', ['queued', 'unknown'])
      .where('next', '<=', now)
      .select(['id', 'state'])
      .orderBy((e) => e('kind', '=', 'edition'))
      .orderBy('created')
      .orderBy('id')
      .execute(),

  /** Takes a message for sending, where it may be sent now and no other process took it first. Counts an attempt. */
  async claim(id: string, now: Instant): Promise<Delivery | undefined> {
    const row = await db
      .updateTable('deliveries')
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'unknown'])
      .where('next', '<=', now)
      .set((e) => ({ state: 'handed', attempts: e('attempts', '+', 1), next: now }))
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    const { mail } = await db.selectFrom('bodies').where('id', '=', row.body).select('mail').executeTakeFirstOrThrow();
    return deliveryOf({ ...row, mail });
  },

  /** Puts a claimed message back as it was, until an instant where one is given: it was not attempted after all. */
  async release(id: string, state: DeliveryState, because: string | null, next?: Instant): Promise<void> {
    await db
      .updateTable('deliveries')
      .where('id', '=', id)
      .where('state', '=', 'handed')
      .set((e) => ({ state, attempts: e('attempts', '-', 1), because, ...(next && { next }) }))
      .execute();
  },

  /** Marks what was being sent when its process ended: whether the server took it, we do not know. */
  async markLost(before: Instant): Promise<number> {
    const lost = await db
      .updateTable('deliveries')
      .where('state', '=', 'handed')
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
    const settled = state === 'queued' || state === 'unknown' ? null : at;
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

  /**
   * What was written since an instant that tells any of these stories, to everyone or to one subscriber, oldest first.
   * Reads an index and not the mails, of which there are many and large ones.
   */
  async deliveriesOf(stories: readonly string[], since: Instant, subscriber?: string): Promise<Telling[]> {
    const tells = sql<boolean>`exists (select 1 from json_each(deliveries.stories)
      where value in (select value from json_each(${JSON.stringify(stories)})))`;
    const all = db
      .selectFrom('deliveries')
      .leftJoin('editions', 'editions.id', 'deliveries.subject')
      .where('deliveries.created', '>=', since)
      .where(tells);
    return (subscriber === undefined ? all : all.where('subscriber', '=', subscriber))
      .select(['deliveries.id', 'kind', 'subject', 'revision', 'subscriber', 'state', 'attempts', 'next', 'created'])
      .select(['settled', 'because', 'title', 'editions.cadence', 'editions.due'])
      .orderBy('created')
      .orderBy('deliveries.id')
      .execute();
  },

  /** Messages that were tried and are still waiting, the oldest first: why, and when they are tried again. */
  troubled: (): Promise<{ to: string; state: DeliveryState; because: string | null; next: Instant }[]> =>
    db
      .selectFrom('deliveries')
      .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber')
      .where('state', 'in', ['queued', 'unknown'])
      .where('because', 'is not', null)
      .select(['address as to', 'state', 'because', 'next'])
      .orderBy('created')
      .limit(5)
      .execute(),

  async countDeliveries(): Promise<{ state: DeliveryState; n: number }[]> {
    return db
      .selectFrom('deliveries')
      .groupBy('state')
      .select(['state', (e) => e.fn.countAll<number>().as('n')])
      .execute();
  },
});

/** The same mail has the same name. */
const bodyOf = (mail: Mail): string =>
  createHash('sha256').update(JSON.stringify(mail)).digest('base64url').slice(0, 22);

function deliveryOf({
  period: _,
  title: __,
  lease: ___,
  message_id,
  refs,
  mail,
  stories,
  ...row
}: Selectable<Tables['deliveries']> & { mail: string }): Delivery {
  return {
    ...row,
    messageId: message_id,
    references: JSON.parse(refs),
    mail: JSON.parse(mail),
    stories: JSON.parse(stories),
  };
}
