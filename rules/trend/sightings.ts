/** Which entries of a term an item fits, and by what words. */

import { Answers } from '../engine/answers.ts';
import type { Readable } from '../engine/columns.ts';
import { shown } from '../engine/evidence.ts';
import { Plan } from '../engine/plan.ts';
import { formatQuery } from '../language/print.ts';
import type { Query } from '../language/query.ts';
import type { First } from '../trend.ts';

/** An item as it is asked. */
type Asked = Readable & { id: string; at: string };

/** Tells of an item which of the entries it fits, as sightings: each may be a first. The entries are compiled once. */
export function sightingsOf(entries: readonly Query[]): (item: Asked) => First[] {
  const plan = new Plan();
  const nodes = entries.map((entry) => ({ term: formatQuery(entry), node: plan.add(entry) }));
  const answers = new Answers(plan);
  return (item) => {
    answers.read(item);
    const fitting = nodes.filter(({ node }) => answers.fits(node));
    return fitting.map(({ term, node }) => {
      const words = shown(node, answers, item)[0]?.text ?? item.title;
      return { term, words, item: item.id, at: Date.parse(item.at) };
    });
  };
}

/** Of sightings in any order the first of each entry; of several at once that of the item whose id comes first. */
export function earliest(sightings: readonly First[]): Map<string, First> {
  const firsts = new Map<string, First>();
  const inOrder = sightings.toSorted((a, b) => a.at - b.at || (a.item < b.item ? -1 : 1));
  for (const one of inOrder) if (!firsts.has(one.term)) firsts.set(one.term, one);
  return firsts;
}
