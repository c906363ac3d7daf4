/** The ledger of rules over time that fired. */
import type { Database } from './database.ts';

export const signals = (_db: Database) => ({});
