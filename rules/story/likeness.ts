/**
 * How likely it is that two items report one event: the weights of what agrees and what does not, added up (record
 * linkage after Fellegi and Sunter, "A theory for record linkage", 1969). The weights are log odds, near
 * what a logistic regression finds over the pairs of some five hundred items in eight languages, on quiet days and busy.
 */
import { DAY } from '../../state/item.ts';
import type { Features } from './features.ts';
import { apart, isExact, type Span } from './time.ts';
import { cosine, type Vector, weigh } from './vectors.ts';

/** Before anything is known of two items that nothing else is reported with. */
const AT_FIRST = -3;
/** The more is reported within a day of them, the less two of it are the one story: by so much of the log of how many there are. */
const BUSY = 0.6;
/** However many there are: an item is compared with no more than so many, and those the likeliest. */
const BUSIEST = 40;
/** All the same words, or the same names where these say more; across languages all the same names. */
const WORDING = 10;
/** Of two languages nobody expects the same words. */
const ACROSS = 2.25;
/** All the same figures; all the same terms of the topic. */
const FIGURES = 3.5;
const TERMS = 7;
/** Names and terms weigh by how rare they are: this much a text leaves unsaid, so that one in common is little. */
const UNSAID = 3;
/** A day between them, or a day's doubt. */
const A_DAY = -1.4;
/** How many days a date may be off that names the month; and one that names less, or none. */
const MONTH = 1.6;
const UNDATED = 3.3;
/**
 * What is graver is mostly another event: the proposal, the decision, and what people thought of it. Not always, as
 * one outlet's headline says less than another's.
 */
const OTHER_SEVERITY = -2.2;

/** Items as they are compared: by number. */
export class Likeness {
  readonly #items: readonly Features[];
  /** By item, how many are reported within a day of it. */
  readonly #density: readonly number[];
  readonly words: readonly Vector[];
  readonly names: readonly Vector[];
  readonly figures: readonly Vector[];
  readonly terms: readonly Vector[];

  constructor(items: readonly Features[]) {
    this.#items = items;
    this.#density = densityOf(items);
    this.words = weigh(items.map(({ words }) => words));
    this.names = weigh(sharedNames(items), UNSAID);
    this.figures = weigh(items.map(({ figures }) => figures));
    this.terms = weigh(
      items.map(({ terms }) => terms),
      UNSAID,
    );
  }

  /** The probability that two items report one event, or 0 where it is below the least that matters. */
  of(a: number, b: number, least: number): number {
    const [one, other] = [this.#items[a]!, this.#items[b]!];
    const wanted = Math.log(least / (1 - least));
    const terms = cosine(this.terms[a]!, this.terms[b]!);
    const across = one.tongue !== other.tongue;
    // Two languages that have no term in common have names in common by chance.
    if (across && terms === 0) return 0;
    const around = Math.log(Math.min(Math.max(this.#density[a]!, this.#density[b]!), BUSIEST));
    let evidence = AT_FIRST - BUSY * around + A_DAY * daysBetween(one, other) + TERMS * terms;
    if (one.severity !== other.severity) evidence += OTHER_SEVERITY;
    evidence += FIGURES * cosine(this.figures[a]!, this.figures[b]!);
    if (evidence + ACROSS + WORDING < wanted) return 0;
    evidence += this.#wording(a, b, across);
    return evidence < wanted ? 0 : 1 / (1 + Math.exp(-evidence));
  }

  #wording(a: number, b: number, across: boolean): number {
    const names = cosine(this.names[a]!, this.names[b]!);
    return across ? ACROSS + WORDING * names : WORDING * Math.max(names, cosine(this.words[a]!, this.words[b]!));
  }
}

function daysBetween({ when: a }: Features, { when: b }: Features): number {
  return isExact(a) && isExact(b) ? apart(a, b) / DAY : Math.hypot(doubtOf(a), doubtOf(b));
}

/** In days; doubts of two dates add up as errors do. */
function doubtOf(when: Span | null): number {
  const width = when ? when.to - when.from : Number.POSITIVE_INFINITY;
  if (width <= DAY) return 0;
  return width <= A_MONTH ? MONTH : UNDATED;
}

const A_MONTH = 31 * DAY;

/** What is written in two scripts is a name, or a word that travels as names do; the rest are words of one language. */
function sharedNames(items: readonly Features[]): Features['names'][] {
  const scripts = new Map<string, number>();
  for (const { names, script, scripts: others } of items)
    for (const name of names.keys()) scripts.set(name, (scripts.get(name) ?? 0) | (others.get(name) ?? script));
  const isShared = (name: string) => (scripts.get(name)! & (scripts.get(name)! - 1)) !== 0;
  return items.map(({ names }) => new Map([...names].filter(([name]) => isShared(name))));
}

/** By item, how many are reported within a day of it, itself among them; given in order of time. */
function densityOf(items: readonly Features[]): number[] {
  const days = items.flatMap(({ when }) => (isExact(when) ? when.from : []));
  let [from, to] = [0, 0];
  return items.map(({ when }) => {
    if (!isExact(when)) return 1;
    while (days[from]! < when.from - DAY) from++;
    while (to < days.length && days[to]! <= when.from + DAY) to++;
    return to - from;
  });
}
