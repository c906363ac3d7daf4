/** The one SQLite connection: opened, migrated, and given to the ledger and the memory. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, Migrator, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import { MIGRATIONS } from './migrations.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

export interface Opened {
  db: Database;
  sqlite: Sqlite.Database;
  close(): Promise<void>;
}

const SQLITE = /^sqlite:(\/\/)?/;

/** Whether an address is of a kind of ledger that there is: a path, with or without `sqlite:` before it. */
export const isLedgerUrl = (url: string): boolean => !/^\w+:\/\//.test(url.replace(SQLITE, ''));

/** Whether a ledger is there already: `openDatabase` makes one where it is not. */
export const isThere = (url: string): boolean => existsSync(url.replace(SQLITE, ''));

/** Long enough for another process's largest commit. */
const BUSY_MS = 15_000;

/**
 * Opens the ledger's file, making it and its folder where they are missing, and brings its tables up to date.
 *
 * @throws Error naming the file, where it cannot be opened, is no ledger, or is newer than this program.
 */
export async function openDatabase(url: string): Promise<Opened> {
  const file = url.replace(SQLITE, '');
  if (!isLedgerUrl(url))
    throw new Error(
      `the ledger ${url.split('://')[0]}://… is of a kind that is not supported; give sqlite: and a path`,
    );
  let sqlite: Sqlite.Database | undefined;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    sqlite = new Sqlite(file, { timeout: BUSY_MS });
    sqlite.pragma('journal_mode = WAL');
    // An answer of the mail server must survive a power cut: forgotten, the mail would go out twice.
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: keepingStatements(sqlite) }) });
    // Processes that start together must not each make the tables.
    await atomically(db, migrate);
    return { db, sqlite, close: () => db.destroy() };
  } catch (cause) {
    sqlite?.close();
    throw new Error(`cannot open the ledger ${file}: ${(cause as Error).message}`, { cause });
  }
}

/** Statements are few, and to prepare one costs as much as to run it; those of lists have a text for each length. */
const KEPT_STATEMENTS = 200;

/** The connection, with its latest statements kept prepared. */
function keepingStatements(sqlite: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, Sqlite.Statement>();
  return {
    prepare(text) {
      const statement = kept.get(text) ?? sqlite.prepare(text);
      kept.delete(text);
      kept.set(text, statement);
      if (kept.size > KEPT_STATEMENTS) kept.delete(kept.keys().next().value!);
      return statement as Sqlite.Statement<unknown[]>;
    },
    close: () => sqlite.close(),
  };
}

/** What went wrong with the ledger, in words for whoever runs the program; nothing where it was something else. */
export function ledgerTrouble(error: unknown): string | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (!/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB)/.test(code)) return undefined;
  const why = code === 'SQLITE_FULL' ? 'the disk is full' : message;
  return `the ledger cannot be written (${why}); what was committed before is safe, the rest will be done again`;
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** The connections that are in a transaction. */
const inside = new WeakSet<Database>();

/**
 * Runs work in one transaction that is a writer from its first statement on: one that began by reading could find at
 * its first write that another process had written in between. Work inside of other work is part of its transaction.
 */
export async function atomically<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  if (inside.has(db)) return work(db);
  return db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    inside.add(connection);
    try {
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => undefined);
      throw error;
    }
  });
}
