/** What keeps two items apart however alike they are: other numbers, other subjects, a report and its denial. */
import { labelsOf, ordinalsOf } from './ordinals.ts';

/** What an item's headline pins it to. Equal marks have equal text. */
export interface Mark {
  ordinals: readonly number[];
  /** What is numbered by figures behind it, as the word's beginning and the numbers. */
  labels: ReadonlyMap<string, readonly number[]>;
  /** By tracker, the subjects that it moves. */
  subjects: ReadonlyMap<string, readonly string[]>;
  /** Whether it denies what others report. */
  denies: boolean;
  text: string;
}

const STEM = 6;

/** @param subjects those that the item moves, by tracker */
export function markOf(headline: string, subjects: Mark['subjects'], denies: boolean): Mark {
  const ordinals = ordinalsOf(headline);
  const labels = grouped(labelsOf(headline).map(({ word, number }) => [word.slice(0, STEM), number] as const));
  const text = JSON.stringify([ordinals, [...labels], [...subjects], denies]);
  return { ordinals, labels, subjects, denies, text };
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
    groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

/** Whether two items report two events, whatever else they share. */
export function differ(a: Mark, b: Mark): boolean {
  if (a.text === b.text) return false;
  return (
    disjoint(a.ordinals, b.ordinals) ||
    contradict(a.labels, b.labels) ||
    contradict(a.subjects, b.subjects) ||
    a.denies !== b.denies
  );
}

function contradict<T>(a: ReadonlyMap<string, readonly T[]>, b: ReadonlyMap<string, readonly T[]>): boolean {
  return [...a].some(([key, its]) => disjoint(its, b.get(key) ?? []));
}

/** Whether both name something, and nothing that the other does. */
const disjoint = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one));

/** The marks of a group, each once: where they are all as they should be towards another's, the groups may be one. */
export const distinct = (marks: readonly Mark[]): Mark[] => [
  ...new Map(marks.map((mark) => [mark.text, mark])).values(),
];

export const compatible = (one: readonly Mark[], other: readonly Mark[]): boolean =>
  one.every((a) => other.every((b) => !differ(a, b)));
