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

  /** Whether any item that came to fit a topic since an instant is in no story yet, or says something else now. */
  async hasUngathered(topic: string, since: Instant): Promise<boolean> {
    const found = await db
      .selectFrom('matches as m')
      .innerJoin('items as i', 'i.id', 'm.item')
      .leftJoin('story_items as s', (join) => join.onRef('s.item', '=', 'm.item').onRef('s.topic', '=', 'm.topic'))
      .where('m.topic', '=', topic)
      .where('m.at', '>=', since)
      .where((e) => e.or([e('s.item', 'is', null), e('s.revision', '<>', e.ref('i.revision'))]))
      .select('m.item')
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  },

  /**
   * Writes stories of a topic as they now stand, all or none. A story whose items others took in is gone, and its name
   * stands for the one that has the item that spoke for it; a name that comes back stands for itself again.
   *
   * @param voices of each item the family whose words it prints
   * @param revisions of the items that were gathered, the texts as which they were, but for the first
   */
  saveStories: (
    topic: string,
    stories: readonly Story[],
    voices: ReadonlyMap<string, string> = new Map(),
    revisions: ReadonlyMap<string, number> = new Map(),
  ): Promise<void> =>
    atomically(db, async (tx) => {
      for (const story of stories) await saveStory(tx, topic, story);
      for (const [item, voice] of voices) await saveVoice(tx, item, voice);
      for (const [item, revision] of revisions) await saveRevision(tx, topic, item, revision);
      for (const { id, lead } of await emptied(tx, topic)) await retire(tx, topic, id, lead);
    }),

  /** Freezes an edition. Of two processes that freeze the same one, the first is kept, and both get it. */
  freeze: (edition: Edition): Promise<Edition> =>
    atomically(db, async (tx) => {
      const { id, cadence, due, frozen } = edition;
      const content = JSON.stringify(edition);
      const row = tx.insertInto('editions').values({ id, cadence, due, frozen, content });
      const inserted = await row.onConflict((c) => c.doNothing()).executeTakeFirst();
      if (Number(inserted.numInsertedOrUpdatedRows) > 0)
        for (const some of chunks(itemsOf(edition)))
          await tx
            .insertInto('told_items')
            .values(some.map((item) => ({ item, edition: id })))
            .execute();
      return (await frozenAt(tx, cadence, due))!;
    }),

  /** The editions that tell of any of these items and were due from one instant until before another, the earliest first, one by one. */
  async *editionsTelling(items: readonly string[], from: Instant, to: Instant): AsyncGenerator<Edition> {
    const due = new Map<string, Instant>();
    for (const some of chunks(items)) {
      const of = db.selectFrom('told_items').innerJoin('editions', 'editions.id', 'edition').where('item', 'in', some);
      const rows = await of.where('due', '>=', from).where('due', '<', to).select(['id', 'due']).distinct().execute();
      for (const row of rows) due.set(row.id, row.due);
    }
    for (const [id] of [...due].sort(([, a], [, b]) => (a < b ? -1 : 1))) {
      const row = db.selectFrom('editions').where('id', '=', id).select('content');
      yield JSON.parse((await row.executeTakeFirstOrThrow()).content);
    }
  },

  /** The edition of a cadence at a due instant, where it is frozen. */
  edition: (cadence: Edition['cadence'], due: Instant): Promise<Edition | undefined> => frozenAt(db, cadence, due),
});

function itemsOf({ stories, corrections = [] }: Edition): string[] {
  const told = stories.flatMap(({ lead, others }) => [lead, ...others].map(({ id }) => id));
  return [...new Set([...told, ...corrections.map((correction) => correction.told.id)])];
}

async function frozenAt(db: Database, cadence: Edition['cadence'], due: Instant): Promise<Edition | undefined> {
  const row = await db
    .selectFrom('editions')
    .where('cadence', '=', cadence)
    .where('due', '=', due)
    .select('content')
    .executeTakeFirst();
  return row && JSON.parse(row.content);
}

async function saveRevision(tx: Database, topic: string, item: string, revision: number): Promise<void> {
  await tx
    .updateTable('story_items')
    .where('topic', '=', topic)
    .where('item', '=', item)
    .where('revision', '<>', revision)
    .set({ revision })
    .execute();
}

/** An item that prints its own family's words has no voice but its own. */
async function saveVoice(tx: Database, item: string, voice: string): Promise<void> {
  await tx
    .updateTable('items')
    .where('id', '=', item)
    .set((e) => ({ voice: e.fn<string | null>('nullif', [e.val(voice), 'family']) }))
    .execute();
}

async function saveStory(tx: Database, topic: string, { items, firstSeen, lastSeen, ...story }: Story): Promise<void> {
  const { severity, lead } = story;
  await tx
    .insertInto('stories')
    .values({ ...story, first_seen: firstSeen, last_seen: lastSeen })
    .onConflict((c) => c.column('id').doUpdateSet({ severity, lead, last_seen: lastSeen }))
    .execute();
  await tx.deleteFrom('former_stories').where('id', '=', story.id).execute();
  for (const some of chunks(items)) {
    await tx
      .insertInto('story_items')
      .values(some.map((item) => ({ topic, item, story: story.id })))
      .onConflict((c) => c.columns(['topic', 'item']).doUpdateSet({ story: story.id }))
      .execute();
  }
}

/** The stories of a topic that have no item left: others took them in, or they fit the topic no more. */
const emptied = (tx: Database, topic: string) =>
  tx
    .selectFrom('stories')
    .where('topic', '=', topic)
    .where((e) =>
      e.not(e.exists(e.selectFrom('story_items').whereRef('story_items.story', '=', 'stories.id').select('item'))),
    )
    .select(['id', 'lead'])
    .orderBy('id')
    .execute();

async function retire(tx: Database, topic: string, gone: string, lead: string): Promise<void> {
  await tx.deleteFrom('stories').where('id', '=', gone).execute();
  const heirs = tx.selectFrom('story_items').where('topic', '=', topic).where('item', '=', lead).select('story');
  const heir = await heirs.executeTakeFirst();
  if (!heir) return;
  await tx.updateTable('former_stories').where('story', '=', gone).set(heir).execute();
  await tx
    .insertInto('former_stories')
    .values({ id: gone, ...heir })
    .execute();
}
