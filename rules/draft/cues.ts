/** The words by which a sentence says what to expect, and those by which it denies something. */
import type { Event } from './events.ts';

const CUES: readonly (readonly [strength: number, words: string])[] = [
  [3, 'may might could likely unlikely'],
  [
    2,
    'will would if should must plans planned planning expected intends intended poised risk risks threatens warns warned',
  ],
  [
    1,
    'announced announces pledged pledges urged urges seeks sought prospect potential potentially possible possibility fears fear pressing wants considering',
  ],
];
const STRENGTHS = new Map(
  CUES.flatMap(([strength, words]) => words.split(' ').map((word) => [word, strength] as const)),
);

/** All words by which sentences look ahead. */
export const AHEAD: Pick<Event, 'id' | 'words'> = { id: 'ahead', words: [...STRENGTHS.keys()] };

/** The word by which a sentence looks ahead, the strongest and first one, with its strength (1 to 3); null where none does. */
export function cueOf(words: readonly string[]): { word: string; strength: number } | null {
  const cues = words.flatMap((word) => (STRENGTHS.has(word) ? [{ word, strength: STRENGTHS.get(word)! }] : []));
  return cues.reduce<(typeof cues)[number] | null>(
    (best, cue) => (best && best.strength >= cue.strength ? best : cue),
    null,
  );
}

const FIRST = String.raw`^[^\p{L}\p{N}]*`;
const any = (...patterns: string[]): RegExp => new RegExp(patterns.join('|'), 'iu');

/** Sentences that ask to watch for what they tell: nothing says more plainly what to expect. */
const WATCH = any(
  String.raw`${FIRST}(?:(?:also|and|but|then|next|finally|first|second|third)[\s,]+)*(?:(?:watch|expect)(?=\s)|look for\b|(?:monitor|track) (?:whether|if|how)\b)(?: (?:out|also|closely)\b)*(?: (?:whether|for|if|how|when)\b)?`,
  String.raw`\b(?:remains|is yet|has yet) to be seen (?:whether|if|how)\b`,
  String.raw`\b(?:test|question|issue) (?:(?:will|now) be|is(?: now)?|remains),? (?:whether|if)\b`,
);
/** Headings, and words before a colon, that ask to watch for what stands under or behind them. */
const WATCH_HEAD = any(
  String.raw`${FIRST}(?:what|one|things?|signs?|points?|developments?|indicators?|signposts?) to watch(?: out)?(?: for)?\s*(?::|$)`,
  String.raw`${FIRST}(?:(?:key|early|main|leading) )?(?:indicators?|signposts?|signals)(?: to watch(?: for)?)?\s*(?::|$)`,
);

/** By which words a sentence asks to watch for something, and where what it asks to watch for begins; null where it does not. */
export function watchIn(sentence: string): { words: string; end: number; heads: boolean } | null {
  const head = WATCH_HEAD.exec(sentence);
  const found = head ?? WATCH.exec(sentence);
  if (!found) return null;
  const words = found[0].replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '').toLowerCase();
  return { words, end: found.index + found[0].length, heads: head !== null };
}

/** Whether words deny what they tell of. */
export const isDenied = (words: readonly string[]): boolean =>
  words.some((word) => /^(?:not|no|never|neither|nor|without|cannot|unlikely)$/.test(word));
