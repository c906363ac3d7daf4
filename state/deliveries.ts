/** The ledger of the mail: a row before it is sent, and how each send ended. */
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { atomically, type Database } from './database.ts';
import type { Delivery, DeliveryState, Mail } from './delivery.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';

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
export type NewDelivery = Omit<Delivery, 'body' | 'state' | 'attempts' | 'next' | 'settled' | 'lost' | 'because'> & {
  /** A subscriber gets one message a period, whatever happens to clocks and settings; null for what has no period. */
  period: string | null;
  /** Why it is not to be sent at all, where it is written only to settle its period. */
  skipped?: string;
};

export const deliveries = (db: Database) => ({
  /** Writes a message that is to be sent, and answers whether it was new: its row may be there already. */
  enqueue: async (message: NewDelivery): Promise<boolean> => (await enqueueAll(db, [message])) > 0,

  /**
   * Writes messages that are to be sent, and answers how many were new: rows may be there already. They are committed by
   * the hundreds, for each commit waits for the disk; after a crash what is missing is written, and nothing twice.
   */
  enqueueAll: (messages: readonly NewDelivery[]): Promise<number> => enqueueAll(db, messages),

  /** Records what became of a message that is not under way. */
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
});

async function enqueueAll(db: Database, messages: readonly NewDelivery[]): Promise<number> {
  let fresh = 0;
  for (const some of chunks(messages)) fresh += await atomically(db, (tx) => insertAll(tx, some));
  return fresh;
}

async function insertAll(tx: Database, messages: readonly NewDelivery[]): Promise<number> {
  const bodies = new Map<Mail, string>();
  for (const { mail } of messages) if (!bodies.has(mail)) bodies.set(mail, await keepBody(tx, mail));
  const rows = messages.map((message) => rowOf(message, bodies.get(message.mail)!));
  const inserted = await tx
    .insertInto('deliveries')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows ?? 0);
}

/** Keeps a mail, once, and answers its name. */
async function keepBody(tx: Database, mail: Mail): Promise<string> {
  const body = { id: bodyOf(mail), mail: JSON.stringify(mail) };
  await tx
    .insertInto('bodies')
    .values(body)
    .onConflict((c) => c.doNothing())
    .execute();
  return body.id;
}

function rowOf({ mail, stories, messageId, references, skipped, ...delivery }: NewDelivery, body: string) {
  const ending = skipped
    ? { state: 'skipped' as const, settled: delivery.created, because: skipped }
    : { state: 'queued' as const, settled: null, because: null };
  return {
    ...delivery,
    ...ending,
    ...{ message_id: messageId, refs: JSON.stringify(references), stories: JSON.stringify(stories) },
    ...{ body, title: mail.subject, attempts: 0, next: delivery.created },
  };
}

/** Forgets mails with what became of them. What only they told goes with them; a body that others were sent as well is theirs, too. */
export async function forgetMails(tx: Database, which: RawBuilder<boolean>): Promise<void> {
  const gone = await tx.deleteFrom('deliveries').where(which).returning('body').execute();
  const bodies = JSON.stringify([...new Set(gone.map(({ body }) => body))]);
  await sql`delete from bodies where id in (select value from json_each(${bodies}))
    and id not in (select body from deliveries)`.execute(tx);
}

/** The same mail has the same name. */
const bodyOf = (mail: Mail): string =>
  createHash('sha256').update(JSON.stringify(mail)).digest('base64url').slice(0, 22);
