/** Hashes of folded words, which grow letter by letter. */

/** The hash of no letters. */
export const START = 0;
/** The hash of some letters → that of these and one more; the upper bits are the better stirred ones. */
export const stirred = (hash: number, letter: number): number => Math.imul(hash ^ letter, 0x9e3779b1);

/** The hash of a folded word. */
export function hashOf(word: string): number {
  let hash = START;
  for (let at = 0; at < word.length; at++) hash = stirred(hash, word.charCodeAt(at));
  return hash;
}
