/** The ledger of silences, and what they held back. */
import type { Database } from './database.ts';

export const silences = (_db: Database) => ({});
