/** The words of an item, by their numbers. */
import type { WordReader } from '../words/words.ts';
import { enlarged } from './room.ts';

/** An array for each thing that is told of a word. */
export class WordTable {
  /** UTF-16 offsets in the column. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  /** How many folded letters it has, and their hash. */
  lengths = new Int32Array(0);
  hashes = new Int32Array(0);
  /** Its record in the lexicon; 0 where nothing fits it. */
  records = new Int32Array(0);

  /** For how many words there is room. */
  get room(): number {
    return this.starts.length;
  }

  /** Gives room for so many words; what is more is given back. */
  resize(words: number): void {
    this.starts = enlarged(this.starts, words);
    this.ends = enlarged(this.ends, words);
    this.lengths = enlarged(this.lengths, words);
    this.hashes = enlarged(this.hashes, words);
    this.records = enlarged(this.records, words);
  }

  /** Notes the words of a text but for their records, numbering them from a given number, and tells the one behind the last. */
  fill(reader: WordReader, text: string, first: number): number {
    const { starts, ends, lengths, hashes } = this;
    let word = first;
    for (reader.open(text); reader.next(); word++) {
      starts[word] = reader.start;
      ends[word] = reader.end;
      lengths[word] = reader.length;
      hashes[word] = reader.hash;
    }
    return word;
  }
}
