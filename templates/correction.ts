/** A correction as mail shows it: what the item says now, and how what was told of it differs. */
import type { Correction } from '../state/alert.ts';
import { differenceOf, type Run } from '../state/difference.ts';
import type { ToldItem } from '../state/edition.ts';
import { type Clock, dayAndTime } from './dates.ts';
import { cut, foreignLanguage, foreignTag, isolated, oneLine, squeezed } from './words.ts';

export interface CorrectionView {
  /** `Edited`, `Withdrawn`, `Off the topic`, `Restored`. */
  tag: string;
  /** The same in a sentence: what happened, and when we saw it. */
  words: string;
  publisher: string;
  plainPublisher: string;
  /** In English, where it is another language. */
  inLanguage: string | null;
  /** The item's headline now; struck where it is gone; null where it stands beside. */
  headline: string | null;
  plainHeadline: string;
  gone: boolean;
  url: string | null;
  /** BCP 47, for `lang`, where it is not English. */
  language: string | null;
  texts: DifferenceView[];
}

interface DifferenceView {
  runs: { text: string; gone: boolean; fresh: boolean }[];
  /** Both texts for plain text, their direction kept to themselves. */
  was: string;
  now: string;
}

const TAGS = {
  edited: 'Edited',
  withdrawn: 'Withdrawn',
  'no longer about the topic': 'Off the topic',
  restored: 'Restored',
} as const;

const WORDS = {
  edited: 'Changed by its source',
  withdrawn: 'Withdrawn by its source',
  'no longer about the topic': 'Changed by its source, and no longer about the topic',
  restored: 'Published again by its source',
} as const;

/** What a subscriber sees of a correction. */
export function viewCorrection({ told, now, at, because }: Correction, clock: Clock): CorrectionView {
  const item = now ?? told;
  const headline = oneLine(item.title) || 'Untitled';
  return {
    tag: TAGS[because],
    words: `${WORDS[because]}, as seen on ${dayAndTime(at, clock)}`,
    publisher: oneLine(told.publisher),
    plainPublisher: isolated(oneLine(told.publisher)),
    inLanguage: foreignLanguage(item.language),
    headline,
    plainHeadline: isolated(headline),
    gone: because === 'withdrawn',
    url: item.url,
    language: foreignTag(item.language),
    texts: now === null ? [] : textsOf(told, now),
  };
}

function textsOf(told: ToldItem, now: ToldItem): DifferenceView[] {
  const pairs = [
    [told.title, now.title],
    [told.excerpt, now.excerpt],
  ] as const;
  return pairs.flatMap(([before, after]) => {
    const runs = differenceOf(squeezed(before), squeezed(after));
    return runs.some(({ kind }) => kind !== 'same') && isEdit(runs) ? differenceView(runs) : [];
  });
}

/** Less in common than this is another text, of which a difference shows nothing. */
const IN_COMMON = 0.3;
const SHORT = 120;

function isEdit(runs: readonly Run[]): boolean {
  const length = (kind: Run['kind']) => runs.reduce((sum, run) => sum + (run.kind === kind ? run.text.length : 0), 0);
  const all = length('same') + Math.max(length('gone'), length('new'));
  return all < SHORT || length('same') / all >= IN_COMMON;
}

function differenceView(runs: readonly Run[]): DifferenceView {
  const shown = runs.map((run, n) => ({ ...run, text: shortened(run, n === 0, n === runs.length - 1) }));
  const without = (but: Run['kind']) => oneLine(shown.flatMap(({ kind, text }) => (kind === but ? [] : text)).join(''));
  return {
    runs: shown.flatMap(marked),
    was: isolated(without('new')),
    now: isolated(without('gone')),
  };
}

/** A run with the space around what changed left unmarked, and some between what is gone and what is in its place. */
function marked({ kind, text }: Run, n: number, all: readonly Run[]): DifferenceView['runs'] {
  const [, begins, words, after] = /^(\s*)(.*?)(\s*)$/su.exec(text)!;
  const before = kind === 'new' && all[n - 1]?.kind === 'gone' ? ' ' : begins;
  const plain = (space: string) => (space === '' ? [] : [{ text: space, gone: false, fresh: false }]);
  if (kind === 'same') return [{ text, gone: false, fresh: false }];
  return [...plain(before!), { text: words!, gone: kind === 'gone', fresh: kind === 'new' }, ...plain(after!)];
}

/** Around a change so many characters show where it stands. */
const AROUND = 70;
/** Of a change itself. */
const CHANGED = 300;

function shortened({ kind, text }: Run, first: boolean, last: boolean): string {
  if (kind !== 'same') return cut(text, CHANGED);
  const characters = [...text];
  if (characters.length <= AROUND * (first || last ? 1 : 2)) return text;
  const head = first ? '' : upToSpace(characters.slice(0, AROUND).join(''));
  const tail = last ? '' : fromSpace(characters.slice(-AROUND).join(''));
  return `${head}${first ? '' : ' '}…${last ? '' : ' '}${tail}`;
}

const upToSpace = (text: string): string => text.replace(/(?<=.) [^ ]*$/su, '');
const fromSpace = (text: string): string => text.replace(/^[^ ]* (?=.)/su, '');
