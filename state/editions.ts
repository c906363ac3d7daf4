/** The ledger of the editions: what each subscriber has of them. */
import type { ExpressionBuilder } from 'kysely';
import { atomically, type Database } from './database.ts';
import type { Edition } from './edition.ts';
import type { Instant } from './item.ts';
import { chunks } from './items.ts';
import type { Tables } from './tables.ts';

/** A subscriber with nothing new is settled with these words; it counts as told. */
export const NOTHING_NEW = 'nothing new';

/** After every instant. */
const NEVER: Instant = '9999';

/** In these states a message was sent, or may have been. */
export const SENT = ['handed', 'accepted', 'unknown'] as const;

export const editions = (db: Database) => ({
  /** The last edition that was due since an instant of which each subscriber has a message, and the local period that it was for. */
  async lastEditions(since: Instant): Promise<Map<string, { due: Instant; period: string | null }>> {
    const rows = await messagesOf(db)
      .where('editions.due', '>=', since)
      .select(['subscriber', 'editions.due', 'period'])
      .orderBy('editions.due')
      .execute();
    return new Map(rows.map(({ subscriber, due, period }) => [subscriber, { due, period }]));
  },

  /** When the last edition since an instant was due that each subscriber was in fact sent, or that had nothing to tell them. */
  async lastSentEditions(since: Instant): Promise<Map<string, Instant>> {
    const rows = await messagesOf(db)
      .where('editions.due', '>=', since)
      .where(WAS_SENT)
      .select(['subscriber', (e) => e.fn.max('editions.due').as('due')])
      .groupBy('subscriber')
      .execute();
    return new Map(rows.map(({ subscriber, due }) => [subscriber, due]));
  },

  /**
   * Of each of these subscribers when the first edition was due of which they have a message, however it ended, and the last
   * that they were sent, of those that were due before an instant.
   */
  async editionsOf(
    subscribers: readonly string[],
    until: Instant = NEVER,
  ): Promise<Map<string, { first: Instant; sent: Instant | undefined }>> {
    const found = new Map<string, { first: Instant; sent: Instant | undefined }>();
    for (const some of chunks(subscribers)) {
      const rows = await messagesOf(db)
        .where('subscriber', 'in', some)
        .where('editions.due', '<', until)
        .select(['subscriber', (e) => e.fn.min('editions.due').as('first')])
        .select((e) => e.fn.max(e.case().when(WAS_SENT(e)).then(e.ref('editions.due')).end()).as('sent'))
        .groupBy('subscriber')
        .execute();
      for (const { subscriber, first, sent } of rows) found.set(subscriber, { first, sent: sent ?? undefined });
    }
    return found;
  },

  /**
   * Gives up on the editions that subscribers were not sent yet, for one that is due at an instant and tells what they
   * tell; answers how many there were. What is older than one that was sent is told by no later one, and goes on waiting;
   * and the one that is due may have been written by another process just now.
   */
  async supersedeEditions(subscribers: readonly string[], due: Instant, at: Instant): Promise<number> {
    let given = 0;
    for (const some of chunks(subscribers)) given += await atomically(db, (tx) => supersede(tx, some, due, at));
    return given;
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

/** The messages of editions, with when these were due. */
const messagesOf = (db: Database) =>
  db
    .selectFrom('deliveries')
    .innerJoin('editions', 'editions.id', 'deliveries.subject')
    .where('deliveries.kind', '=', 'edition');

/** Whether a message was in fact sent, or had nothing to tell. */
const WAS_SENT = (e: ExpressionBuilder<Pick<Tables, 'deliveries'>, 'deliveries'>) =>
  e.or([e('state', 'in', SENT), e.and([e('state', '=', 'skipped'), e('because', '=', NOTHING_NEW)])]);

const UNSENT = ['queued', 'leased'] as const;

async function supersede(tx: Database, subscribers: readonly string[], due: Instant, at: Instant): Promise<number> {
  const unsent = await messagesOf(tx)
    .where('subscriber', 'in', subscribers)
    .where('state', 'in', UNSENT)
    .where('editions.due', '<', due)
    .select(['deliveries.id', 'subscriber', 'editions.due'])
    .execute();
  if (unsent.length === 0) return 0;
  const sent = await messagesOf(tx)
    .where('subscriber', 'in', [...new Set(unsent.map(({ subscriber }) => subscriber))])
    .where(WAS_SENT)
    .select(['subscriber', (e) => e.fn.max('editions.due').as('due')])
    .groupBy('subscriber')
    .execute();
  const last = new Map(sent.map((row) => [row.subscriber, row.due]));
  const given = unsent.filter((row) => row.due > (last.get(row.subscriber) ?? ''));
  for (const some of chunks(given))
    await tx
      .updateTable('deliveries')
      .where(
        'id',
        'in',
        some.map(({ id }) => id),
      )
      .set({ state: 'skipped', settled: at, because: 'superseded by a later edition' })
      .execute();
  return given.length;
}
