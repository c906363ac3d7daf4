/** Where a regular expression fits the text of an item. */
import type { RE2JS } from 're2js';
import type { Query } from '../language/query.ts';
import { compileRegexp } from '../language/regexp.ts';
import { BODY, LEAD_WORDS, ORDER, type Run } from './columns.ts';
import type { Node } from './node.ts';
import type { Reading } from './reading.ts';

/** An expression that fits more often says nothing more by it. */
const MOST = 1000;

/** Regular expressions, each compiled when it is first asked for and kept, since that is dear. */
export class Expressions {
  readonly #known = new Map<string, RE2JS>();

  /** The runs of a node's expression in its field, in reading order. What it finds in no word stands at the next one. */
  runs({ query, where, field }: Node, reading: Reading): Run[] {
    const expression = this.#compiled(query as Query & { kind: 'regexp' });
    const runs: Run[] = [];
    for (const column of ORDER.keys()) {
      if ((reading.bits[where]! & (1 << column)) === 0) continue;
      const matcher = expression.matcher(textOf(column, field === 'lead', reading));
      while (runs.length < MOST && matcher.find()) {
        if (matcher.end() > matcher.start()) runs.push(runAt(column, matcher.start(), matcher.end(), reading));
      }
    }
    return runs;
  }

  #compiled({ source }: Query & { kind: 'regexp' }): RE2JS {
    const known = this.#known.get(source) ?? compileRegexp(source);
    this.#known.set(source, known);
    return known;
  }
}

/** A column's text; of a body that is lead, to the end of the lead's last word. */
function textOf(column: number, isLead: boolean, reading: Reading): string {
  const text = reading.text(column);
  const words = reading.bases[column + 1]! - reading.bases[column]!;
  if (!isLead || 1 << column !== BODY || words <= LEAD_WORDS) return text;
  return text.slice(0, reading.words.ends[reading.bases[column]! + LEAD_WORDS - 1]);
}

function runAt(column: number, start: number, end: number, reading: Reading): Run {
  const [first, behind] = [reading.bases[column]!, reading.bases[column + 1]!];
  const from = firstWhere(first, behind, (word) => reading.words.ends[word]! > start);
  const next = firstWhere(from, behind, (word) => reading.words.starts[word]! >= end);
  return { column: ORDER[column]!, from: from - first, to: Math.max(from, next - 1) - first, start, end };
}

/** The first of ascending numbers for which something holds that holds for all behind it; `behind` where there is none. */
function firstWhere(first: number, behind: number, holds: (n: number) => boolean): number {
  let [low, high] = [first, behind];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
