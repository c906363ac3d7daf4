/** What must never be lost or doubled, and what machines share. */
import type { Database } from './database.ts';
import { deliveries } from './deliveries.ts';
import { recorded } from './recorded.ts';
import { subscribers } from './subscribers.ts';
import { told } from './told.ts';

export const ledgerOf = (db: Database) => ({ ...recorded(db), ...told(db), ...deliveries(db), ...subscribers(db) });

export type Ledger = ReturnType<typeof ledgerOf>;
