import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { atomically, ledgerTrouble, openDatabase } from '../../state/database.ts';
import { folder, found, MATCH, open, visit } from './fixture.ts';

describe('a ledger is opened', () => {
  it.each([
    ['sqlite:', (path: string) => `sqlite:${path}`],
    ['sqlite://', (path: string) => `sqlite://${path}`],
    ['no scheme', (path: string) => path],
  ])('by %s and a path, and its folders are made', async (_, url) => {
    const file = join(folder(), 'a/b/silkwatch.db');
    const { ledger } = await open(url(file));
    expect(await ledger.countItems()).toBe(0);
    expect(existsSync(file)).toBe(true);
  });

  it('again, and holds what it held', async () => {
    const file = join(folder(), 'silkwatch.db');
    const first = await openDatabase(file);
    await first.sqlite.exec(
      "insert into subscribers select 'a','b','[]','now',1,1,'UTC','low',1,'text','x',null,null,0,null,'en'",
    );
    await first.close();
    expect(await (await open(file)).ledger.subscribers()).toHaveLength(1);
  });

  it('so that what is committed survives a power cut', async () => {
    const { sqlite } = await open(join(folder(), 'silkwatch.db'));
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(sqlite.pragma('synchronous', { simple: true })).toBe(2);
  });
});

describe('a ledger is refused, by name, where', () => {
  it('its file is no database', async () => {
    const file = join(folder(), 'notes.txt');
    writeFileSync(file, 'These are my notes.\n'.repeat(100));
    await expect(openDatabase(file)).rejects.toThrow(`cannot open the ledger ${file}: file is not a database`);
  });

  it('its folder cannot be made', async () => {
    const file = join(folder(), 'notes.txt');
    writeFileSync(file, '');
    await expect(openDatabase(join(file, 'silkwatch.db'))).rejects.toThrow(
      `cannot open the ledger ${file}/silkwatch.db: `,
    );
  });

  it('its file is a folder', async () => {
    const file = join(folder(), 'silkwatch.db');
    mkdirSync(file);
    await expect(openDatabase(file)).rejects.toThrow(`cannot open the ledger ${file}: `);
  });

  it('it is newer than this program', async () => {
    const file = join(folder(), 'silkwatch.db');
    const newer = await openDatabase(file);
    newer.sqlite.exec("insert into kysely_migration values ('9999_future', '2030-01-01T00:00:00.000Z')");
    await newer.close();
    await expect(openDatabase(file)).rejects.toThrow(/cannot open the ledger .*silkwatch\.db: .*9999_future/s);
  });

  it('it is of another kind, and its password is not shown', async () => {
    const refusal = openDatabase('postgres://nino:secret@db.example/silkwatch');
    await expect(refusal).rejects.toThrow('the ledger postgres://… is of a kind that is not supported');
    await expect(refusal).rejects.not.toThrow('secret');
  });
});

describe('a transaction', () => {
  const count = async (db: Parameters<typeof atomically>[0]) =>
    (await sql<{ n: number }>`select count(*) as n from visits`.execute(db)).rows[0]!.n;
  const write = (db: Parameters<typeof atomically>[0]) =>
    sql`insert into visits values ('a', 'b', 'fetched', null, null, 0, 0, 0)`.execute(db);

  it('that fails leaves nothing, tells why, and leaves the ledger usable', async () => {
    const { db } = await open();
    const failing = atomically(db, async (tx) => {
      await write(tx);
      throw new Error('the reason');
    });
    await expect(failing).rejects.toThrow('the reason');
    expect(await count(db)).toBe(0);
    await atomically(db, write);
    expect(await count(db)).toBe(1);
  });

  it('is not entered by what runs at the same time', async () => {
    const { db } = await open();
    const failing = atomically(db, async (tx) => {
      await write(tx);
      await write(tx);
      throw new Error('the reason');
    });
    await Promise.all([expect(failing).rejects.toThrow('the reason'), write(db), atomically(db, write)]);
    expect(await count(db)).toBe(2);
  });
});

describe('two at one ledger', () => {
  it('can both write, and each sees what the other wrote', async () => {
    const file = join(folder(), 'silkwatch.db');
    const [a, b] = [await open(file), await open(file)];
    await a.ledger.recordVisits([visit('civil', [{ item: found('1'), matches: [MATCH] }])]);
    await b.ledger.recordVisits([visit('oc', [{ item: found('2'), matches: [MATCH] }])]);
    expect([await a.ledger.countItems(), await b.ledger.countItems()]).toEqual([2, 2]);
  });

  it('cannot write between what the other reads and what it then writes', async () => {
    const file = join(folder(), 'silkwatch.db');
    const [a, b] = [await open(file), await open(file)];
    b.sqlite.pragma('busy_timeout = 0');
    await atomically(a.db, async (tx) => {
      expect(await tx.selectFrom('items').selectAll().execute()).toEqual([]);
      await expect(b.ledger.recordVisits([visit('oc', [])])).rejects.toThrow('database is locked');
    });
    await b.ledger.recordVisits([visit('oc', [])]);
    expect((await a.ledger.learnt()).size).toBe(1);
  });

  it('can be processes that start at once on a ledger that is not there yet', async () => {
    const file = join(folder(), 'silkwatch.db');
    const state = resolve(import.meta.dirname, '../../state');
    const script = `
      import { openDatabase } from '${state}/database.ts';
      import { visits } from '${state}/visits.ts';
      import { visitOf } from '${state}/../test/learnt.ts';
      const opened = await openDatabase(process.argv[1]);
      const item = { title: 't', summary: '', content: '', authors: [], categories: [], publisher: 'p', family: 'f', revision: 0 };
      for (let n = 0; n < 20; n++)
        await visits(opened.db).recordVisits([visitOf(process.argv[2], [{ item: { ...item, key: String(n) }, matches: [] }])]);
      await opened.close();`;
    const run = (name: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, '--', file, name]);
    await Promise.all(['a', 'b', 'c'].map(run));
    expect(await (await open(file)).ledger.countItems()).toBe(60);
  });
});

describe('what went wrong with a ledger is told', () => {
  it.each([
    ['of a full disk', { code: 'SQLITE_FULL', message: 'database or disk is full' }, 'the disk is full'],
    ['of a read-only file', { code: 'SQLITE_READONLY_DBMOVED', message: 'attempt to write' }, 'attempt to write'],
  ])('%s', (_, error, why) => {
    expect(ledgerTrouble(error)).toContain(`the ledger cannot be written (${why})`);
  });

  it('and of nothing else', () => {
    expect(ledgerTrouble(new Error('the reason'))).toBeUndefined();
    expect(ledgerTrouble({ code: 'SQLITE_CONSTRAINT_NOTNULL', message: 'no' })).toBeUndefined();
  });
});
