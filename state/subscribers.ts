/** The ledger of the people who get our mail. */
import { type Selectable, sql } from 'kysely';
import { atomically, type Database } from './database.ts';
import type { Subscriber } from './subscriber.ts';
import type { Tables } from './tables.ts';

export const subscribers = (db: Database) => ({
  /** Adds a subscriber, or writes over the one with this address in any case, who keeps the id. Answers the id. */
  subscribe: (subscriber: Subscriber): Promise<string> =>
    atomically(db, async (tx) => {
      const { id, ...settings } = rowOf(subscriber);
      const known = await at(tx, subscriber.address);
      if (known)
        await tx
          .updateTable('subscribers')
          .where('id', '=', known.id)
          .set({ ...settings, address: known.address })
          .execute();
      else
        await tx
          .insertInto('subscribers')
          .values({ id, ...settings })
          .onConflict((c) => c.column('id').doUpdateSet(settings))
          .execute();
      return known?.id ?? id;
    }),

  /** Everyone who has not left, by address. */
  async subscribers(): Promise<Subscriber[]> {
    const rows = await db.selectFrom('subscribers').where('left', 'is', null).selectAll().orderBy('address').execute();
    return rows.map(subscriberOf);
  },

  async subscriber(id: string): Promise<Subscriber | undefined> {
    const row = await db.selectFrom('subscribers').where('id', '=', id).selectAll().executeTakeFirst();
    return row && subscriberOf(row);
  },

  /** Whoever has this address, written in any case, also who left. */
  async subscriberAt(address: string): Promise<Subscriber | undefined> {
    const row = await at(db, address);
    return row && subscriberOf(row);
  },

  /** Ends a subscription, and answers whether there was one. */
  async leave(address: string, at: string): Promise<boolean> {
    const left = await db
      .updateTable('subscribers')
      .where((e) => e(e.fn('lower', ['address']), '=', address.toLowerCase()))
      .where('left', 'is', null)
      .set({ left: at })
      .executeTakeFirst();
    return left.numUpdatedRows > 0n;
  },
});

/**
 * Two addresses that differ by case alone are one mailbox nearly everywhere. An older ledger may hold both: who has not
 * left comes first, and then who is spelled just so.
 */
const at = (db: Database, address: string) =>
  db
    .selectFrom('subscribers')
    .where(isAt(address))
    .selectAll()
    .orderBy((e) => e('left', 'is not', null))
    .orderBy((e) => e('address', '<>', address))
    .executeTakeFirst();

const isAt = (address: string) => sql<boolean>`lower(address) = ${address.toLowerCase()}`;

const rowOf = ({ topics, alerts, quiet, allQuiet, ...same }: Subscriber) => ({
  ...same,
  topics: JSON.stringify(topics),
  alerts: Number(alerts),
  quiet: quiet && JSON.stringify(quiet),
  all_quiet: Number(allQuiet),
});

function subscriberOf({ topics, alerts, quiet, all_quiet, ...row }: Selectable<Tables['subscribers']>): Subscriber {
  return {
    ...row,
    topics: JSON.parse(topics),
    alerts: alerts === 1,
    quiet: quiet && JSON.parse(quiet),
    allQuiet: all_quiet === 1,
  };
}
