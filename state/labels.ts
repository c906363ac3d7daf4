/** The ledger of analysts' judgement: whether an item is what a topic or a rule looks for. */
import type { Database } from './database.ts';
import { chunks } from './items.ts';
import type { Label } from './label.ts';

/** How often a rule fitted, and what analysts said of those items. */
export interface Fired {
  topic: string;
  rule: string;
  fired: number;
  /** Of these, how many were judged, and how many of the judged were what was looked for. */
  judged: number;
  useful: number;
}

export const labels = (db: Database) => ({
  /** Writes labels. A second one on the same item and subject replaces the first. */
  async label(all: readonly Label[]): Promise<void> {
    const rows = all.map(({ rule, fits, ...label }) => ({ ...label, rule: rule ?? '', fits: Number(fits) }));
    for (const some of chunks(rows))
      await db
        .insertInto('labels')
        .values(some)
        .onConflict((c) =>
          c.columns(['item', 'topic', 'rule']).doUpdateSet((e) => ({
            fits: e.ref('excluded.fits'),
            at: e.ref('excluded.at'),
          })),
        )
        .execute();
  },

  /** Takes a label back, and answers whether there was one. */
  async unlabel({ item, topic, rule }: Pick<Label, 'item' | 'topic' | 'rule'>): Promise<boolean> {
    const gone = await db
      .deleteFrom('labels')
      .where('item', '=', item)
      .where('topic', '=', topic)
      .where('rule', '=', rule ?? '')
      .executeTakeFirst();
    return gone.numDeletedRows > 0n;
  },

  /** The labels of a topic and its rules, oldest first; of all topics where none is named. */
  async labels(topic?: string): Promise<Label[]> {
    const all = db.selectFrom('labels').selectAll().orderBy('at').orderBy('item').orderBy('topic').orderBy('rule');
    const rows = await (topic === undefined ? all : all.where('topic', '=', topic)).execute();
    return rows.map(({ rule, fits, ...row }) => ({ ...row, rule: rule || null, fits: fits === 1 }));
  },

  /** How each rule that ever fitted did. A label on the rule itself says more than one on its topic. */
  async fired(): Promise<Fired[]> {
    const rows = await db
      .selectFrom('matches as m')
      .leftJoin('labels as own', (join) =>
        join.onRef('own.item', '=', 'm.item').onRef('own.topic', '=', 'm.topic').onRef('own.rule', '=', 'm.rule'),
      )
      .leftJoin('labels as whole', (join) =>
        join.onRef('whole.item', '=', 'm.item').onRef('whole.topic', '=', 'm.topic').on('whole.rule', '=', ''),
      )
      .select((e) => [
        'm.topic',
        'm.rule',
        e.fn.countAll<number>().as('fired'),
        e.fn.count<number>(e.fn.coalesce('own.fits', 'whole.fits')).as('judged'),
        e.fn.sum<number | null>(e.fn.coalesce('own.fits', 'whole.fits')).as('useful'),
      ])
      .groupBy(['m.topic', 'm.rule'])
      .orderBy('m.topic')
      .orderBy('m.rule')
      .execute();
    return rows.map((row) => ({ ...row, useful: row.useful ?? 0 }));
  },
});
