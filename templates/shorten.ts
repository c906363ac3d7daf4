/** How a mail is kept as small as a mailbox shows it whole: the stories that matter least are shortened first. Pure. */

/** How much of a story is shown, from all to nothing but that it is counted. */
export const LEVELS = ['full', 'short', 'line', 'left out'] as const;

export type Level = (typeof LEVELS)[number];

/**
 * In rounds: all but the first so many are shortened to a level, from the last upwards, until the mail fits. A mail of
 * headlines alone tells less than one whose first stories can be read; that of the last rounds is better than none.
 */
const ROUNDS: readonly { to: Level; keep: number }[] = [
  { to: 'short', keep: 10 },
  { to: 'line', keep: 30 },
  { to: 'left out', keep: 80 },
  { to: 'short', keep: 3 },
  { to: 'line', keep: 3 },
  { to: 'left out', keep: 0 },
];

/**
 * The level of each of `n` stories, the first of which matters most, so that together they take at most `budget` bytes.
 * `bytesOf` is asked only of what may be shown: what is left out in the end need not be measured at its full length.
 */
export function shorten(n: number, bytesOf: (story: number, level: Level) => number, budget: number): Level[] {
  const fits = (levels: readonly Level[]) => bytesUpTo(levels, bytesOf, budget) <= budget;
  let rounds = ROUNDS.length;
  while (rounds > 0 && fits(levelsAfter(rounds - 1, n))) rounds--;
  const [levels, fuller] = [levelsAfter(rounds, n), levelsAfter(Math.max(0, rounds - 1), n)];
  let bytes = bytesUpTo(levels, bytesOf, Number.POSITIVE_INFINITY);
  // Of the last round only as much as must be: its first stories stay as they were before it.
  for (const [story, level] of fuller.entries()) {
    bytes += bytesOf(story, level) - bytesOf(story, levels[story]!);
    if (bytes > budget) break;
    levels[story] = level;
  }
  return levels;
}

/** The levels after so many rounds, each gone through to its end. A story is never told more fully by a later one. */
function levelsAfter(rounds: number, n: number): Level[] {
  const levels = Array.from({ length: n }, (): Level => 'full');
  for (const { to, keep } of ROUNDS.slice(0, rounds)) {
    for (let story = keep; story < n; story++) {
      if (LEVELS.indexOf(levels[story]!) < LEVELS.indexOf(to)) levels[story] = to;
    }
  }
  return levels;
}

/** The bytes of all stories; it is enough to know that they are more than `most`. */
function bytesUpTo(levels: readonly Level[], bytesOf: (story: number, level: Level) => number, most: number): number {
  let bytes = 0;
  for (const [story, level] of levels.entries()) {
    if (bytes > most) break;
    bytes += bytesOf(story, level);
  }
  return bytes;
}
