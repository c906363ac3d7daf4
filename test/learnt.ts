/** What visits have taught us of a source, and visits as they are recorded: as small as a promise needs them. */
import type { NewItem } from '../state/items.ts';
import type { Learnt } from '../state/source.ts';
import type { VisitRecord } from '../state/visits.ts';

/** A source that was visited once, and well; where its last visit failed, it has never been seen. */
export function learntOf(source: string, its: Partial<Learnt> = {}): Learnt {
  const at = its.lastVisit ?? '2026-10-05T06:00:00.000Z';
  const failed = its.outcome === 'failed';
  return {
    source,
    firstVisit: at,
    lastVisit: at,
    outcome: 'fetched',
    reason: failed ? 'http' : null,
    because: failed ? 'HTTP 500' : null,
    since: at,
    failures: failed ? 1 : 0,
    lastGood: failed ? null : at,
    next: at,
    interval: null,
    patience: null,
    found: null,
    lastNews: null,
    rhythm: null,
    gap: null,
    moved: null,
    reader: null,
    pace: null,
    region: null,
    ...its,
  };
}

/** A visit that found these items, all of them new. */
export function visitOf(source: string, fresh: readonly NewItem[] = [], its: Partial<VisitRecord> = {}): VisitRecord {
  const { at = '2026-10-05T06:00:00.000Z', outcome = 'fetched' } = its;
  const learnt = learntOf(source, { lastVisit: at, outcome });
  const { reason, because } = learnt;
  const found = fresh.length;
  return { source, at, outcome, reason, because, took: 12, found, learnt, fresh, revised: [], ...its };
}
