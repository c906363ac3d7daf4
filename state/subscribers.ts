/** The ledger of the people who get our mail. */
import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { Subscriber } from './subscriber.ts';
import type { Tables } from './tables.ts';

export const subscribers = (db: Database) => ({
  /** Adds a subscriber, or writes over the one with this address, who keeps the id. */
  async subscribe(subscriber: Subscriber): Promise<void> {
    const { topics, alerts, quiet, allQuiet, ...same } = subscriber;
    const row = {
      ...same,
      topics: JSON.stringify(topics),
      alerts: Number(alerts),
      quiet: quiet && JSON.stringify(quiet),
      all_quiet: Number(allQuiet),
    };
    const { id: _, ...settings } = row;
    await db
      .insertInto('subscribers')
      .values(row)
      .onConflict((c) => c.column('address').doUpdateSet(settings))
      .execute();
  },

  /** Everyone who has not left, by address. */
  async subscribers(): Promise<Subscriber[]> {
    const rows = await db.selectFrom('subscribers').where('left', 'is', null).selectAll().orderBy('address').execute();
    return rows.map(subscriberOf);
  },

  async subscriber(id: string): Promise<Subscriber | undefined> {
    const row = await db.selectFrom('subscribers').where('id', '=', id).selectAll().executeTakeFirst();
    return row && subscriberOf(row);
  },

  /** Whoever has this address, also who left. */
  async subscriberAt(address: string): Promise<Subscriber | undefined> {
    const row = await db.selectFrom('subscribers').where('address', '=', address).selectAll().executeTakeFirst();
    return row && subscriberOf(row);
  },

  /** Ends a subscription, and answers whether there was one. */
  async leave(address: string, at: string): Promise<boolean> {
    const left = await db
      .updateTable('subscribers')
      .where('address', '=', address)
      .where('left', 'is', null)
      .set({ left: at })
      .executeTakeFirst();
    return left.numUpdatedRows > 0n;
  },
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
