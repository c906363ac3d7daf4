/** The steps at which a life of the program may end, and what each is given. */

/** As the program sees them: calls of its ledger and of its transport, each counted in messages. */
export const MATRIX = [
  ...(['before leasing', 'leased, not committed'] as const),
  ...(['handed, not committed', 'handed, committed', 'inside DATA', 'answered, not settled'] as const),
  ...(['settled, not committed', 'settled, committed'] as const),
] as const;

/** The leases that are over are ended, once in a life. */
export type LedgerStep = 'not lapsed' | 'lapsed' | (typeof MATRIX)[number];

/** One process of `mortal.ts`. */
export interface Life {
  /** The configuration file. */
  config: string;
  /** How far ahead the clock is, in milliseconds: a run for each of them, until nothing waits. */
  aheads: readonly number[];
  die?: { step: LedgerStep; nth: number };
}
