/** The ledger of one person: what they change, all that is known of them, and its end. */
import { sql } from 'kysely';
import type { Bounce } from './bounce.ts';
import type { Consent } from './consent.ts';
import { atomically, type Database } from './database.ts';
import { forgetMails } from './deliveries.ts';
import type { DeliveryState, Mail } from './delivery.ts';
import type { Instant } from './item.ts';
import type { Join, Wishes } from './join.ts';
import { joinOf, joins } from './joins.ts';
import type { Subscriber } from './subscriber.ts';
import { type Agreed, isAt, rowOf, subscribers } from './subscribers.ts';
import { suppressions } from './suppressions.ts';

/** A mail that was written to somebody. */
export interface WrittenMail {
  id: string;
  kind: string;
  /** The line of its subject. */
  title: string;
  state: DeliveryState;
  created: Instant;
  settled: Instant | null;
  /** The mail server's words, or ours. */
  because: string | null;
}

/** All that is known of a person, as they may take it along (GDPR, Articles 15 and 20). Each list is the oldest first. */
export interface Everything {
  subscriber: Subscriber;
  consents: Consent[];
  joins: Join[];
  mails: WrittenMail[];
  bounces: Bounce[];
}

export const person = (db: Database) => ({
  /** Changes what somebody gets, with what they agreed to by it. Leaving wins: who has left since is not brought back; answers whether they were there. */
  changeWishes: (id: string, wishes: Partial<Wishes>, consent: Agreed): Promise<boolean> =>
    atomically(db, async (tx) => {
      const known = await subscribers(tx).subscriber(id);
      return known !== undefined && changed(tx, id, rowOf({ ...known, ...wishes }), consent);
    }),

  /** Sends nothing to somebody until an instant, or again where there is none; answers whether they were there. */
  pauseSubscriber: (id: string, until: Instant | null, consent: Agreed): Promise<boolean> =>
    atomically(db, (tx) => changed(tx, id, { paused: until }, consent)),

  /** A message as a subscriber got it, and whether they want HTML; not what only their mailbox may know, such as links to confirm. */
  async messageOf(id: string): Promise<{ mail: Mail; html: boolean } | undefined> {
    const row = await db
      .selectFrom('deliveries')
      .innerJoin('bodies', 'bodies.id', 'deliveries.body')
      .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber')
      .where('deliveries.id', '=', id)
      .where('kind', 'not in', ['confirmation', 'ops'])
      .select(['bodies.mail', 'format'])
      .executeTakeFirst();
    return row && { mail: JSON.parse(row.mail), html: row.format === 'html' };
  },

  /** All that is known of a subscriber, who may have left. */
  async everythingOf(subscriber: Subscriber): Promise<Everything> {
    const { address } = subscriber;
    return {
      subscriber,
      consents: await joins(db).consentsOf(subscriber.id),
      joins: await joinsAt(db, address),
      mails: await mailsTo(db, address),
      bounces: await bouncesOf(db, address),
    };
  },

  /**
   * Forgets a subscriber, all of it or nothing. What is left is the salted hash of the address, so that nobody who brings it
   * again by mistake has it written to. A mail that is on its way finds nobody who wants it.
   */
  erase: ({ address }: Pick<Subscriber, 'address'>, at: Instant): Promise<void> =>
    atomically(db, async (tx) => {
      await forgetMails(tx, isOf(address));
      await tx.deleteFrom('bounces').where(isAbout(address)).execute();
      await tx.deleteFrom('consents').where(isOf(address)).execute();
      // These say what is theirs, and so go last.
      await tx.deleteFrom('joins').where(isAt(address)).execute();
      await tx.deleteFrom('subscribers').where(isAt(address)).execute();
      await suppressions(tx).suppress(address, 'left', at);
    }),
});

async function changed(
  tx: Database,
  id: string,
  its: Partial<ReturnType<typeof rowOf>> | { paused: Instant | null },
  consent: Agreed,
) {
  const there = tx.updateTable('subscribers').where('id', '=', id).where('left', 'is', null);
  if ((await there.set(its).executeTakeFirst()).numUpdatedRows === 0n) return false;
  await joins(tx).consent({ subscriber: id, ...consent });
  return true;
}

/**
 * What is kept under the names of a person: their own, of which an older ledger may have several, those of their wishes to
 * join, and the bare address.
 */
const isOf = (address: string) =>
  sql<boolean>`subscriber in (select id from subscribers where ${isAt(address)}
    union select id from joins where ${isAt(address)} union select ${`to:${address}`})`;

const isAbout = (address: string) => sql<boolean>`(${isOf(address)} or lower(recipient) = ${address.toLowerCase()})`;

async function joinsAt(db: Database, address: string): Promise<Join[]> {
  return (await db.selectFrom('joins').where(isAt(address)).selectAll().orderBy('asked').execute()).map(joinOf);
}

const mailsTo = (db: Database, address: string): Promise<WrittenMail[]> =>
  db
    .selectFrom('deliveries')
    .where(isOf(address))
    .select(['id', 'kind', 'title', 'state', 'created', 'settled', 'because'])
    .orderBy('created')
    .orderBy('id')
    .execute();

async function bouncesOf(db: Database, address: string): Promise<Bounce[]> {
  const rows = await db.selectFrom('bounces').where(isAbout(address)).selectAll().orderBy('at').execute();
  return rows.map(({ hard, ...row }) => ({ ...row, hard: hard === 1 }));
}
