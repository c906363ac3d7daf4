/**
 * Acronyms and what they stand for, by Schwartz and Hearst, “A simple algorithm for identifying abbreviation definitions
 * in biomedical text” (Pacific Symposium on Biocomputing 8, 2003): the short form stands in parentheses, and its letters
 * are found from right to left in the words before it.
 */

const SHORT = /\(([\p{Lu}][\p{L}\p{N}/-]{1,9})\)/gu;

/** No text has so many: each is sought in every sentence. */
const MOST = 200;

/** Each acronym with its long form, as a text introduces them: “Belt and Road Initiative (BRI)”. */
export function acronymsOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { 1: short, index } of text.matchAll(SHORT)) {
    if (found.size === MOST) break;
    if (found.has(short!) || !/\p{Lu}.*\p{Lu}/u.test(short!)) continue;
    const long = longForm(short!, text.slice(Math.max(0, index - 200), index).trimEnd());
    if (long) found.set(short!, long);
  }
  return found;
}

/** The least stretch before the parenthesis that holds the letters in order, the first at the head of a word. */
function longForm(short: string, before: string): string | null {
  const words = before.split(/\s+/);
  const most = Math.min(short.length + 5, short.length * 2);
  const space = words.slice(-most).join(' ');
  let at = space.length - 1;
  for (let n = short.length - 1; n >= 0; n--) {
    const letter = short[n]!.toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(letter)) continue;
    while (at >= 0 && (space[at]!.toLowerCase() !== letter || (n === 0 && isInside(space, at)))) at--;
    if (at < 0) return null;
    at--;
  }
  const long = space.slice(at + 1);
  return /[.;:!?]\s/.test(long) || !/\s/.test(long) ? null : long.replace(/^the /i, '');
}

const isInside = (text: string, at: number): boolean => at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]!);
