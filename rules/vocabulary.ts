/** The words and prefixes that queries look for, recognised letter by letter. */
import type { Pattern } from './query.ts';

const ROOT = 1;
const NOWHERE = 0;
const NONE: readonly number[] = [];
/** The state that a step leads from, its letter, and the state that it leads to lie side by side in memory. */
const STEP = 3;
const LETTER = 1;
const TO = 2;

/** A trie whose steps lie in one hash table: a step costs the same from the busiest state and from the loneliest. */
export class Vocabulary {
  #mask = 63;
  #steps = new Int32Array((this.#mask + 1) * STEP);
  /** By state: the patterns that fit a word which goes on from there to nowhere, and one which ends there. */
  readonly #passed = [NONE, NONE];
  readonly #ended = [NONE, NONE];

  /** Patterns are told by their place in the list. */
  constructor(patterns: readonly Pattern[]) {
    // What a state hands on to those that grow from it must be whole by then.
    const order = [...patterns.entries()].sort(
      ([, a], [, b]) => a.word.length - b.word.length || Number(b.prefix) - Number(a.prefix),
    );
    for (const [n, { word, prefix }] of order) {
      let state = ROOT;
      for (let at = 0; at < word.length; at++) state = this.#grow(state, word.charCodeAt(at));
      const fitting = [...this.#ended[state]!, n];
      this.#ended[state] = fitting;
      if (prefix) this.#passed[state] = fitting;
    }
  }

  /** All patterns that fit a word, which is the first `length` of the letters. */
  fitting(letters: Uint16Array, length: number): readonly number[] {
    let state = ROOT;
    for (let at = 0; at < length; at++) {
      const next = this.#steps[this.#slotOf(state, letters[at]!) + TO]!;
      if (next === NOWHERE) return this.#passed[state]!;
      state = next;
    }
    return this.#ended[state]!;
  }

  /** The state that a letter leads to, which is a new one where there was none. */
  #grow(state: number, letter: number): number {
    const slot = this.#slotOf(state, letter);
    if (this.#steps[slot + TO] !== NOWHERE) return this.#steps[slot + TO]!;
    const grown = this.#passed.push(this.#passed[state]!) - 1;
    this.#ended.push(this.#passed[state]!);
    this.#steps.set([state, letter, grown], slot);
    if (grown * 2 > this.#mask) this.#enlarge();
    return grown;
  }

  /** Where a step lies, or the free slot where it would. Letters of one state lie close together, and states far apart. */
  #slotOf(state: number, letter: number): number {
    const steps = this.#steps;
    let n = (Math.imul(state, 0x9e3779b1) + letter) & this.#mask;
    while (steps[n * STEP + TO] !== NOWHERE && (steps[n * STEP] !== state || steps[n * STEP + LETTER] !== letter))
      n = (n + 1) & this.#mask;
    return n * STEP;
  }

  /** Doubles the room: half of it is kept free, since in a full table a step is looked for long. */
  #enlarge(): void {
    const old = this.#steps;
    this.#mask = this.#mask * 2 + 1;
    this.#steps = new Int32Array(old.length * 2);
    for (let slot = 0; slot < old.length; slot += STEP) {
      if (old[slot + TO] === NOWHERE) continue;
      this.#steps.set(old.subarray(slot, slot + STEP), this.#slotOf(old[slot]!, old[slot + LETTER]!));
    }
  }
}
