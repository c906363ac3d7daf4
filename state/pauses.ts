/** The ledger of the times in which nothing is sent, because the mail server does not want our mail, or does not answer. */
import type { Database } from './database.ts';
import type { Instant } from './item.ts';
import type { Pause } from './pause.ts';

export const pauses = (db: Database) => ({
  async startPause(pause: Pause): Promise<void> {
    await db.insertInto('pauses').values(pause).execute();
  },

  /** Takes back what was to be told of earlier pauses and waits yet: a later one is told in its place. */
  async untell(recipient: string, now: Instant): Promise<void> {
    await db
      .updateTable('deliveries')
      .where('subscriber', '=', recipient)
      .where('kind', '=', 'ops')
      .where('subject', 'like', 'pause:%')
      .where('state', '=', 'queued')
      .set({ state: 'skipped', settled: now, next: now, because: 'a later pause was told in its place' })
      .execute();
  },

  /** The pause that is on; of several the one that somebody must end, else the one that lasts longest. */
  async pauseAt(now: Instant): Promise<Pause | undefined> {
    return db
      .selectFrom('pauses')
      .where('ended', 'is', null)
      .where((e) => e.or([e('until', 'is', null), e('until', '>', now)]))
      .selectAll()
      .orderBy((e) => e('until', 'is not', null))
      .orderBy('until', 'desc')
      .executeTakeFirst();
  },

  /** The pauses that there were, the latest first. */
  latestPauses: (most: number): Promise<Pause[]> =>
    db.selectFrom('pauses').selectAll().orderBy('since', 'desc').orderBy('id').limit(most).execute(),

  /** Ends every pause that is on, and answers which they were. */
  async endPauses(at: Instant): Promise<Pause[]> {
    return db
      .updateTable('pauses')
      .where('ended', 'is', null)
      .where((e) => e.or([e('until', 'is', null), e('until', '>', at)]))
      .set({ ended: at })
      .returningAll()
      .execute();
  },
});
