/** The ledger of what items said of the subjects of trackers. */
import type { Database } from './database.ts';

export const moves = (_db: Database) => ({});
