/** What must never be lost or doubled, and what machines share. */
import type { Database } from './database.ts';
import { deliveries } from './deliveries.ts';
import { items } from './items.ts';
import { labels } from './labels.ts';
import { subscribers } from './subscribers.ts';
import { told } from './told.ts';
import { visits } from './visits.ts';

export const ledgerOf = (db: Database) => ({
  ...visits(db),
  ...items(db),
  ...labels(db),
  ...told(db),
  ...deliveries(db),
  ...subscribers(db),
});

export type Ledger = ReturnType<typeof ledgerOf>;
