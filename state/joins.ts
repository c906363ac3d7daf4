/** The ledger of who wishes to get our mail and has not confirmed it yet, and of what subscribers agreed to. */
import { type Selectable, sql } from 'kysely';
import type { Consent } from './consent.ts';
import { atomically, type Database } from './database.ts';
import { forgetMails } from './deliveries.ts';
import type { Instant } from './item.ts';
import type { Join } from './join.ts';
import type { Tables } from './tables.ts';

export const joins = (db: Database) => ({
  async addJoin({ wishes, ...join }: Join): Promise<void> {
    await db
      .insertInto('joins')
      .values({ ...join, wishes: JSON.stringify(wishes) })
      .execute();
  },

  async join(id: string): Promise<Join | undefined> {
    const row = await db.selectFrom('joins').where('id', '=', id).selectAll().executeTakeFirst();
    return row && joinOf(row);
  },

  /** How many mails were sent, or are to be, for what was asked in the name of an address since an instant. */
  async asksOf(address: string, since: Instant): Promise<number> {
    const { n } = await db
      .selectFrom('joins')
      .innerJoin('deliveries', 'deliveries.subscriber', 'joins.id')
      .where(sql<boolean>`lower(joins.address) = ${address.toLowerCase()}`)
      .where('asked', '>=', since)
      .where('state', '<>', 'skipped')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  },

  /** Marks a wish as confirmed. */
  async confirmJoin(id: string, at: Instant): Promise<void> {
    await db.updateTable('joins').where('id', '=', id).set({ confirmed: at }).execute();
  },

  /** Forgets the wishes that were asked before an instant, and the mails that were written for them; answers how many there were. */
  forgetJoins: (before: Instant): Promise<number> =>
    atomically(db, async (tx) => {
      const written = sql<boolean>`subscriber in (select id from joins where asked < ${before})`;
      const mails = tx.selectFrom('deliveries').where(written).select('id');
      // What came back of them names the address.
      await tx.deleteFrom('bounces').where('delivery', 'in', mails).execute();
      await forgetMails(tx, written);
      const gone = await tx.deleteFrom('joins').where('asked', '<', before).executeTakeFirst();
      return Number(gone.numDeletedRows);
    }),

  async consent(consent: Consent): Promise<void> {
    await db.insertInto('consents').values(consent).execute();
  },

  /** What a subscriber agreed to and ended, the oldest first. */
  consentsOf: (subscriber: string): Promise<Consent[]> =>
    db.selectFrom('consents').where('subscriber', '=', subscriber).selectAll().orderBy('at').execute(),
});

export const joinOf = ({ wishes, ...row }: Selectable<Tables['joins']>): Join => ({
  ...row,
  wishes: JSON.parse(wishes),
});
