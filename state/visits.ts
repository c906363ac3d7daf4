/** The ledger of visits: how each ended, what it brought, and what it taught us about the source and its host. */
import type { Insertable, Selectable } from 'kysely';
import { atomically, type Database } from './database.ts';
import type { Instant } from './item.ts';
import { chunks, insertItems, itemId, type NewItem } from './items.ts';
import { type RevisedItem, reviseItem } from './revisions.ts';
import type { HostBudget, Learnt } from './source.ts';
import type { Tables } from './tables.ts';
import { keepListing, type Listing } from './withdrawals.ts';

export interface VisitRecord {
  source: string;
  at: Instant;
  outcome: Learnt['outcome'];
  reason: string | null;
  because: string | null;
  /** Milliseconds. */
  took: number;
  /** Items in the document. */
  found: number;
  learnt: Learnt;
  fresh: readonly NewItem[];
  revised: readonly RevisedItem[];
  /** Which recent items the source lists no more, or again; absent where the document does not tell. */
  listing?: Listing;
}

export const visits = (db: Database) => ({
  /**
   * Writes visits, their new and revised items, their decisions and what they taught us, in one transaction: all of it
   * or nothing. Many at once cost little more than one. Answers how many items of each were new: what another process
   * has written in the meantime is not.
   */
  recordVisits: (visits: readonly VisitRecord[]): Promise<number[]> =>
    atomically(db, async (tx) => {
      const found = visits.flatMap(({ source, at, fresh }) => fresh.map((item) => ({ source, at, item })));
      const inserted = await insertItems(tx, found);
      for (const { at, revised } of visits) for (const one of revised) await reviseItem(tx, one, at);
      for (const { at, listing } of visits) if (listing) await keepListing(tx, listing, at);
      const counts = visits.map(({ source, fresh }) => countNew(source, fresh, inserted));
      for (const rows of chunks(visits.map((visit, n) => visitRow(visit, counts[n]!))))
        await tx.insertInto('visits').values(rows).execute();
      await learn(tx, visits);
      return counts;
    }),

  /** What visits have taught us, by source. */
  async learnt(): Promise<Map<string, Learnt>> {
    const rows = await db.selectFrom('learnt').selectAll().execute();
    return new Map(rows.map((row) => [row.source, learntOf(row)]));
  },

  /** When each source was first visited. */
  async firstVisits(): Promise<Map<string, Instant>> {
    const rows = await db.selectFrom('learnt').select(['source', 'first_visit']).execute();
    return new Map(rows.map(({ source, first_visit }) => [source, first_visit]));
  },

  /** What visits have taught us about hosts, by host. */
  async hostBudgets(): Promise<Map<string, HostBudget>> {
    const rows = await db.selectFrom('hosts').selectAll().execute();
    return new Map(rows.map((row) => [row.host, row]));
  },

  /** Keeps what a host puts up with. */
  async saveHostBudget(budget: HostBudget): Promise<void> {
    await db
      .insertInto('hosts')
      .values(budget)
      .onConflict((conflict) => conflict.column('host').doUpdateSet(budget))
      .execute();
  },
});

function countNew(source: string, fresh: readonly NewItem[], inserted: ReadonlySet<string>): number {
  return new Set(fresh.map(({ item }) => itemId(source, item.key)).filter((id) => inserted.has(id))).size;
}

function visitRow(visit: VisitRecord, fresh: number): Insertable<Tables['visits']> {
  const { source, at, outcome, reason, because, took, found } = visit;
  return { source, at, outcome, reason, because, took, found, fresh };
}

async function learn(tx: Database, visits: readonly VisitRecord[]): Promise<void> {
  // Of two visits to one source the later counts, and one statement must not write a row twice.
  const latest = [...new Map(visits.map(({ source, learnt }) => [source, learntRow(learnt)])).values()];
  for (const rows of chunks(latest)) {
    await tx
      .insertInto('learnt')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('source').doUpdateSet((e) => {
          const columns = Object.keys(rows[0]!) as (keyof Tables['learnt'])[];
          return Object.fromEntries(columns.map((column) => [column, e.ref(`excluded.${column}`)]));
        }),
      )
      .execute();
  }
}

const json = (value: object | null): string | null => value && JSON.stringify(value);
const parsed = (text: string | null) => text && JSON.parse(text);

function learntRow(learnt: Learnt): Insertable<Tables['learnt']> {
  const { firstVisit, lastVisit, lastGood, lastNews, moved, pace, region, ...same } = learnt;
  const instants = { first_visit: firstVisit, last_visit: lastVisit, last_good: lastGood, last_news: lastNews };
  return { ...same, ...instants, moved: json(moved), pace: json(pace), region: json(region) };
}

function learntOf(row: Selectable<Tables['learnt']>): Learnt {
  const { first_visit, last_visit, last_good, last_news, moved, pace, region, ...same } = row;
  const instants = { firstVisit: first_visit, lastVisit: last_visit, lastGood: last_good, lastNews: last_news };
  return { ...same, ...instants, moved: parsed(moved), pace: parsed(pace), region: parsed(region) };
}
