/** What an item answers to the nodes of a plan: whether they fit, and where. */
import { nearOf } from '../language/print.ts';
import type { Query } from '../language/query.ts';
import { ANYWHERE, type Readable, type Run } from './columns.ts';
import { Index } from './index.ts';
import { nearby, type Place } from './nearby.ts';
import type { Node } from './node.ts';
import { stretchesOf } from './phrases.ts';
import type { Plan } from './plan.ts';
import { isWithin } from './published.ts';
import { Reading } from './reading.ts';
import { Expressions } from './regexps.ts';
import { Roused } from './roused.ts';

export type { Place } from './nearby.ts';

/** Asks the nodes of a plan about one item after another. The plan is complete from then on, and several may ask it. */
export class Answers {
  readonly #reading: Reading;
  readonly #roused: Roused;
  /** By the number under which a node's answer is kept: 1 where it does not fit, 2 where it does, 0 until it is asked. */
  readonly #known: Uint8Array;
  #asked: number[] = [];
  #places = new Map<Node, readonly Place[]>();
  readonly #expressions = new Expressions();

  constructor(plan: Plan) {
    plan.complete();
    this.#reading = new Reading(plan);
    this.#roused = new Roused(plan, new Index(plan));
    this.#known = new Uint8Array(plan.kept);
  }

  /** Turns to an item: all answers are of it, until the next. */
  read(item: Readable): void {
    for (const n of this.#asked) this.#known[n] = 0;
    this.#asked = [];
    if (this.#places.size > 0) this.#places = new Map();
    this.#reading.read(item);
    this.#roused.by(this.#reading);
  }

  /** The roots that may fit, by their place in the plan, in no order: no other fits. */
  candidates(): readonly number[] {
    return this.#roused.candidates(this.#reading.held);
  }

  /** Whether a node fits. */
  fits(node: Node): boolean {
    if (node.kept < 0) return this.#judge(node);
    const known = this.#known[node.kept];
    if (known !== 0) return known === FITS;
    const fits = this.#judge(node);
    this.#known[node.kept] = fits ? FITS : FITS_NOT;
    this.#asked.push(node.kept);
    return fits;
  }

  #judge(node: Node): boolean {
    switch (node.kind) {
      case 'words':
        return this.#fitsWords(node);
      case 'and':
        return node.of.every((part) => this.fits(part));
      case 'or':
        return this.#open(node).some((part) => this.fits(part));
      case 'near':
        return node.of.every((side) => this.fits(side)) && this.places(node).length > 0;
      case 'not':
        return !this.fits(node.of[0]!);
      case 'count':
        return this.#fitting(node).length >= leastOf(node);
      case 'regexp':
        return this.places(node).length > 0;
      case 'date':
        return isWithin(node, this.#reading.item!.published);
      default:
        return this.fits(node.of[0]!);
    }
  }

  #fitsWords(node: Node): boolean {
    const { patterns, where } = node;
    if (patterns.length === 1) return this.#reading.holds(patterns[0]!, where);
    return patterns.every((pattern) => this.#reading.holds(pattern, ANYWHERE)) && this.places(node).length > 0;
  }

  /** The parts that could fit: of a broad node those that words roused, in no order. */
  #open(node: Node): readonly Node[] {
    return this.#roused.parts(node)?.map((n) => node.of[n]!) ?? node.of;
  }

  /** The parts that fit, in the order of the query. */
  #fitting(node: Node): Node[] {
    const roused = this.#roused.parts(node);
    const open = roused ? [...new Set(roused)].sort((a, b) => a - b).map((n) => node.of[n]!) : node.of;
    return open.filter((part) => this.fits(part));
  }

  /** The places that make a node fit, those of its parts in the order of the query; none where it does not fit. */
  places(node: Node): readonly Place[] {
    const known = this.#places.get(node);
    if (known) return known;
    const places = this.#find(node);
    this.#places.set(node, places);
    return places;
  }

  #find(node: Node): readonly Place[] {
    switch (node.kind) {
      case 'words':
        return this.#wordPlaces(node);
      case 'regexp':
        return this.#expressions.runs(node, this.#reading).map((run) => placeOf(run, node, false));
      case 'near':
        return nearby(this.places(node.of[0]!), this.places(node.of[1]!), nearnessOf(node));
      case 'and':
      case 'or':
      case 'count':
        return this.fits(node) ? this.#fitting(node).flatMap((part) => this.places(part)) : [];
      case 'not':
      case 'date':
        return [];
      default:
        return this.places(node.of[0]!);
    }
  }

  #wordPlaces(node: Node): Place[] {
    const places: Place[] = [];
    for (const { from, to, shortest } of stretchesOf(node, this.#reading))
      places.push(placeOf(this.#reading.run(from, to), node, !shortest));
    return places;
  }
}

const FITS_NOT = 1;
const FITS = 2;

const placeOf = (run: Run, { clause }: Node, loose: boolean): Place => {
  return { column: run.column, from: run.from, to: run.to, clause, parts: [run], loose };
};

const leastOf = ({ query }: Node): number => (query as Query & { kind: 'count' }).least;

function nearnessOf({ query }: Node) {
  const { within, ordered } = query as Query & { kind: 'near' };
  return { within, ordered, name: nearOf({ within, ordered }) };
}
