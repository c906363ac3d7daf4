/** What the tests of whole processes share: the seed, an office of one's own from it, and the table of what came of each. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { judged, type Verdict } from './judge.ts';
import { type Office, openOffice } from './office.ts';
import { type Seed, seeded } from './seed.ts';
import { rowOf, tableOf } from './table.ts';

export interface Offices {
  /** Opens an office for some work, and closes it however that ends. */
  inOffice(connections: number, work: (office: Office) => Promise<void>): Promise<void>;
  /** Writes into the table what came of a step, and holds it against the promise. */
  accept(step: string, office: Office, alsoLeft?: readonly string[]): Verdict;
}

/** For all tests of the file that calls it, at whose end the table is printed. */
export function offices(): Offices {
  // Processes wait for the disk much of the time.
  vi.setConfig({ maxConcurrency: 2 });
  const table: string[][] = [];
  let seed: Seed;
  beforeAll(async () => {
    seed = await seeded();
    expect(seed.waiting.length).toBeGreaterThan(2500);
  }, 60_000);
  const byStep = (a: string[], b: string[]) => a.join().localeCompare(b.join(), 'en', { numeric: true });
  afterAll(() => {
    console.log(`\n${tableOf(table.toSorted(byStep))}\n`);
    rmSync(dirname(seed.file), { recursive: true });
  });
  return {
    async inOffice(connections, work) {
      const office = await openOffice(seed, connections);
      try {
        await work(office);
      } finally {
        await office.close();
      }
    },
    accept(step, office, alsoLeft = []) {
      const verdict = judged(office, new Set([...seed.left, ...alsoLeft]));
      table.push(rowOf(step, office, verdict));
      hold(verdict, office, step);
      return verdict;
    },
  };
}

/**
 * Nobody is missing; nobody got what is another's; who got a copy is marked as one who may have, and it is the same to the
 * last byte; and each kill leaves no more in doubt than there are connections.
 */
function hold(verdict: Verdict, { kills, connections }: Office, step: string): void {
  const { missing, unmarked, differing, misled, stuck, unknown } = verdict;
  const none = { missing: [], unmarked: [], differing: [], misled: [], stuck: [] };
  expect({ missing, unmarked, differing, misled, stuck }, step).toEqual(none);
  for (const { inDoubt } of kills) expect(inDoubt, step).toBeLessThanOrEqual(connections);
  const inDoubt = kills.reduce((sum, kill) => sum + kill.inDoubt, 0);
  if (kills.length > 0) expect(unknown, step).toBeLessThanOrEqual(inDoubt);
}
