/**
 * Which queries an item's words could make fit. Each query is filed under words that it cannot do without, the rarest
 * that there are: of AND those of one part, of NEAR of one side, of alternatives those of all. The idea is that of the
 * presearcher of Lucene Monitor (Luwak).
 */
import { ENTRY, Filing } from './filing.ts';
import type { Plan } from './plan.ts';

/** Nodes filed under keys, in flat tables: the words of a hundred thousand queries are a million. */
export class Index {
  /** Under key n lie the entries from `starts[n]` to `starts[n + 1]`. Keys are patterns, and behind them broad nodes. */
  readonly starts: Int32Array;
  /** The numbers of an entry side by side: target (a root by its place, or behind those a broad node), part, and field. */
  readonly entries: Int32Array;
  /** Roots that need no word, by their place: they are asked of every item. */
  readonly always: readonly number[];
  /** By broad node, whether it is filed: of others all parts are asked. */
  readonly filed: readonly boolean[];
  /** Of root n, from `clausesAt[n]` to `clausesAt[n + 1]`: behind each sign of a clause the patterns, one of which it needs. */
  readonly clauses: Int32Array;
  readonly clausesAt: Int32Array;

  constructor(plan: Plan) {
    const { always, filed, keys, entries, clauses, clausesAt } = new Filing(plan);
    this.clauses = Int32Array.from(clauses);
    this.clausesAt = Int32Array.from(clausesAt);
    this.always = always;
    this.filed = filed;
    this.starts = startsOf(keys, plan.patterns.length + plan.broad.length);
    this.entries = byKey(keys, entries, this.starts);
  }
}

/** Where the entries of each key begin, and behind the last key where they end. */
function startsOf(filed: readonly number[], keys: number): Int32Array {
  const starts = new Int32Array(keys + 1);
  for (const key of filed) starts[key + 1]! += ENTRY;
  for (let n = 1; n < starts.length; n++) starts[n]! += starts[n - 1]!;
  return starts;
}

/** The entries sorted by their keys, those of one key as they were filed. */
function byKey(keys: readonly number[], entries: readonly number[], starts: Int32Array): Int32Array {
  const sorted = new Int32Array(entries.length);
  const next = starts.slice();
  for (const [n, key] of keys.entries()) {
    for (let k = 0; k < ENTRY; k++) sorted[next[key]! + k] = entries[n * ENTRY + k]!;
    next[key]! += ENTRY;
  }
  return sorted;
}
