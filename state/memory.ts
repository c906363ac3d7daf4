/** What is cheap to lose, in Keyv over the ledger's own connection. */
import type Sqlite from 'better-sqlite3';
import { Keyv } from 'keyv';

export interface Memory {
  get<T>(key: string): Promise<T | undefined>;
  /** Kept for `ttl` milliseconds, or until it is lost. */
  set<T>(key: string, value: T, ttl?: number): Promise<void>;
  /** Sets many at once, in one write. */
  setMany(entries: readonly { key: string; value: unknown }[], ttl?: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A memory of one kind of thing: a namespace has an adapter of its own, since Keyv lets adapters share none. */
export function memoryOf(sqlite: Sqlite.Database, namespace: string): Memory {
  // Without throwOnErrors Keyv swallows what goes wrong and answers that the key is not there.
  const keyv = new Keyv({ store: new SqliteStore(sqlite), namespace, throwOnErrors: true });
  return {
    get: (key) => keyv.get(key),
    set: async (key, value, ttl) => void (await keyv.set(key, value, ttl)),
    setMany: async (entries, ttl) =>
      void (await keyv.setMany(entries.map((entry) => (ttl === undefined ? entry : { ...entry, ttl })))),
    delete: async (key) => void (await keyv.delete(key)),
  };
}

/**
 * Keyv's storage adapter on an open connection. Its table has row ids: `without rowid` halves the speed of reads at
 * values of 1 kB. Keyv checks expiry itself; the column is for pruning.
 */
export class SqliteStore {
  /** Keyv iterates only over dialects that it knows. */
  readonly opts = { dialect: 'sqlite' };
  namespace: string | undefined;
  readonly #sqlite: Sqlite.Database;
  readonly #get: Sqlite.Statement<[string], { value: string }>;
  readonly #set: Sqlite.Statement<[string, string, number | null]>;
  readonly #delete: Sqlite.Statement<[string]>;
  readonly #clear: Sqlite.Statement<[string]>;
  readonly #all: Sqlite.Statement<[string], { key: string; value: string }>;

  constructor(sqlite: Sqlite.Database) {
    this.#sqlite = sqlite;
    sqlite.exec('create table if not exists memory (key text primary key, value text not null, expires integer)');
    this.#get = sqlite.prepare('select value from memory where key = ?');
    this.#set = sqlite.prepare('insert or replace into memory (key, value, expires) values (?, ?, ?)');
    this.#delete = sqlite.prepare('delete from memory where key = ?');
    this.#clear = sqlite.prepare('delete from memory where key glob ?');
    this.#all = sqlite.prepare('select key, value from memory where key glob ? order by key');
    sqlite.prepare('delete from memory where expires < ?').run(Date.now());
  }

  on(): this {
    return this;
  }

  async get(key: string): Promise<string | undefined> {
    return this.#get.get(key)?.value;
  }

  async set(key: string, value: string, ttl?: number): Promise<boolean> {
    this.#set.run(key, value, expiry(ttl));
    return true;
  }

  async setMany(entries: { key: string; value: string; ttl?: number }[]): Promise<boolean[]> {
    return this.#sqlite.transaction(() => {
      for (const { key, value, ttl } of entries) this.#set.run(key, value, expiry(ttl));
      return entries.map(() => true);
    })();
  }

  async delete(key: string): Promise<boolean> {
    return this.#delete.run(key).changes > 0;
  }

  async clear(): Promise<void> {
    this.#clear.run(this.#prefix(this.namespace));
  }

  async *iterator(namespace?: string): AsyncGenerator<[string, string]> {
    // Read whole: the connection is the ledger's too, and can do nothing else while rows are being read from it.
    for (const { key, value } of this.#all.all(this.#prefix(namespace))) yield [key, value];
  }

  #prefix(namespace: string | undefined): string {
    return namespace ? `${namespace.replace(/[*?[]/g, '[$&]')}:*` : '*';
  }
}

const expiry = (ttl: number | undefined): number | null => (ttl === undefined ? null : Date.now() + ttl);
