/** The ledger of the rate limits: until when each is spent. It holds across runs, and for all processes that share it. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Instant } from './item.ts';

export const budgets = (db: Database) => ({
  /** Until when each of these limits is spent; none is named that never was drawn on. */
  async spent(names: readonly string[]): Promise<Map<string, Instant>> {
    const all = JSON.stringify(names);
    const { rows } = await sql<{ name: string; spent: Instant }>`select name, spent from budgets
      where name in (select value from json_each(${all}))`.execute(db);
    return new Map(rows.map(({ name, spent }) => [name, spent]));
  },

  async spend(spent: ReadonlyMap<string, Instant>): Promise<void> {
    await sql`insert or replace into budgets (name, spent)
      select value ->> 0, value ->> 1 from json_each(${JSON.stringify([...spent])})`.execute(db);
  },
});
