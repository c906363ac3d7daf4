/** What must never be lost or doubled, and what machines share. */
import { admissions } from './admissions.ts';
import { alerts } from './alerts.ts';
import { announcements } from './announcements.ts';
import { archive } from './archive.ts';
import { bounces } from './bounces.ts';
import { budgets } from './budgets.ts';
import { changes } from './changes.ts';
import { atomically, type Database } from './database.ts';
import { deliveries } from './deliveries.ts';
import { editions } from './editions.ts';
import { items } from './items.ts';
import { joins } from './joins.ts';
import { labels } from './labels.ts';
import { moves } from './moves.ts';
import { outcomes } from './outcomes.ts';
import { pauses } from './pauses.ts';
import { person } from './person.ts';
import { seen } from './seen.ts';
import { sending } from './sending.ts';
import { settings } from './settings.ts';
import { signals } from './signals.ts';
import { silences } from './silences.ts';
import { stories } from './stories.ts';
import { subscribers } from './subscribers.ts';
import { suppressions } from './suppressions.ts';
import { tellings } from './tellings.ts';
import { told } from './told.ts';
import { visits } from './visits.ts';
import { withdrawals } from './withdrawals.ts';

const partsOf = (db: Database) => ({
  ...visits(db),
  ...withdrawals(db),
  ...changes(db),
  ...items(db),
  ...labels(db),
  ...told(db),
  ...editions(db),
  ...tellings(db),
  ...archive(db),
  ...seen(db),
  ...stories(db),
  ...alerts(db),
  ...silences(db),
  ...moves(db),
  ...announcements(db),
  ...signals(db),
  ...deliveries(db),
  ...sending(db),
  ...outcomes(db),
  ...pauses(db),
  ...budgets(db),
  ...bounces(db),
  ...subscribers(db),
  ...person(db),
  ...joins(db),
  ...admissions(db),
  ...suppressions(db),
  ...settings(db),
});

type Parts = ReturnType<typeof partsOf>;

export interface Ledger extends Parts {
  /** Does all of some work in one transaction, or nothing of it. What reads in it reads what no other process changes meanwhile. */
  together<T>(work: (ledger: Parts) => Promise<T>): Promise<T>;
}

export const ledgerOf = (db: Database): Ledger => ({
  ...partsOf(db),
  together: (work) => atomically(db, (tx) => work(partsOf(tx))),
});
