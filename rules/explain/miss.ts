/** What came nearest to making a clause fit. */
import { editDistance } from '../../state/spelling.ts';
import type { Answers, Place } from '../engine/answers.ts';
import { bitOf, bitsOf, type Column, ORDER, type Readable } from '../engine/columns.ts';
import type { Node } from '../engine/plan.ts';
import { formatQuery, nearOf } from '../language/print.ts';
import type { Field, Pattern, Query, Words } from '../language/query.ts';
import { type Word, wordsOf } from '../words/words.ts';

export interface Miss {
  /** In words: what is there, and what is missing. */
  words: string;
  /** Between 0, where almost nothing is missing, and 1, where nothing of it is there. */
  far: number;
}

/** How far off each kind of miss is. Which is nearer matters; by how much does not. */
const FAR = { order: 0.1, apart: 0.2, elsewhere: 0.3, spelling: 0.4, negated: 0.5, part: 0.6, nothing: 1 };

/** Words that stand so far apart have nothing to do with one another. */
const PAGE = 40;
/** What stands further down in a text, in characters, is not looked at for misses, and no more places than so many. */
const PAGES = 20_000;
const PLACES = 300;

/** Names the nearest miss of the clauses of one item after another. */
export class Misses {
  readonly #answers: Answers;
  readonly #known = new Map<Node, Miss>();
  #item: Readable | undefined;
  #columns = new Map<Column, Word[]>();
  readonly #fields = new Map<Field, Word[]>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  read(item: Readable): void {
    this.#item = item;
    this.#known.clear();
    this.#columns = new Map(ORDER.map((column) => [column, wordsOf((item[column] ?? '').slice(0, PAGES))]));
    this.#fields.clear();
  }

  /** The nearest miss of a clause that does not fit. */
  of(node: Node): Miss {
    const miss = this.#known.get(node) ?? this.#find(node);
    this.#known.set(node, miss);
    return miss;
  }

  #find(node: Node): Miss {
    const { query } = node;
    switch (query.kind) {
      case 'words':
        return this.#words(query, node);
      case 'regexp':
        return { words: `nothing fits /${query.source}/`, far: FAR.nothing };
      case 'date':
        return this.#date();
      case 'near':
        return this.#near(query, node);
      case 'and':
      case 'count':
        return this.#some(node);
      case 'not':
        return this.#negated(node);
      default:
        return this.#nearest(node);
    }
  }

  /** Of alternatives the nearest one; where nothing of any is there, none is nearer than the others. */
  #nearest({ query, of }: Node): Miss {
    const nearest = of.map((node) => this.of(node)).reduce((a, b) => (b.far < a.far ? b : a));
    if (nearest.far < FAR.nothing || query.kind === 'field') return nearest;
    const words =
      query.kind === 'or' ? 'no word of the alternatives is there' : `no word of ${formatQuery(query)} is there`;
    return { words, far: FAR.nothing };
  }

  /** Of conditions of which some do not hold. */
  #some({ of }: Node): Miss {
    const misses = of.filter((node) => !this.#answers.fits(node)).map((node) => this.of(node));
    const farthest = Math.max(...misses.map(({ far }) => far));
    const missing = misses.length / of.length;
    return { words: misses.map(({ words }) => words).join('; and '), far: (farthest * (1 + missing)) / 2 };
  }

  #negated({ of }: Node): Miss {
    const found = this.#answers.places(of[0]!).flatMap(({ parts }) => parts);
    const quoted = [...new Set(found.map((run) => `"${this.#item?.[run.column]?.slice(run.start, run.end)}"`))];
    const words =
      quoted.length > 0 ? `${quoted.slice(0, 3).join(', ')} stands there, and may not` : 'what may not be is so';
    return { words, far: FAR.negated };
  }

  #date(): Miss {
    const published = this.#item?.published;
    return { words: published ? `it was published on ${published}` : 'it has no date', far: FAR.negated };
  }

  #near(query: Query & { kind: 'near' }, node: Node): Miss {
    const { of } = node;
    if (of.some((side) => !this.#answers.fits(side))) return this.#some(node);
    const [lefts, rights] = of.map((side) => this.#answers.places(side)) as [readonly Place[], readonly Place[]];
    return closest(lefts, rights, query) ?? { words: 'both sides are there, in different fields', far: FAR.elsewhere };
  }

  #words(query: Words, { field }: Node): Miss {
    const inField = this.#wordsIn(field);
    const elsewhere = [...this.#columns].find(([, words]) => holds(words, query));
    if (elsewhere)
      return { words: `${query.written} stands in the ${elsewhere[0]}, and not in the ${field}`, far: FAR.elsewhere };
    const there = query.patterns.filter((pattern) => inField.some((word) => fitsPattern(word.word, pattern)));
    if (tells(there, query))
      return { words: `of ${query.written} only ${there.map(written).join(' ')} is there`, far: FAR.part };
    if (there.length === query.patterns.length)
      return { words: `the words of ${query.written} are there, but not side by side`, far: FAR.apart };
    const like = query.patterns.length === 1 ? inField.find(({ word }) => isLike(word, query.patterns[0]!)) : undefined;
    if (like) return { words: `${this.#quoted(like)} is spelled almost as ${query.written}`, far: FAR.spelling };
    return { words: `${query.written} is not there`, far: FAR.nothing };
  }

  /** The words of a field, each once. */
  #wordsIn(field: Field): Word[] {
    const known = this.#fields.get(field);
    if (known) return known;
    const bits = bitsOf(field, this.#columns.get('summary')!.length > 0);
    const all = [...this.#columns.values()].flatMap((words, column) =>
      words.filter((_, at) => bitOf(column, at) & bits),
    );
    const distinct = [...new Map(all.toReversed().map((word) => [word.word, word])).values()].reverse();
    this.#fields.set(field, distinct);
    return distinct;
  }

  #quoted(word: Word): string {
    const column = [...this.#columns].find(([, words]) => words.includes(word))![0];
    return `"${this.#item?.[column]?.slice(word.start, word.end)}"`;
  }
}

/** The two places of one field that are nearest to one another. */
function closest(lefts: readonly Place[], rights: readonly Place[], near: Query & { kind: 'near' }): Miss | undefined {
  const gaps = lefts.slice(0, PLACES).flatMap((left) =>
    rights
      .slice(0, PLACES)
      .filter(({ column }) => column === left.column)
      .map((right) => ({ left, right, steps: stepsOf(left, right) })),
  );
  const nearest = gaps.toSorted((a, b) => a.steps - b.steps)[0];
  if (!nearest) return undefined;
  const { left, right, steps } = nearest;
  const sides = `${left.clause} and ${right.clause}`;
  if (steps <= 0) return { words: `${sides} overlap`, far: FAR.order };
  if (steps <= near.within) return { words: `${sides} stand in the other order`, far: FAR.order };
  const far = Math.min(FAR.nothing, FAR.apart + (steps - near.within) / PAGE);
  return { words: `${sides} are ${steps} words apart, and ${nearOf(near)} asks for less`, far };
}

const stepsOf = (a: Place, b: Place): number => Math.max(a.from - b.to, b.from - a.to);

/** Whether some of a phrase's words say that it is nearly there: half of them, and one that is no mere particle. */
const tells = (there: readonly Pattern[], { patterns }: Words): boolean =>
  there.length < patterns.length && there.length * 2 >= patterns.length && there.some(({ word }) => word.length >= 4);

const written = ({ word, prefix }: Pattern): string => (prefix ? `${word}*` : word);

/** Whether words hold a phrase as it is sought. Its slack is left out: then its words are there, and are told apart. */
function holds(words: readonly Word[], { patterns, skips }: Words): boolean {
  const offsets = patterns.map((_, n) => skips.slice(0, n + 1).reduce((sum, skip) => sum + skip, n));
  return words.some((_, at) =>
    patterns.every((pattern, n) => fitsPattern(words[at + offsets[n]!]?.word ?? '', pattern)),
  );
}

function fitsPattern(word: string, { word: sought, prefix }: Pattern): boolean {
  if (prefix ? word.length < sought.length : word.length !== sought.length) return false;
  for (let n = 0; n < sought.length; n++) if (sought[n] !== '?' && sought[n] !== word[n]) return false;
  return true;
}

/** Shorter words have too many neighbours. */
const LONG = 5;

/** Whether a word is one slip of the pen away. */
function isLike(word: string, { word: sought, prefix }: Pattern): boolean {
  if (sought.length < LONG || word[0] !== sought[0]) return false;
  const begun = prefix ? word.slice(0, sought.length) : word;
  return Math.abs(begun.length - sought.length) <= 1 && editDistance(begun, sought) === 1;
}
