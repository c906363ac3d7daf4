/** What must never be lost or doubled, and what machines share. */
import { alerts } from './alerts.ts';
import { announcements } from './announcements.ts';
import type { Database } from './database.ts';
import { deliveries } from './deliveries.ts';
import { items } from './items.ts';
import { labels } from './labels.ts';
import { moves } from './moves.ts';
import { signals } from './signals.ts';
import { silences } from './silences.ts';
import { subscribers } from './subscribers.ts';
import { told } from './told.ts';
import { visits } from './visits.ts';

export const ledgerOf = (db: Database) => ({
  ...visits(db),
  ...items(db),
  ...labels(db),
  ...told(db),
  ...alerts(db),
  ...silences(db),
  ...moves(db),
  ...announcements(db),
  ...signals(db),
  ...deliveries(db),
  ...subscribers(db),
});

export type Ledger = ReturnType<typeof ledgerOf>;
