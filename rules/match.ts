/** Whether a query fits an item, and the words that show it. */
import type { Evidence } from '../state/match.ts';
import { Answers, stretch } from './answers.ts';
import { ORDER, type Readable } from './columns.ts';
import { type Node, Plan } from './plan.ts';
import type { Query } from './query.ts';
import type { Run } from './reading.ts';

/** A match shows its work; past this many places more of them show nothing new. */
const SHOWN = 24;

/** An item that queries are asked of. */
export class ReadItem {
  readonly item: Readable;

  constructor(item: Readable) {
    this.item = item;
  }
}

/** Evaluates a query on an item: exact, and the same for the same query and item for ever. */
export function matchQuery(query: Query, { item }: ReadItem): { fits: boolean; evidence: Evidence[] } {
  const { node, answers } = compiled(query);
  answers.read(item);
  const fits = answers.fits(node);
  return { fits, evidence: fits ? shown(node, answers, item) : [] };
}

interface Compiled {
  node: Node;
  answers: Answers;
}

/** A topic's examples try its scope and one rule in turn; whoever keeps more keeps plans that nobody asks again. */
const KEPT = 4;
const kept = new Map<Query, Compiled>();

function compiled(query: Query): Compiled {
  const known = kept.get(query) ?? compile(query);
  kept.delete(query);
  kept.set(query, known);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return known;
}

function compile(query: Query): Compiled {
  const plan = new Plan();
  const node = plan.add(query);
  return { node, answers: new Answers(plan) };
}

/** Places as offsets and words of the item's own text, each stretch once, in reading order. */
export function shown(node: Node, answers: Answers, item: Readable): Evidence[] {
  const once = new Map<number, { clause: string; run: Run }>();
  for (const { clause, parts } of answers.places(node)) {
    for (const run of parts) once.set(stretch(run.column, run.from, run.to), { clause, run });
  }
  return [...once.values()]
    .sort((a, b) => ORDER.indexOf(a.run.column) - ORDER.indexOf(b.run.column) || a.run.from - b.run.from)
    .slice(0, SHOWN)
    .map(({ clause, run: { column: field, start, end } }) => {
      return { clause, field, start, end, text: item[field]!.slice(start, end) };
    });
}

export type { Readable };
