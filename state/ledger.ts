/** What must never be lost or doubled, and what machines share. */
import { alerts } from './alerts.ts';
import { announcements } from './announcements.ts';
import { changes } from './changes.ts';
import type { Database } from './database.ts';
import { deliveries } from './deliveries.ts';
import { editions } from './editions.ts';
import { items } from './items.ts';
import { joins } from './joins.ts';
import { labels } from './labels.ts';
import { moves } from './moves.ts';
import { seen } from './seen.ts';
import { settings } from './settings.ts';
import { signals } from './signals.ts';
import { silences } from './silences.ts';
import { stories } from './stories.ts';
import { subscribers } from './subscribers.ts';
import { suppressions } from './suppressions.ts';
import { told } from './told.ts';
import { visits } from './visits.ts';
import { withdrawals } from './withdrawals.ts';

export const ledgerOf = (db: Database) => ({
  ...visits(db),
  ...withdrawals(db),
  ...changes(db),
  ...items(db),
  ...labels(db),
  ...told(db),
  ...editions(db),
  ...seen(db),
  ...stories(db),
  ...alerts(db),
  ...silences(db),
  ...moves(db),
  ...announcements(db),
  ...signals(db),
  ...deliveries(db),
  ...subscribers(db),
  ...joins(db),
  ...suppressions(db),
  ...settings(db),
});

export type Ledger = ReturnType<typeof ledgerOf>;
