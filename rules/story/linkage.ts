/**
 * Pairs → groups: the two groups that are most alike are joined, as long as their items are alike enough on average
 * (average linkage; Sokal and Michener 1958), so that no chain of neighbours makes one story of a week's news.
 */
import { Heap } from './heap.ts';

export interface Edge {
  a: number;
  b: number;
  /** The probability that both report one event; of a pair without an edge it is 0. */
  alike: number;
}

/**
 * Joins groups from the most alike down. The order of the edges does not matter.
 *
 * @param least the mean likeness from which two groups are one
 * @param mayJoin whether nothing keeps two groups apart
 */
export function link(
  groups: number[][],
  edges: readonly Edge[],
  least: number,
  mayJoin: (one: readonly number[], other: readonly number[]) => boolean,
): number[][] {
  const near = groups.map(() => new Map<number, number>());
  const heap = new Heap<Edge>(before);
  const members: (number[] | null)[] = groups.map((group) => [...group]);
  const mean = (a: number, b: number) => near[a]!.get(b)! / (members[a]!.length * members[b]!.length);
  for (const { a, b, alike } of edges) {
    near[a]!.set(b, alike);
    near[b]!.set(a, alike);
    offer(a, b);
  }
  for (let next = heap.pop(); next; next = heap.pop()) {
    const { a, b, alike } = next;
    if (!near[a]!.has(b)) continue;
    // A group that has grown since is offered again as it is now: what its neighbours share with it has only thinned.
    if (mean(a, b) !== alike) offer(a, b);
    else if (!mayJoin(members[a]!, members[b]!)) sever(near, a, b);
    else if (near[a]!.size < near[b]!.size) join(b, a);
    else join(a, b);
  }
  return members.filter((group) => group !== null);

  function offer(a: number, b: number): void {
    const alike = mean(a, b);
    if (alike >= least) heap.push({ a: Math.min(a, b), b: Math.max(a, b), alike });
  }

  /** Takes the second group, which has fewer neighbours, into the first. */
  function join(a: number, b: number): void {
    members[a] = [...members[a]!, ...members[b]!];
    members[b] = null;
    sever(near, a, b);
    for (const [c, sum] of near[b]!) {
      const all = (near[a]!.get(c) ?? 0) + sum;
      near[c]!.delete(b);
      near[c]!.set(a, all);
      near[a]!.set(c, all);
      offer(a, c);
    }
    near[b]!.clear();
  }
}

function sever(near: readonly Map<number, number>[], a: number, b: number): void {
  near[a]!.delete(b);
  near[b]!.delete(a);
}

/** The most alike first; of several, the ones that come first. */
const before = (x: Edge, y: Edge): boolean =>
  x.alike > y.alike || (x.alike === y.alike && (x.a < y.a || (x.a === y.a && x.b < y.b)));
