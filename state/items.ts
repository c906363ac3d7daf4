/** The ledger's items: what is known of them, their decisions, and their former texts. */
import { createHash } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { FoundItem, Instant, Item } from './item.ts';
import type { Match } from './match.ts';
import type { MatchedItem } from './story.ts';
import type { Tables } from './tables.ts';

export interface Seen {
  items: number;
  matched: number;
}

/** What tells whether a found item is known, and whether it still says the same. */
export type KnownItem = Pick<Item, 'id' | 'key' | 'canonical' | 'title' | 'summary' | 'content' | 'revision'>;

/** An item that is new to us, with what the rules say of it. */
export interface NewItem {
  item: FoundItem;
  matches: readonly Match[];
  /** Whether its own words say that its source takes it back. */
  withdrawn?: boolean;
}

/** A source's item as it is named for ever. */
export function itemId(source: string, key: string): string {
  return createHash('sha256').update(`${source}\n${key}`).digest('hex').slice(0, 16);
}

/** SQLite binds 32,766 values in a statement; an item has 17. */
const CHUNK = 500;

export const items = (db: Database) => ({
  /** The items of a source that have one of the keys or addresses. */
  async knownItems(source: string, keys: readonly string[], canonicals: readonly string[]): Promise<KnownItem[]> {
    const columns = ['id', 'key', 'canonical', 'title', 'summary', 'content', 'revision'] as const;
    const of = () => db.selectFrom('items').where('source', '=', source).select(columns);
    const found: KnownItem[] = [];
    for (const some of chunks(keys)) found.push(...(await of().where('key', 'in', some).execute()));
    for (const some of chunks(canonicals)) found.push(...(await of().where('canonical', 'in', some).execute()));
    return [...new Map(found.map((item) => [item.id, item])).values()];
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

  /** The items that came to fit a topic since an instant, with the decisions of every topic on them. */
  async matchedItems(topic: string, since: Instant): Promise<MatchedItem[]> {
    const rows = await db
      .selectFrom('items')
      .where('id', 'in', db.selectFrom('matches').where('topic', '=', topic).where('at', '>=', since).select('item'))
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

  /** So many of all items since an instant, with their decisions, in the order in which they came, after a given one. */
  async archived(since: Instant, after: Pick<Item, 'firstSeen' | 'id'> | null, limit: number): Promise<MatchedItem[]> {
    const rows = await db
      .selectFrom('items')
      .where('first_seen', '>=', after?.firstSeen ?? since)
      .where((e) =>
        after === null
          ? e.and([])
          : e.or([
              e('first_seen', '>', after.firstSeen),
              e.and([e('first_seen', '=', after.firstSeen), e('id', '>', after.id)]),
            ]),
      )
      .selectAll()
      .orderBy('first_seen')
      .orderBy('id')
      .limit(limit)
      .execute();
    return withMatches(db, rows);
  },

  /** The former texts of an item, oldest first. */
  revisions: (item: string): Promise<Selectable<Tables['revisions']>[]> =>
    db.selectFrom('revisions').where('item', '=', item).selectAll().orderBy('revision').execute(),

  /** How many items were ever recorded. */
  async countItems(): Promise<number> {
    const { n } = await db
      .selectFrom('items')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  },
});

/** Writes the items of a source that are not known yet with their decisions, and answers which they were. */
export async function insertItems(
  tx: Database,
  found: readonly { source: string; at: Instant; item: NewItem }[],
): Promise<Set<string>> {
  const named = found.map(({ source, at, item }) => ({ source, at, ...item, id: itemId(source, item.item.key) }));
  const rows = named.map(({ source, at, item, id, withdrawn }) =>
    itemRow({ ...item, id, source, firstSeen: at, revision: 0, ...(withdrawn && { withdrawn: at }) }),
  );
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
  // A document may list an item twice: it is what stands first.
  const undecided = new Set(fresh);
  const news = named.flatMap(({ id, at, matches }) => (undecided.delete(id) ? matchRows(id, matches, () => at) : []));
  await insertMatches(tx, news);
  return fresh;
}

/** Writes decisions on items that have none. */
export async function insertMatches(tx: Database, rows: readonly Insertable<Tables['matches']>[]): Promise<void> {
  for (const some of chunks(rows)) await tx.insertInto('matches').values(some).execute();
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
  return rows.map((row) => {
    const own = byItem.get(row.id) ?? [];
    const fits = Object.fromEntries(own.map(({ topic, at }) => [topic, at]));
    return { ...itemOf(row), matches: own.map(matchOf), fits, ...(row.voice && { voice: row.voice }) };
  });
}

export function itemRow({ authors, categories, firstSeen, ...item }: Item): Insertable<Tables['items']> {
  return { ...item, authors: JSON.stringify(authors), categories: JSON.stringify(categories), first_seen: firstSeen };
}

function itemOf({
  authors,
  categories,
  first_seen,
  withdrawn,
  missing: _,
  restored: __,
  voice: ___,
  ...row
}: Selectable<Tables['items']>): Item {
  const lists = { authors: JSON.parse(authors), categories: JSON.parse(categories) };
  return { ...row, ...lists, firstSeen: first_seen, ...(withdrawn && { withdrawn }) };
}

export function matchRows(
  item: string,
  matches: readonly Match[],
  at: (topic: string) => Instant,
): Insertable<Tables['matches']>[] {
  return matches.map(({ cites, evidence, ...match }) => ({
    ...match,
    item,
    cites: JSON.stringify(cites),
    evidence: JSON.stringify(evidence),
    at: at(match.topic),
  }));
}

function matchOf({ item: _, at: __, cites, evidence, ...row }: Selectable<Tables['matches']>): Match {
  return { ...row, cites: JSON.parse(cites), evidence: JSON.parse(evidence) };
}

export function* chunks<T>(all: readonly T[], size = CHUNK): Generator<T[]> {
  for (let n = 0; n < all.length; n += size) yield all.slice(n, n + size);
}
