/** Group commit: visits that end within a moment of one another are written together, in one transaction. */
import type { VisitRecord } from '../../state/visits.ts';
import type { World } from '../world.ts';

/** Writes a visit, and then what lets the next one be answered 304. Answers how many of its items were new. */
export type Record = (visit: VisitRecord, remembered?: { key: string; value: unknown }) => Promise<number>;

interface Waiting {
  visit: VisitRecord;
  remembered: { key: string; value: unknown } | undefined;
  done(fresh: number): void;
  fail(error: unknown): void;
}

/** Milliseconds that a visit waits for others to be written with it: a transaction each would cost as much as the visits. */
const GATHER = 10;
/** A transaction of more holds up whoever else writes. */
const MOST = 64;

/** A recorder of one run, in which so many visits are under way: when all of them wait, nobody else will come. */
export function recorderOf(
  { ledger, validators }: Pick<World, 'ledger' | 'validators'>,
  underWay: () => number,
): Record {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
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
      waiting.push({ visit, remembered, done, fail });
      if (waiting.length >= Math.min(MOST, underWay())) void write();
      else timer ??= setTimeout(write, GATHER);
    });
}

/** A source that is asked once a month still gets its 304. */
const KEPT = 40 * 24 * 3600_000;
