/** The ledger of what was told at once: stories as they were raised, and what was written of them. */
import type { Selectable } from 'kysely';
import type { Alert, Written } from './alert.ts';
import type { Database } from './database.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';
import { rank } from './severity.ts';
import type { Tables } from './tables.ts';

/** The kinds of delivery that tell an alert. */
const KINDS = ['alert', 'follow-up', 'correction'] as const;

export const alerts = (db: Database) => ({
  /** Freezes an alert. Of two processes that raise the same one, the first is kept, and both get it. */
  async freezeAlert(alert: Alert): Promise<Alert> {
    const { changes, rules, told, ...same } = alert;
    const json = { changes: JSON.stringify(changes), rules: JSON.stringify(rules), told: JSON.stringify(told) };
    await db
      .insertInto('alerts')
      .values({ ...same, ...json })
      .onConflict((c) => c.doNothing())
      .execute();
    const kept = db.selectFrom('alerts').where('story', '=', alert.story).where('revision', '=', alert.revision);
    return alertOf(await kept.selectAll().executeTakeFirstOrThrow());
  },

  /** The alerts of a topic since an instant, and of the given stories since ever, oldest first. */
  async alertsOf(topic: string, since: Instant, stories: readonly string[]): Promise<Alert[]> {
    const of = () => db.selectFrom('alerts').where('topic', '=', topic).selectAll();
    const rows = await of().where('at', '>=', since).execute();
    for (const some of chunks(stories))
      rows.push(...(await of().where('story', 'in', some).where('at', '<', since).execute()));
    return rows.map(alertOf).sort(byAge);
  },

  /** The ids of the topic's stories that have an item from this instant on. */
  async liveStories(topic: string, since: Instant): Promise<string[]> {
    const live = db.selectFrom('stories').where('topic', '=', topic).where('last_seen', '>=', since).select('id');
    return (await live.execute()).map(({ id }) => id);
  },

  /** The ids of the topic's stories that hold any of these items. */
  async storiesHolding(topic: string, items: readonly string[]): Promise<string[]> {
    const holding = new Set<string>();
    for (const some of chunks(items)) {
      const of = db.selectFrom('story_items').where('topic', '=', topic).where('item', 'in', some);
      for (const { story } of await of.select('story').execute()) holding.add(story);
    }
    return [...holding];
  },

  /** What was written at once of these stories, to everybody, oldest first. */
  async writtenOf(stories: readonly string[]): Promise<Written[]> {
    const written: Written[] = [];
    for (const some of chunks(stories)) {
      const of = db.selectFrom('deliveries').where('subject', 'in', some).where('kind', 'in', KINDS);
      const columns = ['id', 'revision', 'subscriber', 'state', 'created', 'subject as story'] as const;
      written.push(...(await of.select(columns).select('message_id as messageId').execute()));
    }
    return written.sort((a, b) => (a.created < b.created || (a.created === b.created && a.id < b.id) ? -1 : 1));
  },

  /** Takes back messages that wait to be sent, for a later one. Answers whether all did: one may just be under way. */
  async supersede(ids: readonly string[], at: Instant): Promise<boolean> {
    if (ids.length === 0) return true;
    const taken = await db
      .updateTable('deliveries')
      .where('id', 'in', ids)
      .where('state', 'in', ['queued', 'leased'])
      .set({ state: 'skipped', settled: at, because: 'superseded by a later message on the same story' })
      .executeTakeFirst();
    return Number(taken.numUpdatedRows) === ids.length;
  },
});

const byAge = (a: Alert, b: Alert): number => {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  // Of two that were raised at once the graver one is the later: names tell nothing but which item came to us first.
  const graver = rank(a.told.severity) - rank(b.told.severity);
  return a.revision - b.revision || graver || (a.story < b.story ? -1 : 1);
};

const alertOf = ({ changes, rules, told, ...row }: Selectable<Tables['alerts']>): Alert => ({
  ...row,
  changes: JSON.parse(changes),
  rules: JSON.parse(rules),
  told: JSON.parse(told),
});
