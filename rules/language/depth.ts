/** How deep a query may go. */
import type { Token } from './tokens.ts';

/** Deeper than anybody writes: whatever walks a query calls itself once a level, and the stack has an end. */
export const DEEPEST = 50;

/** The first sign that stands in too many parentheses, after too many NOT and fields, or in too long a row of NEAR. */
export function tooDeep(tokens: readonly Token[]): Token | undefined {
  let [open, signs, nears] = [0, 0, 0];
  return tokens.find(({ kind }) => {
    if (kind === '(') open++;
    if (kind === ')') open--;
    signs = kind === 'NOT' || kind === 'field' ? signs + 1 : 0;
    if (kind === 'near') nears++;
    else if (kind === 'AND' || kind === 'OR' || kind === '(' || kind === ')') nears = 0;
    return Math.max(open, signs, nears) > DEEPEST;
  });
}
