/** How much two words or phrases look alike. */
import { editDistance } from '../../state/spelling.ts';

/** Whether two texts are alike in more than such a share of the longer one's letters (by their edit distance). */
export function alike(a: string, b: string, share: number): boolean {
  const most = Math.max(a.length, b.length) * (1 - share);
  return Math.abs(a.length - b.length) < most && editDistance(a, b) < most;
}

/** How many letters two words have in common at their beginning. */
export function sharedPrefix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}
