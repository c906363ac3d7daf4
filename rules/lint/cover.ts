/** What one leaf of a query says of another: only what holds of every item there could be. */
import type { Days, Pattern, Words } from '../language/query.ts';
import type { Flat, Where } from './flat.ts';

/** What stands in the first field stands in the others too. */
const WITHIN: Partial<Record<string, readonly Where[]>> = {
  title: ['lead', 'text'],
  summary: ['lead', 'text'],
  content: ['text'],
  lead: ['text'],
};

/** Whether words that stand in one field stand in the other. */
export const isWithin = (a: Where, b: Where): boolean => a === b || (WITHIN[a]?.includes(b) ?? false);

type Leaf = Extract<Flat, { kind: 'words' | 'regexp' | 'date' }>;

/** Whether an item that fits the first leaf always fits the second. */
export function leafImplies(a: Leaf, b: Leaf): boolean {
  if (a.kind === 'date') return b.kind === 'date' && lies(a.days, b.days);
  // What a regular expression finds may hang on where its text ends, and fields end at different places.
  if (a.kind === 'regexp') return b.kind === 'regexp' && a.source === b.source && a.field === b.field;
  return b.kind === 'words' && isWithin(a.field, b.field) && holds(a.words, b.words, a.field);
}

/** Whether no item fits both. */
export function leavesExclude(a: Leaf, b: Leaf): boolean {
  if (a.kind === 'date' && b.kind === 'date') return apart(a.days, b.days) || apart(b.days, a.days);
  if (a.kind !== 'words' || b.kind !== 'words' || a.field !== 'lang' || b.field !== 'lang') return false;
  const [one, other] = [languageOf(a.words), languageOf(b.words)];
  return one !== undefined && other !== undefined && one !== other;
}

/** Whether every place where the first stands is one where the second stands: from the same word to the same word. */
export function sameWords(a: Words, b: Words): boolean {
  if (a.slack > 0 || b.slack > 0 || a.patterns.length !== b.patterns.length) return false;
  return a.patterns.every((pattern, n) => covers(b.patterns[n]!, pattern) && a.skips[n] === b.skips[n]);
}

/** Whether a text that holds the first words holds the second: they are part of them. */
function holds(a: Words, b: Words, field: Where): boolean {
  if (b.patterns.length > 1 && b.slack < a.slack) return false;
  // The lead may end in the middle of a phrase that begins in it.
  const last = field === 'lead' || field === 'somewhere' ? 0 : a.patterns.length - b.patterns.length;
  for (let from = 0; from <= last; from++) {
    const part = b.patterns.every((pattern, n) => {
      const whole = a.patterns[from + n];
      return whole !== undefined && covers(pattern, whole) && (n === 0 || a.skips[from + n] === b.skips[n]);
    });
    if (part) return true;
  }
  return false;
}

/** Whether every word that fits the second pattern fits the first. */
export function covers(wide: Pattern, narrow: Pattern): boolean {
  if (narrow.prefix && !wide.prefix) return false;
  if (wide.prefix ? narrow.word.length < wide.word.length : narrow.word.length !== wide.word.length) return false;
  for (let n = 0; n < wide.word.length; n++) {
    const [a, b] = [wide.word[n]!, narrow.word[n]!];
    if (a !== b && (a !== '?' || /[\ud800-\udfff]/.test(b))) return false;
  }
  return true;
}

const lies = (a: Days, b: Days): boolean =>
  (b.from === null || (a.from !== null && a.from >= b.from)) && (b.to === null || (a.to !== null && a.to <= b.to));

const apart = (a: Days, b: Days): boolean => a.to !== null && b.from !== null && a.to < b.from;

/** As it is recorded, an item's language is one word of two or three letters. */
function languageOf({ patterns: [pattern, ...more] }: Words): string | undefined {
  const plain = pattern && more.length === 0 && !pattern.prefix && /^[a-z]{2,3}$/.test(pattern.word);
  return plain ? pattern.word : undefined;
}
