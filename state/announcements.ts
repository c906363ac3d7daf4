/** The ledger of the dates that items announced for deadlines, and what analysts decided of them. */
import type { Database } from './database.ts';

export const announcements = (_db: Database) => ({});
