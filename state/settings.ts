/** What an installation made up once and keeps: of two processes that make it up, both get the first. */
import type { Database } from './database.ts';

export async function settingOf(db: Database, name: string, make: () => string): Promise<string> {
  const known = db.selectFrom('settings').where('name', '=', name).select('value');
  const found = await known.executeTakeFirst();
  if (found) return found.value;
  await db
    .insertInto('settings')
    .values({ name, value: make() })
    .onConflict((c) => c.doNothing())
    .execute();
  return (await known.executeTakeFirstOrThrow()).value;
}

export const settings = (db: Database) => ({
  /** The key that signs tokens where the configuration gives none. */
  ownSecret: (make: () => string): Promise<string> => settingOf(db, 'secret', make),
});
