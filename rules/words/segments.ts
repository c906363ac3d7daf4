/** The words of runs that cannot be read letter by letter. */
import { fold, isUnspaced } from './fold.ts';

export interface Word {
  /** Folded. */
  word: string;
  /** UTF-16 offsets in the text as given: `text.slice(start, end)` is the word as written. */
  start: number;
  end: number;
}

/** One word, or where the script has no spaces those that the Unicode dictionary finds. The offset is that of the run. */
export function wordsOfRun(written: string, at: number): Word[] {
  const parts = isUnspaced(written) ? segments(written) : [{ segment: written, index: 0 }];
  return parts
    .map(({ segment, index }) => ({ word: fold(segment), start: at + index, end: at + index + segment.length }))
    .filter(({ word }) => word !== '');
}

let segmenter: Intl.Segmenter | undefined;

function segments(written: string): Intl.SegmentData[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return [...segmenter.segment(written)].filter(({ isWordLike }) => isWordLike);
}
