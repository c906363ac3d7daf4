/** The ledger of what items said of the subjects of trackers: rows are added and marked as withdrawn, and never changed otherwise. */
import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';
import type { Tables } from './tables.ts';
import type { Move } from './tracker.ts';

export const moves = (db: Database) => ({
  /** What items came to say of a topic's subjects until an instant, earliest first; withdrawals of later are in it. */
  async moves(topic: string, until?: Instant): Promise<Move[]> {
    const all = db
      .selectFrom('moves')
      .leftJoin('items', 'items.id', 'moves.item')
      .where('topic', '=', topic)
      .selectAll('moves')
      .select((e) => e.fn.coalesce('items.voice', 'moves.family').as('family'));
    const rows = await (until === undefined ? all : all.where('at', '<=', until))
      .orderBy('at')
      .orderBy('item')
      .orderBy('tracker')
      .orderBy('subject')
      .orderBy('stage')
      .execute();
    return rows.map(moveOf);
  },

  /** Adds what came, and marks what is withdrawn as of its `withdrawn`, in one transaction. What is there already stays as it is. */
  async keepMoves(fresh: readonly Move[], withdrawn: readonly Move[] = []): Promise<void> {
    await db.transaction().execute(async (tx) => {
      for (const move of withdrawn) await withdraw(tx, move);
      const rows = fresh.map((move) => ({ ...move, denied: Number(move.denied) }));
      for (const some of chunks(rows))
        await tx
          .insertInto('moves')
          .values(some)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    });
  },
});

async function withdraw(tx: Database, { topic, tracker, subject, stage, denied, item, at, withdrawn }: Move) {
  const named = { topic, tracker, subject, stage, denied: Number(denied), item, at };
  await tx
    .updateTable('moves')
    .set({ withdrawn })
    .where((e) => e.and(named))
    .where('withdrawn', 'is', null)
    .execute();
}

const moveOf = ({ denied, ...row }: Selectable<Tables['moves']>): Move => ({ ...row, denied: denied === 1 });
