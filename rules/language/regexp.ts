/** Regular expressions that cannot run away: RE2's syntax, and time linear in the text whatever the expression. */
import { RE2JS } from 're2js';

/** Longer ones are nobody's handwriting, and each takes room once per letter. */
const LONGEST = 500;

/** Compiled for use in any case of letters. @throws Error that says in words what is wrong with it */
export function compileRegexp(source: string): RE2JS {
  if (source.length > LONGEST) throw new Error(`it is longer than ${LONGEST} signs`);
  const compiled = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  if (compiled.matcher('').find()) throw new Error('it would fit every text');
  return compiled;
}
