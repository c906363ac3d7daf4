/** The ledger's stories, looked up by their names and by their time. */
import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';
import type { Story } from './story.ts';
import type { Tables } from './tables.ts';

/** A name of a story: its own, or one that it had before it was taken in. */
export interface StoryName {
  name: string;
  story: string;
}

/** Of the names that begin alike so many are told apart; and so many of the newest are known to who mistypes one. */
const ALIKE = 20;
const NEWEST = 2000;

export const stories = (db: Database) => ({
  /** Stories by their ids, without those that are not there. */
  async storiesById(ids: readonly string[]): Promise<Story[]> {
    const rows: Row[] = [];
    for (const some of chunks(ids))
      rows.push(...(await db.selectFrom('stories').where('id', 'in', some).selectAll().execute()));
    return withItems(db, rows);
  },

  /** The stories that got an item after `from` and until `to`, newest first. */
  async storiesBetween(from: Instant, to: Instant): Promise<Story[]> {
    const rows = await db
      .selectFrom('stories')
      .where('last_seen', '>', from)
      .where('first_seen', '<=', to)
      .selectAll()
      .orderBy('last_seen', 'desc')
      .orderBy('id')
      .execute();
    return withItems(db, rows);
  },

  /** The names, former ones too, that begin with these letters, in their order; the whole name alone where it is one. */
  async storiesNamed(beginning: string): Promise<StoryName[]> {
    // Compared as text and not as a pattern, in which `_` and `%` would stand for any letter.
    const upTo = `${beginning}~`;
    const now = db.selectFrom('stories').select(['id as name', 'id as story']);
    const before = db.selectFrom('former_stories').select(['id as name', 'story']);
    const found = await now
      .where('id', '>=', beginning)
      .where('id', '<', upTo)
      .union(before.where('id', '>=', beginning).where('id', '<', upTo))
      .orderBy('name')
      .limit(ALIKE)
      .execute();
    const whole = found.filter(({ name }) => name === beginning);
    return whole.length > 0 ? whole : found;
  },

  /** The names that stories had before these took them in. */
  async formerNames(ids: readonly string[]): Promise<StoryName[]> {
    const found: StoryName[] = [];
    for (const some of chunks(ids)) {
      const rows = db.selectFrom('former_stories').where('story', 'in', some).select(['id as name', 'story']);
      found.push(...(await rows.orderBy('name').execute()));
    }
    return found;
  },

  /** The ids of the newest stories: what somebody who mistypes one is likely to have meant. */
  async newestStories(): Promise<string[]> {
    const rows = await db.selectFrom('stories').select('id').orderBy('last_seen', 'desc').limit(NEWEST).execute();
    return rows.map(({ id }) => id);
  },
});

type Row = Selectable<Tables['stories']>;

/** The stories of some rows, in their order. */
async function withItems(db: Database, rows: readonly Row[]): Promise<Story[]> {
  const members: { story: string; item: string }[] = [];
  for (const some of chunks(rows.map(({ id }) => id))) {
    const of = db.selectFrom('story_items').where('story', 'in', some).select(['story', 'item']);
    members.push(...(await of.orderBy('item').execute()));
  }
  const byStory = Map.groupBy(members, ({ story }) => story);
  return rows.map(({ first_seen, last_seen, ...row }) => ({
    ...row,
    items: (byStory.get(row.id) ?? []).map(({ item }) => item),
    firstSeen: first_seen,
    lastSeen: last_seen,
  }));
}
