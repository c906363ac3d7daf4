/** The ledger of the editions: what each subscriber has of them. */
import type { Database } from './database.ts';
import type { Delivery } from './delivery.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';

/** A subscriber with nothing new is settled with these words; it counts as told. */
export const NOTHING_NEW = 'nothing new';

/** In these states a message was sent, or may have been. */
const SENT = ['handed', 'accepted', 'unknown'] as const;

/** A story that a message told, and when. */
export interface Told {
  kind: Delivery['kind'];
  /** By the name that it was told under. */
  story: string;
  /** By the name of the story that has taken it in since, where one has. */
  now: string;
  at: Instant;
  /** When the message was written. */
  written: Instant;
}

export const editions = (db: Database) => ({
  /** The due instant of the last edition that a subscriber was in fact sent, or that had nothing to tell them. */
  lastSentEdition: (subscriber: string): Promise<Instant | undefined> => lastSent(db, subscriber),

  /** The due instant of the first edition that a subscriber has a message of, however it ended. */
  async firstEdition(subscriber: string): Promise<Instant | undefined> {
    const row = await db
      .selectFrom('deliveries')
      .innerJoin('editions', 'editions.id', 'deliveries.subject')
      .where('subscriber', '=', subscriber)
      .where('kind', '=', 'edition')
      .select('editions.due')
      .orderBy('editions.due')
      .executeTakeFirst();
    return row?.due;
  },

  /**
   * Gives up on the editions that a subscriber was not sent yet, for one that is due at an instant and tells what they
   * tell; answers how many there were. What is older than one that was sent is told by no later one, and goes on waiting;
   * and the one that is due may have been written by another process just now.
   */
  async supersedeEditions(subscriber: string, due: Instant, at: Instant): Promise<number> {
    const sent = (await lastSent(db, subscriber)) ?? '';
    const earlier = db.selectFrom('editions').where('due', '>', sent).where('due', '<', due).select('id');
    const given = await db
      .updateTable('deliveries')
      .where('subscriber', '=', subscriber)
      .where('kind', '=', 'edition')
      .where('state', '=', 'queued')
      .where('subject', 'in', earlier)
      .set({ state: 'skipped', settled: at, because: 'superseded by a later edition' })
      .executeTakeFirst();
    return Number(given.numUpdatedRows);
  },

  /** The stories that a subscriber was told of since an instant, in whatever kind of message, the earliest first. */
  async tellingsTo(subscriber: string, since: Instant): Promise<Told[]> {
    const rows = await db
      .selectFrom('deliveries')
      .where('created', '>=', since)
      .where('subscriber', '=', subscriber)
      .where('state', 'in', SENT)
      .select(['kind', 'stories', 'settled', 'created'])
      .orderBy('created')
      .execute();
    const told = rows.flatMap(({ kind, stories, settled, created }) =>
      (JSON.parse(stories) as string[]).map((story) => ({ kind, story, at: settled ?? created, written: created })),
    );
    const names = await namesNow(db, [...new Set(told.map(({ story }) => story))]);
    return told.map((one) => ({ ...one, now: names.get(one.story) ?? one.story }));
  },

  /** The frozen editions of a cadence that were due from one instant until before another, the earliest first. */
  async frozenBetween(cadence: Edition['cadence'], from: Instant, before: Instant): Promise<Edition[]> {
    const rows = await db
      .selectFrom('editions')
      .where('cadence', '=', cadence)
      .where('due', '>=', from)
      .where('due', '<', before)
      .select('content')
      .orderBy('due')
      .execute();
    return rows.map(({ content }) => JSON.parse(content));
  },
});

async function lastSent(db: Database, subscriber: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('editions', 'editions.id', 'deliveries.subject')
    .where('subscriber', '=', subscriber)
    .where('kind', '=', 'edition')
    .where((e) => e.or([e('state', 'in', SENT), e.and([e('state', '=', 'skipped'), e('because', '=', NOTHING_NEW)])]))
    .select('editions.due')
    .orderBy('editions.due', 'desc')
    .executeTakeFirst();
  return row?.due;
}

/** The stories that stories of these names were taken in by. */
async function namesNow(db: Database, names: readonly string[]): Promise<Map<string, string>> {
  const rows: { id: string; story: string }[] = [];
  for (const some of chunks(names))
    rows.push(...(await db.selectFrom('former_stories').where('id', 'in', some).selectAll().execute()));
  return new Map(rows.map(({ id, story }) => [id, story]));
}
