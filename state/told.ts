/** The ledger of what is told: stories, and the editions that were frozen of them. */
import { atomically, type Database } from './database.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';
import type { Story } from './story.ts';

export const told = (db: Database) => ({
  /** The story that each item of a topic is in, of the items that came to fit it since an instant. */
  async storyOfItems(topic: string, since: Instant): Promise<Map<string, string>> {
    const rows = await db
      .selectFrom('story_items')
      .where('topic', '=', topic)
      .where('item', 'in', db.selectFrom('matches').where('topic', '=', topic).where('at', '>=', since).select('item'))
      .select(['item', 'story'])
      .execute();
    return new Map(rows.map(({ item, story }) => [item, story]));
  },

  /** Writes stories of a topic as they now stand. A story whose items another one took in is gone. */
  saveStories: (topic: string, stories: readonly Story[]): Promise<void> =>
    atomically(db, async (tx) => {
      for (const { items, firstSeen, lastSeen, ...story } of stories) {
        await tx
          .insertInto('stories')
          .values({ ...story, first_seen: firstSeen, last_seen: lastSeen })
          .onConflict((c) =>
            c.column('id').doUpdateSet({ severity: story.severity, lead: story.lead, last_seen: lastSeen }),
          )
          .execute();
        for (const some of chunks(items)) {
          await tx
            .insertInto('story_items')
            .values(some.map((item) => ({ topic, item, story: story.id })))
            .onConflict((c) => c.columns(['topic', 'item']).doUpdateSet({ story: story.id }))
            .execute();
        }
      }
      const kept = tx.selectFrom('story_items').select('story');
      await tx.deleteFrom('stories').where('topic', '=', topic).where('id', 'not in', kept).execute();
    }),

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
    const members: { story: string; item: string }[] = [];
    for (const some of chunks(rows.map((row) => row.id))) {
      const items = await db
        .selectFrom('story_items')
        .where('story', 'in', some)
        .select(['story', 'item'])
        .orderBy('item')
        .execute();
      members.push(...items);
    }
    const byStory = Map.groupBy(members, ({ story }) => story);
    return rows.map(({ first_seen, last_seen, ...row }) => ({
      ...row,
      items: (byStory.get(row.id) ?? []).map(({ item }) => item),
      firstSeen: first_seen,
      lastSeen: last_seen,
    }));
  },

  /** Freezes an edition. Of two processes that freeze the same one, the first is kept, and both get it. */
  async freeze(edition: Edition): Promise<Edition> {
    const { id, cadence, due, frozen } = edition;
    const content = JSON.stringify(edition);
    await db
      .insertInto('editions')
      .values({ id, cadence, due, frozen, content })
      .onConflict((c) => c.doNothing())
      .execute();
    return (await frozenAt(db, cadence, due))!;
  },

  /** The edition of a cadence at a due instant, where it is frozen. */
  edition: (cadence: Edition['cadence'], due: Instant): Promise<Edition | undefined> => frozenAt(db, cadence, due),
});

async function frozenAt(db: Database, cadence: Edition['cadence'], due: Instant): Promise<Edition | undefined> {
  const row = await db
    .selectFrom('editions')
    .where('cadence', '=', cadence)
    .where('due', '=', due)
    .select('content')
    .executeTakeFirst();
  return row && JSON.parse(row.content);
}
