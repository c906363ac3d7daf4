import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../state/migrations.ts';
import { learntOf } from '../learnt.ts';
import { at, folder, found, MATCH, open, visit } from './fixture.ts';

const ITEM = ['url', 'title', 'summary', 'content', 'authors', 'categories', 'language', 'published', 'updated'];

/** A ledger as the first release made it, with these rows in it. */
async function old(...statements: string[]): Promise<string> {
  const file = join(folder(), 'silkwatch.db');
  const sqlite = new Sqlite(file);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) });
  const first = { '0001_first': MIGRATIONS['0001_first']! };
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => first } }).migrateToLatest();
  if (error) throw error;
  for (const statement of statements) sqlite.exec(statement);
  await db.destroy();
  return file;
}

const item = (id: string, hour: number) =>
  `insert into items (id, source, key, ${ITEM.join(', ')}, publisher, family, first_seen)
   values ('${id}', 'civil', 'guid ${id}', 'https://civil.example/${id}', 'Headline ${id}', 'A summary.', '', '["A"]',
     '["news"]', 'en', '2025-11-20', null, 'Civil', 'civil', '${at(hour)}')`;
const match = (id: string, topic: string) =>
  `insert into matches values ('${id}', '${topic}', 'signed', 'abc', 'high', 'The route is signed',
     '${JSON.stringify(MATCH.cites)}', '${JSON.stringify(MATCH.evidence)}')`;
const visited = (source: string, hour: number, outcome: string) =>
  `insert into visits values ('${source}', '${at(hour)}', '${outcome}', null, null, 1, 1, 12)`;
const learnt = (source: string, hour: number, outcome: string, failures: number) =>
  `insert into learnt values ('${source}', '${at(hour)}', '${outcome}', null, '${at(hour)}', ${failures}, '${at(20)}')`;

describe('a ledger of the first release', () => {
  it('keeps its items, and each has fitted its topics since it was first seen', async () => {
    const { ledger } = await open(
      await old(item('a', 8), item('b', 9), match('a', 'tripp'), match('b', 'tripp'), match('b', 'georgia-visa')),
    );
    const items = await ledger.matchedItems('tripp', at(8));
    expect(items).toMatchObject([
      { id: 'a', title: 'Headline a', firstSeen: at(8), canonical: null, revision: 0, fits: { tripp: at(8) } },
      { id: 'b', authors: ['A'], firstSeen: at(9), fits: { tripp: at(9), 'georgia-visa': at(9) } },
    ]);
    expect(items[0]!.matches).toEqual([{ ...MATCH, why: null }]);
    expect(await ledger.matchedItems('tripp', at(9))).toHaveLength(1);
  });

  it('keeps what was learnt, and learns from its visits since when and how well', async () => {
    const { ledger } = await open(
      await old(
        ...[visited('good', 6, 'fetched'), visited('good', 8, 'unchanged'), learnt('good', 8, 'unchanged', 0)],
        ...[visited('bad', 5, 'failed'), visited('bad', 7, 'failed'), learnt('bad', 7, 'failed', 2)],
        ...[visited('fell', 5, 'fetched'), visited('fell', 7, 'failed'), learnt('fell', 7, 'failed', 1)],
        learnt('pruned', 7, 'fetched', 0),
      ),
    );
    const of = (source: string, hour: number, first: number, lastGood: number | null) => {
      const times = { lastVisit: at(hour), firstVisit: at(first), lastGood: lastGood && at(lastGood), next: at(20) };
      return learntOf(source, { ...(times as object), reason: null, because: null });
    };
    expect([...(await ledger.learnt()).values()]).toEqual([
      { ...of('good', 8, 6, 8), outcome: 'unchanged' },
      { ...of('bad', 7, 5, null), outcome: 'failed', failures: 2 },
      { ...of('fell', 7, 5, 5), outcome: 'failed', failures: 1 },
      of('pruned', 7, 7, null),
    ]);
  });

  it('goes on: it can be visited, and its items revised', async () => {
    const { ledger } = await open(await old(item('a', 8), match('a', 'tripp'), learnt('civil', 8, 'fetched', 0)));
    const [known] = await ledger.knownItems('civil', ['guid a'], []);
    expect(known).toMatchObject({ id: 'a', canonical: null, revision: 0 });
    const revised = [{ id: 'a', item: found('guid a', { title: 'Rewritten' }), matches: [MATCH] }];
    const fresh = [{ item: found('guid b'), matches: [] }];
    expect(await ledger.recordVisits([visit('civil', fresh, { at: at(10), revised })])).toEqual([1]);
    const [item_] = await ledger.matchedItems('tripp', at(8));
    expect(item_).toMatchObject({
      title: 'Rewritten',
      revision: 1,
      canonical: 'civil.example/guid a',
      fits: { tripp: at(8) },
    });
    expect(await ledger.revisions('a')).toMatchObject([{ title: 'Headline a', until: at(10) }]);
    await ledger.saveHostBudget({ host: 'civil.example', spacing: 1000, busy: at(8) });
    expect((await ledger.hostBudgets()).size).toBe(1);
  });

  it('knows what its editions told, so that it can be corrected', async () => {
    const lead = (id: string) => ({ id, title: `Headline ${id}`, excerpt: '' });
    const stories = [
      { id: 's1', lead: lead('a'), others: [lead('b')] },
      { id: 's2', lead: lead('c'), others: [] },
    ];
    const edition = (id: string, hour: number, its: object) =>
      `insert into editions values ('${id}', 'daily', '${at(hour)}', '${at(hour)}', '${JSON.stringify({ id, ...its })}')`;
    const rows = ['a', 'b', 'c', 'd'].flatMap((id) => [item(id, 6), match(id, 'tripp')]);
    const { ledger } = await open(
      await old(...rows, edition('e1', 8, { stories }), edition('e2', 9, { stories: [stories[0]] })),
    );
    const revised = ['b', 'c', 'd'].map((id) => ({
      id,
      item: found(`guid ${id}`, { title: 'Other' }),
      matches: [MATCH],
    }));
    await ledger.recordVisits([visit('civil', [], { at: at(10), revised })]);
    expect((await ledger.changedOfEditions(at(9), at(10))).toSorted()).toEqual(['b', 'c']);
    const telling = await Array.fromAsync(ledger.editionsTelling(['b', 'd'], at(1), at(10)));
    expect(telling.map(({ id }) => id)).toEqual(['e1', 'e2']);
  });

  it('that is empty is brought up to date too, and only once', async () => {
    const file = await old();
    expect(await (await open(file)).ledger.countItems()).toBe(0);
    const { sqlite } = await open(file);
    expect(sqlite.prepare('select name from kysely_migration order by name').pluck().all()).toEqual(
      Object.keys(MIGRATIONS),
    );
  });
});
