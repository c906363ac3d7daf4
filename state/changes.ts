/** When items came to say something else than what was told of them, or were taken back. */
import type { Database } from './database.ts';
import { type Instant, later } from './item.ts';
import { chunks } from './items.ts';

export const changes = (db: Database) => ({
  /** When items last came to say what they say now, or were taken back or restored: of those of the ids of which that is so. */
  async lastChanges(ids: readonly string[]): Promise<Map<string, Instant>> {
    const changes = new Map<string, Instant>();
    const note = (item: string, at: Instant | null) => at && changes.set(item, later(at, changes.get(item) ?? at));
    for (const some of chunks(ids)) {
      const revised = db.selectFrom('revisions').where('item', 'in', some).groupBy('item');
      const texts = await revised.select(['item', (e) => e.fn.max('until').as('at')]).execute();
      for (const { item, at } of texts) note(item, at);
      const listed = await db
        .selectFrom('items')
        .where('id', 'in', some)
        .where((e) => e.or([e('withdrawn', 'is not', null), e('restored', 'is not', null)]))
        .select(['id', 'withdrawn', 'restored'])
        .execute();
      for (const { id, withdrawn, restored } of listed) for (const at of [withdrawn, restored]) note(id, at);
    }
    return changes;
  },

  /** The items of frozen editions to which that happened after `from` and until `to`. */
  async changedOfEditions(from: Instant, to: Instant): Promise<string[]> {
    const revised = db
      .selectFrom('revisions')
      .where('until', '>', from)
      .where('until', '<=', to)
      .where((e) =>
        e.exists(e.selectFrom('told_items').whereRef('told_items.item', '=', 'revisions.item').select('item')),
      );
    const listed = (column: 'withdrawn' | 'restored') =>
      db
        .selectFrom('items')
        .where(column, '>', from)
        .where(column, '<=', to)
        .where((e) => e.exists(e.selectFrom('told_items').whereRef('told_items.item', '=', 'items.id').select('item')));
    const found = [
      await revised.select('item').distinct().execute(),
      await listed('withdrawn').select('id as item').execute(),
      await listed('restored').select('id as item').execute(),
    ];
    return [...new Set(found.flat().map(({ item }) => item))];
  },
});
