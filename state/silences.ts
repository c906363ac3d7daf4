/** The ledger of silences, and what they held back. */
import type { Database } from './database.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';
import type { Held, Silence } from './silence.ts';

export const silences = (db: Database) => ({
  /** The silences in force at an instant, the first to end first. That of a story names what the story is part of by now. */
  silences: (at: Instant): Promise<Silence[]> =>
    db
      .selectFrom('silences')
      .leftJoin('former_stories', 'former_stories.id', 'silences.of')
      .where('since', '<=', at)
      .where('until', '>', at)
      .where((e) => e.or([e('ended', 'is', null), e('ended', '>', at)]))
      .selectAll('silences')
      .select((e) => e.fn.coalesce('former_stories.story', 'silences.of').as('of'))
      .orderBy('until')
      .orderBy('silences.id')
      .execute(),

  /** Every silence there ever was, the newest first. */
  allSilences: (): Promise<Silence[]> =>
    db.selectFrom('silences').selectAll().orderBy('since', 'desc').orderBy('id').execute(),

  async addSilence(silence: Silence): Promise<void> {
    await db.insertInto('silences').values(silence).execute();
  },

  /** Ends a silence before its time, and answers whether it was in force. */
  async endSilence(id: string, at: Instant): Promise<boolean> {
    const ended = await db
      .updateTable('silences')
      .where('id', '=', id)
      .where('ended', 'is', null)
      .where('until', '>', at)
      .set({ ended: at })
      .executeTakeFirst();
    return ended.numUpdatedRows > 0n;
  },

  /** Records that a silence kept something from being told at once; the first time counts. */
  async hold(silence: string, subject: string, at: Instant): Promise<void> {
    await db
      .insertInto('held')
      .values({ silence, subject, at })
      .onConflict((c) => c.doNothing())
      .execute();
  },

  /** What a silence held back, oldest first. */
  heldBy: (silence: string): Promise<Held[]> =>
    db.selectFrom('held').where('silence', '=', silence).selectAll().orderBy('at').orderBy('subject').execute(),

  /** What held any of these back, oldest first. */
  async heldOf(subjects: readonly string[]): Promise<Held[]> {
    const held: Held[] = [];
    for (const some of chunks(subjects))
      held.push(...(await db.selectFrom('held').where('subject', 'in', some).selectAll().execute()));
    return held.sort((a, b) => (a.at < b.at || (a.at === b.at && a.silence < b.silence) ? -1 : 1));
  },

  /** Records that it was told that a silence is about to end; answers whether this was the first time. */
  async warnedOf(id: string, at: Instant): Promise<boolean> {
    const warned = await db
      .updateTable('silences')
      .where('id', '=', id)
      .where('warned', 'is', null)
      .set({ warned: at })
      .executeTakeFirst();
    return warned.numUpdatedRows > 0n;
  },
});
