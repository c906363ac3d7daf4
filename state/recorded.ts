/** The ledger of what was watched: visits, items, decisions, and what visits taught us about the sources. */
import { createHash } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import { atomically, type Database } from './database.ts';
import type { FoundItem, Instant, Item } from './item.ts';
import type { Match } from './match.ts';
import type { Learnt } from './source.ts';
import type { MatchedItem } from './story.ts';
import type { Tables } from './tables.ts';

export interface VisitRecord {
  source: string;
  at: Instant;
  outcome: Learnt['outcome'];
  reason: string | null;
  because: string | null;
  /** Milliseconds. */
  took: number;
  learnt: Learnt;
  items: readonly { item: FoundItem; matches: readonly Match[] }[];
}

export interface Seen {
  items: number;
  matched: number;
}

/** A source's item as it is named for ever. */
export function itemId(source: string, key: string): string {
  return createHash('sha256').update(`${source}\n${key}`).digest('hex').slice(0, 16);
}

/** SQLite binds 32,766 values in a statement; an item has 15. */
const CHUNK = 500;

export const recorded = (db: Database) => ({
  /**
   * Writes a visit, its new items, their decisions and what it taught us, in one transaction: all of it or nothing.
   * Items that are known are left as they are. Answers how many were new.
   */
  recordVisit: (visit: VisitRecord): Promise<number> =>
    atomically(db, async (tx) => {
      const named = visit.items.map((found) => ({ ...found, id: itemId(visit.source, found.item.key) }));
      const fresh = await insertItems(
        tx,
        named.map(({ item, id }) => itemRow({ ...item, id, source: visit.source, firstSeen: visit.at })),
      );
      // A document may list an item twice: it is what stands first.
      const undecided = new Set(fresh);
      const news = named.flatMap(({ id, matches }) => (undecided.delete(id) ? matchRows(id, matches) : []));
      for (const rows of chunks(news)) await tx.insertInto('matches').values(rows).execute();
      const { source, at, outcome, reason, because, took, items } = visit;
      await tx
        .insertInto('visits')
        .values({ source, at, outcome, reason, because, took, found: items.length, fresh: fresh.size })
        .execute();
      await learn(tx, visit.learnt);
      return fresh.size;
    }),

  /** What visits have taught us, by source. */
  async learnt(): Promise<Map<string, Learnt>> {
    const rows = await db.selectFrom('learnt').selectAll().execute();
    return new Map(rows.map(({ last_visit, ...row }) => [row.source, { ...row, lastVisit: last_visit }]));
  },

  /** How many items came to us after `from` and until `to`, and how many of them a rule fits. */
  async seen(from: Instant, to: Instant): Promise<Seen> {
    const items = db.selectFrom('items').where('first_seen', '>', from).where('first_seen', '<=', to);
    const { n } = await items.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
    const { n: matched } = await items
      .where((e) => e.exists(e.selectFrom('matches').whereRef('matches.item', '=', 'items.id').select('rule')))
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return { items: n, matched };
  },

  /** The items of a topic that came to us since an instant, with the decisions of every topic on them. */
  async matchedItems(topic: string, since: Instant): Promise<MatchedItem[]> {
    const rows = await db
      .selectFrom('items')
      .where('first_seen', '>=', since)
      .where('id', 'in', db.selectFrom('matches').where('topic', '=', topic).select('item'))
      .selectAll()
      .orderBy('first_seen')
      .orderBy('id')
      .execute();
    return withMatches(db, rows);
  },

  /** Items by id, with their decisions. */
  async items(ids: readonly string[]): Promise<Map<string, MatchedItem>> {
    const rows: Selectable<Tables['items']>[] = [];
    for (const some of chunks(ids))
      rows.push(...(await db.selectFrom('items').where('id', 'in', some).selectAll().execute()));
    return new Map((await withMatches(db, rows)).map((item) => [item.id, item]));
  },

  /** When each source was first visited. */
  async firstVisits(): Promise<Map<string, Instant>> {
    const rows = await db
      .selectFrom('visits')
      .groupBy('source')
      .select(['source', (e) => e.fn.min('at').as('at')])
      .execute();
    return new Map(rows.map(({ source, at }) => [source, at]));
  },

  /** How many items were ever recorded. */
  async countItems(): Promise<number> {
    const { n } = await db
      .selectFrom('items')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  },
});

/** Writes the items that are not known yet, and answers which they were. */
async function insertItems(tx: Database, rows: readonly Insertable<Tables['items']>[]): Promise<Set<string>> {
  const fresh = new Set<string>();
  for (const some of chunks(rows)) {
    const inserted = await tx
      .insertInto('items')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    for (const { id } of inserted) fresh.add(id);
  }
  return fresh;
}

async function learn(tx: Database, { lastVisit, ...learnt }: Learnt): Promise<void> {
  const row = { ...learnt, last_visit: lastVisit };
  await tx
    .insertInto('learnt')
    .values(row)
    .onConflict((conflict) => conflict.column('source').doUpdateSet(row))
    .execute();
}

async function withMatches(db: Database, rows: readonly Selectable<Tables['items']>[]): Promise<MatchedItem[]> {
  const matches: Selectable<Tables['matches']>[] = [];
  for (const some of chunks(rows.map((row) => row.id))) {
    matches.push(
      ...(await db
        .selectFrom('matches')
        .where('item', 'in', some)
        .selectAll()
        .orderBy('topic')
        .orderBy('rule')
        .execute()),
    );
  }
  const byItem = Map.groupBy(matches, (match) => match.item);
  return rows.map((row) => ({ ...itemOf(row), matches: (byItem.get(row.id) ?? []).map(matchOf) }));
}

function itemRow({ authors, categories, firstSeen, ...item }: Item): Insertable<Tables['items']> {
  return { ...item, authors: JSON.stringify(authors), categories: JSON.stringify(categories), first_seen: firstSeen };
}

function itemOf({ authors, categories, first_seen, ...row }: Selectable<Tables['items']>): Item {
  return { ...row, authors: JSON.parse(authors), categories: JSON.parse(categories), firstSeen: first_seen };
}

function matchRows(item: string, matches: readonly Match[]): Insertable<Tables['matches']>[] {
  return matches.map(({ cites, evidence, ...match }) => ({
    ...match,
    item,
    cites: JSON.stringify(cites),
    evidence: JSON.stringify(evidence),
  }));
}

function matchOf({ item: _, cites, evidence, ...row }: Selectable<Tables['matches']>): Match {
  return { ...row, cites: JSON.parse(cites), evidence: JSON.parse(evidence) };
}

export function* chunks<T>(all: readonly T[], size = CHUNK): Generator<T[]> {
  for (let n = 0; n < all.length; n += size) yield all.slice(n, n + size);
}
