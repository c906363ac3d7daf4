/** Items that their sources list no more: two visits say so before we believe it. */
import type { Database } from './database.ts';
import { before, DAY, type Instant, type Item } from './item.ts';
import { chunks } from './items.ts';

/** An item that a topic's rules fit, as far as it can be found in a document or missed there. */
export interface WatchedItem extends Pick<Item, 'id' | 'source' | 'key' | 'canonical' | 'title' | 'published'> {
  /** Since when its source does not list it any more; null where it does, as far as we know. */
  missing: Instant | null;
  withdrawn: Instant | null;
}

/** What a document tells of the items that are watched, by their ids. */
export interface Listing {
  /** Not listed, for the first time. */
  missing: string[];
  /** Not listed, as they were not before. */
  withdrawn: string[];
  /** Listed again. */
  back: string[];
}

/** An item that comes back later than this is told by nobody as withdrawn any more. */
const RETURN = 14 * DAY;

export const withdrawals = (db: Database) => ({
  /** The items that came to fit one of the topics since an instant, and those that are missed. Both by an index. */
  async watchedItems(topics: readonly string[], since: Instant): Promise<WatchedItem[]> {
    const columns = ['id', 'source', 'key', 'canonical', 'title', 'published', 'missing', 'withdrawn'] as const;
    const fitting = db.selectFrom('matches').where('topic', 'in', topics).where('at', '>=', since).select('item');
    const of = () => db.selectFrom('items').select(columns);
    const recent = topics.length === 0 ? [] : await of().where('id', 'in', fitting).execute();
    const missed = await of().where('missing', 'is not', null).where('missing', '>=', before(since, RETURN)).execute();
    return [...new Map([...recent, ...missed].map((item) => [item.id, item])).values()];
  },
});

/** Writes what a document tells. An item is withdrawn only after an earlier visit has missed it too. */
export async function keepListing(tx: Database, { missing, withdrawn, back }: Listing, at: Instant): Promise<void> {
  const items = (ids: string[]) => tx.updateTable('items').where('id', 'in', ids);
  for (const ids of chunks(missing)) await items(ids).where('missing', 'is', null).set({ missing: at }).execute();
  for (const ids of chunks(withdrawn)) {
    const missed = items(ids).where('missing', 'is not', null).where('withdrawn', 'is', null);
    await missed.set({ withdrawn: at }).execute();
  }
  for (const ids of chunks(back)) {
    await items(ids).where('withdrawn', 'is not', null).set({ restored: at }).execute();
    await items(ids).set({ missing: null, withdrawn: null }).execute();
  }
}
