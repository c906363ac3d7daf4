/** The ledger of the addresses that are not written to, known by salted hashes alone. */
import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
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

  /** Which of these addresses are not written to, and why. */
  async suppressedAmong(addresses: readonly string[]): Promise<Map<string, Suppression['reason']>> {
    const salt = await saltOf(db);
    const hashes = addresses.map((address) => hashed(address, salt));
    const { rows } = await sql<Suppression>`select hash, reason from suppressions
      where hash in (select value from json_each(${JSON.stringify(hashes)}))`.execute(db);
    const reasons = new Map(rows.map(({ hash, reason }) => [hash, reason]));
    const found = addresses.map((address, n) => [address, reasons.get(hashes[n]!)] as const);
    return new Map(found.filter((one): one is [string, Suppression['reason']] => one[1] !== undefined));
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

const hashOf = async (db: Database, address: string): Promise<string> => hashed(address, await saltOf(db));

const saltOf = (db: Database): Promise<string> =>
  settingOf(db, 'suppression salt', () => randomBytes(32).toString('base64url'));

/** HMAC-SHA256 of the address in lower case under the installation's own salt, so that no list made elsewhere opens it. */
const hashed = (address: string, salt: string): string =>
  createHmac('sha256', salt).update(address.toLowerCase()).digest('base64url');
