import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heap } from '../../../rules/story/heap.ts';
import { type Edge, link } from '../../../rules/story/linkage.ts';

const singles = (size: number) => Array.from({ length: size }, (_, n) => [n]);
const groups = (size: number, edges: Edge[], mayJoin: Parameters<typeof link>[3] = () => true) =>
  link(singles(size), edges, 0.5, mayJoin)
    .map((group) => group.toSorted((a, b) => a - b).join(' '))
    .sort();
const edge = (a: number, b: number, alike: number): Edge => ({ a, b, alike });

describe('groups', () => {
  it('are joined where their items are alike', () => expect(groups(3, [edge(0, 1, 0.6)])).toEqual(['0 1', '2']));
  it('are not where they are less alike', () => expect(groups(2, [edge(0, 1, 0.4)])).toEqual(['0', '1']));
  it('are not joined by way of one that is like both', () =>
    expect(groups(3, [edge(0, 1, 0.9), edge(1, 2, 0.8)])).toEqual(['0 1', '2']));
  it('are where all are alike on average', () =>
    expect(groups(3, [edge(0, 1, 0.9), edge(1, 2, 0.8), edge(0, 2, 0.3)])).toEqual(['0 1 2']));
  it('are kept apart by what keeps any two of their items apart', () => {
    const apart = (one: readonly number[], other: readonly number[]) =>
      ![...one, ...other].every((n) => [0, 2].includes(n));
    expect(
      groups(
        3,
        [edge(0, 2, 0.9), edge(0, 1, 0.6), edge(1, 2, 0.55)],
        (a, b) => apart(a, b) && !([...a, ...b].includes(0) && [...a, ...b].includes(2)),
      ),
    ).toEqual(['0 1', '2']);
  });
});

/** As it is written down: at each step the two groups that are most alike on average, by all their pairs. */
function plainly(size: number, edges: readonly Edge[]): string[] {
  const all = singles(size);
  const alike = new Map(
    edges.flatMap(({ a, b, alike }) => [[`${a} ${b}`, alike] as const, [`${b} ${a}`, alike] as const]),
  );
  const mean = (one: number[], other: number[]) =>
    one.flatMap((a) => other.map((b) => alike.get(`${a} ${b}`) ?? 0)).reduce((x, y) => x + y, 0) /
    (one.length * other.length);
  for (;;) {
    const pairs = all.flatMap((one, n) => all.slice(n + 1).map((other) => ({ one, other, mean: mean(one, other) })));
    const best = pairs.reduce<(typeof pairs)[number] | null>((x, y) => (x && x.mean >= y.mean ? x : y), null);
    if (!best || best.mean < 0.5) break;
    all.splice(all.indexOf(best.other), 1);
    best.one.push(...best.other);
  }
  return all.map((group) => group.toSorted((a, b) => a - b).join(' ')).sort();
}

it('whatever the edges, they are what averaging all pairs at each step gives, in any order of edges', () => {
  const anyEdges = fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7), fc.double({ min: 0.01, max: 1, noNaN: true })), {
    selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
    maxLength: 20,
  });
  fc.assert(
    fc.property(anyEdges, (rows) => {
      const edges = rows
        .filter(([a, b]) => a !== b)
        .map(([a, b, alike]) => edge(Math.min(a, b), Math.max(a, b), alike));
      expect(groups(8, edges)).toEqual(plainly(8, edges));
      expect(groups(8, edges.toReversed())).toEqual(groups(8, edges));
    }),
    { numRuns: 200 },
  );
});

it('a heap gives what goes first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (all) => {
      const heap = new Heap<number>((a, b) => a < b);
      for (const one of all) heap.push(one);
      expect(all.map(() => heap.pop())).toEqual(all.toSorted((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
