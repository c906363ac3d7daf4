/** The words that show why a query fits an item. */
import type { Evidence } from '../../state/match.ts';
import type { Answers } from './answers.ts';
import { ORDER, type Readable, type Run } from './columns.ts';
import { stretch } from './nearby.ts';
import type { Node } from './node.ts';

/** A match shows its work; past this many places more of them show nothing new. */
const SHOWN = 24;

/** Places as offsets and words of the item's own text, each stretch once, in reading order. */
export function shown(node: Node, answers: Answers, item: Readable): Evidence[] {
  const once = new Map<number, { clause: string; run: Run }>();
  for (const { clause, parts, loose } of answers.places(node)) {
    if (loose) continue;
    for (const run of parts) once.set(stretch(run.column, run.start, run.end), { clause, run });
  }
  return [...once.values()]
    .sort((a, b) => ORDER.indexOf(a.run.column) - ORDER.indexOf(b.run.column) || a.run.start - b.run.start)
    .slice(0, SHOWN)
    .map(({ clause, run: { column: field, start, end } }) => {
      return { clause, field, start, end, text: item[field]!.slice(start, end) };
    });
}
