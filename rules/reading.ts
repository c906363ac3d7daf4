/** An item's words, as far as a plan looks for them. */
import { type Column, columnsOf, isBodyIdle, isIn, type Readable } from './columns.ts';
import { fold } from './fold.ts';
import type { Branch, Edge, Plan, Sought } from './plan.ts';
import { Vocabulary } from './vocabulary.ts';
import { WordReader } from './words.ts';

/** Where an item holds what is sought. */
export interface Run {
  column: Column;
  /** The numbers of its first word and its last in the column. */
  from: number;
  to: number;
  /** UTF-16 offsets of the whole, and of the end of its first word. */
  start: number;
  end: number;
  head: number;
}

const NONE: readonly never[] = [];
/** Room for longer texts is given back: one book among the items would be paid for ever after. */
const KEPT_WORDS = 10_000;

/** Reads one item after another, and rouses what its words may make fit. What it tells is of the item that it read last. */
export class Reading {
  /** Of the plan no more than this is kept: there is one for each set of topics that some source serves. */
  readonly #ending: Plan['ending'];
  readonly #vocabulary: Vocabulary;
  readonly #columns: readonly Column[];
  readonly #bodyIdle: boolean;
  #item: Readable | undefined;
  /** By the number of what is sought. */
  readonly #runs: (Run[] | undefined)[];
  #found: Sought[] = [];
  /** By the number of a node. */
  readonly #rousers: (number[] | undefined)[];
  #roused: Branch[] = [];
  #summarised = false;
  /** Of the column that is being read, by the number of the word. */
  readonly #fitting: (readonly number[])[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(plan: Plan) {
    this.#ending = plan.ending;
    this.#vocabulary = new Vocabulary(plan.patterns);
    this.#columns = columnsOf(plan.fields);
    this.#bodyIdle = isBodyIdle(plan.fields);
    this.#runs = new Array(plan.size.sought).fill(undefined);
    this.#rousers = new Array(plan.size.nodes).fill(undefined);
  }

  read(item: Readable): void {
    this.#forget();
    this.#item = item;
    for (const column of this.#columns) {
      if (column !== 'content' || !this.#summarised || !this.#bodyIdle) this.#readColumn(column);
    }
  }

  holds({ n }: Sought): boolean {
    return this.#runs[n] !== undefined;
  }

  /** Where the item holds what is sought: in the order of the text, or of the words where a prefix begins it. */
  runs({ n, prefix }: Sought): readonly Run[] {
    const runs = this.#runs[n] ?? NONE;
    if (!prefix || runs.length < 2) return runs;
    const worded = runs.map((run) => ({ run, word: fold(this.#text(run.column).slice(run.start, run.head)) }));
    return worded.sort((a, b) => (a.word < b.word ? -1 : Number(a.word > b.word))).map(({ run }) => run);
  }

  /** Which parts of a node roused it: a term has hundreds, and those that did not are not asked. */
  rousers({ n }: Branch): readonly number[] {
    return this.#rousers[n] ?? NONE;
  }

  #text(column: Column): string {
    return this.#item?.[column] ?? '';
  }

  #forget(): void {
    for (const { n } of this.#found) this.#runs[n] = undefined;
    for (const { n } of this.#roused) this.#rousers[n] = undefined;
    this.#found = [];
    this.#roused = [];
    this.#summarised = false;
    if (this.#fitting.length > KEPT_WORDS) this.#fitting.length = this.#starts.length = this.#ends.length = 0;
  }

  #readColumn(column: Column): void {
    const reader = new WordReader(this.#text(column));
    let at = 0;
    for (; reader.next(); at++) {
      const fitting = this.#vocabulary.fitting(reader.letters, reader.length);
      this.#fitting[at] = fitting;
      this.#starts[at] = reader.start;
      this.#ends[at] = reader.end;
      if (fitting.length > 0) this.#find(column, at);
    }
    if (column === 'summary') this.#summarised = at > 0;
  }

  /** Notes all that ends with a word. */
  #find(column: Column, to: number): void {
    for (const pattern of this.#fitting[to]!) {
      for (const sought of this.#ending[pattern]!) {
        const from = to - sought.patterns.length + 1;
        if (this.#fitsBefore(sought, from, to) && isIn(sought.field, column, from, this.#summarised))
          this.#note(sought, column, from, to);
      }
    }
  }

  /** Whether the words before the last fit too. */
  #fitsBefore({ patterns }: Sought, from: number, to: number): boolean {
    if (from < 0) return false;
    for (let at = from; at < to; at++) if (!this.#fitting[at]!.includes(patterns[at - from]!)) return false;
    return true;
  }

  #note(sought: Sought, column: Column, from: number, to: number): void {
    const [start, end, head] = [this.#starts[from]!, this.#ends[to]!, this.#ends[from]!];
    const run = { column, from, to, start, end, head };
    const runs = this.#runs[sought.n];
    if (runs) runs.push(run);
    else {
      this.#runs[sought.n] = [run];
      this.#found.push(sought);
      for (const edge of sought.rouses) this.#rouse(edge);
    }
  }

  #rouse({ to, at }: Edge): void {
    const rousers = this.#rousers[to.n];
    if (rousers) rousers.push(at);
    else {
      this.#rousers[to.n] = [at];
      this.#roused.push(to);
      for (const edge of to.rouses) this.#rouse(edge);
    }
  }
}
