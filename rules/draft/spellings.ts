/** An entity → the queries for it: however it is spelt, and nothing else. */
import { sharedPrefix } from './alike.ts';
import type { Entity } from './entities.ts';
import { STOPWORDS } from './stopwords.ts';
import { folded, queryFor } from './words.ts';

/** A shorter prefix begins too many other words; four letters do where they are a whole word. */
const SHORTEST = 4;

/**
 * The queries for an entity: a prefix where one takes in a country and its people and nothing else in the texts. Of a
 * person the surname is enough.
 */
export function queriesOf({ kind, spellings }: Entity, vocabulary: ReadonlySet<string>): string[] {
  const all = [...spellings.keys()];
  if (kind === 'person') return written(all.map(surname), false);
  const single = all.filter((text) => folded(text).length === 1);
  const prefix = kind === 'organisation' ? null : prefixOf(single, vocabulary);
  const several = all.filter((text) => !single.includes(text));
  return [...(prefix === null ? written(single, false) : [prefix]), ...written(several, true)];
}

/** Each query once, without what a prefix of another takes in. */
function written(texts: readonly string[], anyEnding: boolean): string[] {
  const proper = texts.filter((text) => !STOPWORDS.has(text.toLowerCase()));
  const queries = [...new Set(proper.flatMap((text) => queryFor(text, anyEnding) ?? []))];
  const covers = (other: string, query: string) => other.endsWith('*"') && query.startsWith(other.slice(0, -2));
  return queries.filter((query) => !queries.some((other) => other !== query && covers(other, query)));
}

/** Shorter last words are particles as often as names. */
const surname = (full: string): string => (full.split(' ').at(-1)!.length > 4 ? full.split(' ').at(-1)! : full);

function prefixOf(texts: readonly string[], vocabulary: ReadonlySet<string>): string | null {
  const words = texts.map((text) => folded(text)[0]!);
  const first = words[0];
  if (first === undefined || first.length !== texts[0]!.length || /^\p{Lu}+$/u.test(texts[0]!)) return null;
  const common = words.reduce((n, word) => Math.min(n, sharedPrefix(first, word)), first.length);
  if (common < SHORTEST || (common === SHORTEST && !words.some((word) => word.length === common))) return null;
  const stems = words.map((word) => word.replace(/s$/, ''));
  const taken = [...vocabulary].some(
    (word) => word.startsWith(first.slice(0, common)) && !stems.some((stem) => word.startsWith(stem)),
  );
  return taken ? null : (queryFor(texts[0]!.slice(0, common), false)?.concat('*') ?? null);
}
