/** The ledger of the addresses that are not written to, known by salted hashes alone. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import type { Instant } from './item.ts';
import { settingOf } from './settings.ts';
import type { Suppression } from './suppression.ts';

export const suppressions = (db: Database) => ({
  /** Keeps an address from being written to. An operator's word stands over all others; else the latest counts. */
  async suppress(address: string, reason: Suppression['reason'], at: Instant): Promise<void> {
    const hash = await hashOf(db, address);
    await db
      .insertInto('suppressions')
      .values({ hash, reason, at })
      .onConflict((c) => c.column('hash').doUpdateSet({ reason, at }).where('suppressions.reason', '<>', 'blocked'))
      .execute();
  },

  /** Why an address is not written to; nothing where it may be. */
  async suppressed(address: string): Promise<Suppression | undefined> {
    return db
      .selectFrom('suppressions')
      .where('hash', '=', await hashOf(db, address))
      .selectAll()
      .executeTakeFirst();
  },

  /** Lets an address be written to again, and answers whether it was suppressed. What an operator blocked only `blocked` lifts. */
  async liftSuppression(address: string, blocked = false): Promise<boolean> {
    const hash = await hashOf(db, address);
    const all = db.deleteFrom('suppressions').where('hash', '=', hash);
    const lifted = await (blocked ? all : all.where('reason', '<>', 'blocked')).executeTakeFirst();
    return lifted.numDeletedRows > 0n;
  },

  /** How many addresses are suppressed for each reason. */
  countSuppressions: (): Promise<{ reason: Suppression['reason']; n: number }[]> =>
    db
      .selectFrom('suppressions')
      .groupBy('reason')
      .select(['reason', (e) => e.fn.countAll<number>().as('n')])
      .orderBy('reason')
      .execute(),
});

/** HMAC-SHA256 of the address in lower case under the installation's own salt, so that no list made elsewhere opens it. */
async function hashOf(db: Database, address: string): Promise<string> {
  const salt = await settingOf(db, 'suppression salt', () => randomBytes(32).toString('base64url'));
  return createHmac('sha256', salt).update(address.toLowerCase()).digest('base64url');
}
