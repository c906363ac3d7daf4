/** Group commit: visits that end while the ledger is writing are written together, in its next transaction. */
import type { VisitRecord } from '../state/visits.ts';
import type { World } from './world.ts';

/** Writes a visit, and then what lets the next one be answered 304. Answers how many of its items were new. */
export type Record = (visit: VisitRecord, remembered?: { key: string; value: unknown }) => Promise<number>;

interface Waiting {
  visit: VisitRecord;
  remembered: { key: string; value: unknown } | undefined;
  done(fresh: number): void;
  fail(error: unknown): void;
}

/** A recorder of one run. What waits is written as soon as the answers that have arrived are dealt with. */
export function recorderOf({ ledger, validators }: Pick<World, 'ledger' | 'validators'>): Record {
  let waiting: Waiting[] = [];
  const write = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const fresh = await ledger.recordVisits(batch.map(({ visit }) => visit));
      // Written last: a crash before this line costs a full answer each, and can never hide an item behind a 304.
      await validators.setMany(
        batch.flatMap(({ remembered }) => remembered ?? []),
        KEPT,
      );
      for (const [n, { done }] of batch.entries()) done(fresh[n]!);
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  };
  return (visit, remembered) =>
    new Promise((done, fail) => {
      if (waiting.length === 0) setImmediate(write);
      waiting.push({ visit, remembered, done, fail });
    });
}

/** A source that is asked once a month still gets its 304. */
const KEPT = 40 * 24 * 3600_000;
