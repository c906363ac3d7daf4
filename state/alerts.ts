/** The ledger of what was told at once: stories as they were raised. */
import type { Database } from './database.ts';

export const alerts = (_db: Database) => ({});
