/** What one run knows of itself while it works. */
import { randomUUID } from 'node:crypto';
import type { Ledger } from '../../state/ledger.ts';
import type { Leased } from '../../state/sending.ts';
import type { DeliverRun, DeliverWorld } from '../deliver.ts';
import { bodiesOf } from './letter.ts';
import type { Limits } from './limits.ts';

/** The ledger inside of a turn, all of which is committed at once or not at all. */
export type Turn = Parameters<Parameters<Ledger['together']>[0]>[0];

export interface Run {
  world: DeliverWorld;
  limits: Limits;
  /** The name under which it leases. */
  owner: string;
  /** What it has leased and not handed to a connection yet. */
  leased: Leased[];
  /** Failures of the server in a row. */
  failures: number;
  /** Until when the places of each domain are given away, of editions and of what is told at once. */
  booked: Map<string, number>;
  /** When the messages that a domain's limit put off may go out, as far as the run waits for them, in milliseconds. */
  putOff: number[];
  /** Until when it waits for limits; what goes out later is for the next run. */
  patience: number;
  /** Why nothing can be sent from here. */
  broken?: Error;
  /** Whether mail was taken since the last pause; until then one connection tries alone, and the others wait for its proof. */
  proven: boolean;
  proof: PromiseWithResolvers<void>;
  bodyOf: ReturnType<typeof bodiesOf>;
  counts: DeliverRun;
  /** How many were due when it began. */
  due: number;
}

/** `serve` and crontabs begin a run each minute: one that waits as long for its limits meets the next. */
const PATIENCE = 55_000;

export const runOf = (world: DeliverWorld, limits: Limits, due: number, proven: boolean): Run => ({
  ...{ world, limits, due, owner: randomUUID(), leased: [], failures: 0, booked: new Map() },
  putOff: [],
  patience: world.now().getTime() + PATIENCE,
  ...{ proven, proof: Promise.withResolvers(), bodyOf: bodiesOf() },
  counts: { accepted: 0, refused: 0, later: 0, unknown: 0, skipped: 0, paused: null },
});

/** Mail is taken: all connections may send. */
export function prove(run: Run): void {
  run.proven = true;
  run.proof.resolve();
}
