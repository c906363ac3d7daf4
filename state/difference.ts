/** How two texts differ: stretches that both have, that are gone, and that are new. Pure. */
import { diffArrays } from 'diff';

/** A stretch of parts that both lists have, or one of them. */
export interface Stretch {
  kind: 'same' | 'gone' | 'new';
  parts: string[];
}

/** The same in words: a run of text. */
export interface Run {
  kind: Stretch['kind'];
  text: string;
}

/** More edits than this are a rewrite, and finding the fewest of them would take time by their square (Myers, 1986). */
const MAX_EDITS = 2000;

/** The fewest edits from one list to another, or null of a rewrite. The same two lists give the same for ever. */
export function edits(before: readonly string[], now: readonly string[]): Stretch[] | null {
  const parts = diffArrays([...before], [...now], { maxEditLength: MAX_EDITS });
  return (
    parts?.map(({ added, removed, value }) => ({ kind: added ? 'new' : removed ? 'gone' : 'same', parts: value })) ??
    null
  );
}

/** A headline and the beginning of a text fit; of what is longer the beginning is compared. */
const MOST_CHARACTERS = 1000;

/**
 * The difference of two short texts by words, as runs that read well: where a change leaves nothing but spaces and
 * signs between two others, they are one. White space is one space. Without `new` runs the text is as it was, without
 * `gone` ones as it is now, up to 1,000 characters of each.
 */
export function differenceOf(before: string, now: string): Run[] {
  const stretches = edits(wordsIn(before), wordsIn(now)) ?? [];
  const runs = stretches.map(({ kind, parts }) => ({ kind, text: parts.join('') }));
  return joined(runs.filter(({ text }) => text !== ''));
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Words, spaces and signs; of scripts without spaces the words that the Unicode dictionary finds. */
function wordsIn(text: string): string[] {
  const flat = text.toWellFormed().replace(/\s+/g, ' ').trim();
  const short = [...flat].slice(0, MOST_CHARACTERS).join('');
  return [...segmenter.segment(short)].map(({ segment }) => segment);
}

const HAS_WORD = /[\p{L}\p{N}]/u;

/** Neighbouring changes as one of each kind, what is gone first. */
function joined(runs: readonly Run[]): Run[] {
  const read: Run[] = [];
  let change = { gone: '', new: '' };
  const close = () => {
    if (change.gone) read.push({ kind: 'gone', text: change.gone });
    if (change.new) read.push({ kind: 'new', text: change.new });
    change = { gone: '', new: '' };
  };
  for (const [n, { kind, text }] of runs.entries()) {
    const between = kind === 'same' && n > 0 && n < runs.length - 1 && !HAS_WORD.test(text);
    if (kind !== 'same') change[kind] += text;
    else if (between) change = { gone: change.gone + text, new: change.new + text };
    else {
      close();
      read.push({ kind, text });
    }
  }
  close();
  return read;
}
