/** Records of words, found by the hashes of these: an open hash table, where a word mostly takes one probe. */
import type { Records } from './records.ts';
import { Sieve } from './sieve.ts';

/** Of a word: its hash, and where its record begins. */
const SLOT = 2;
const BITS = 10;

export class HashTable {
  /** How many words there are. */
  size = 0;
  #slots = new Int32Array(SLOT << BITS);
  /** The upper bits of a hash tell where a word is looked for first. */
  #shift = 32 - BITS;
  /** The hashes of all words, where these are few: a table of many is asked at once, having been fetched. */
  #sieve: Sieve | undefined;
  /** Of no meaning: what no one could use would not be fetched. */
  #seen = 0;
  readonly #records: Records;

  /** `few`: whether the words lie in the nearer caches of a processor. */
  constructor(records: Records, few: boolean) {
    this.#records = records;
    if (few) this.#sieve = new Sieve(1 << BITS);
  }

  /**
   * Has the records of some words fetched from memory, where there are too many to lie near by: one after another they
   * would each be waited for.
   */
  fetch(hashes: Int32Array, from: number, behind: number): void {
    if (this.#sieve) return;
    const [slots, { numbers }, shift] = [this.#slots, this.#records, this.#shift];
    let seen = 0;
    for (let n = from; n < behind; n++) seen ^= numbers[slots[(hashes[n]! >>> shift) * SLOT + 1]!]!;
    this.#seen ^= seen;
  }

  /** Where the record of a word begins, which is so many of the letters; 0 where it is not in the table. */
  find(letters: Uint16Array, from: number, length: number, hash: number): number {
    return this.#sieve === undefined || this.#sieve.mayHold(hash) ? this.#probe(letters, from, length, hash) : 0;
  }

  #probe(letters: Uint16Array, from: number, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    // Words of one hash are told apart by their letters.
    for (let slot = (hash >>> this.#shift) * SLOT; slots[slot + 1] !== 0; slot = (slot + SLOT) & mask)
      if (slots[slot] === hash && this.#records.isOf(slots[slot + 1]!, letters, from, length)) return slots[slot + 1]!;
    return 0;
  }

  /** Adds a word that is not in the table. */
  add(hash: number, record: number): void {
    if (++this.size * SLOT * 2 > this.#slots.length) this.#enlarge();
    this.#enter(hash, record);
  }

  /** Forgets all words; the room is kept. */
  clear(): void {
    this.#slots.fill(0);
    this.size = 0;
  }

  #enter(hash: number, record: number): void {
    const mask = this.#slots.length - 1;
    let slot = (hash >>> this.#shift) * SLOT;
    while (this.#slots[slot + 1] !== 0) slot = (slot + SLOT) & mask;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = record;
    this.#sieve?.add(hash);
  }

  /** Doubles the room: half of it is kept free, since in a full table a word is looked for long. */
  #enlarge(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#shift--;
    if (this.#sieve) this.#sieve = new Sieve(old.length / SLOT);
    for (let slot = 0; slot < old.length; slot += SLOT)
      if (old[slot + 1] !== 0) this.#enter(old[slot]!, old[slot + 1]!);
  }
}
