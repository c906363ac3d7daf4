/** A class attribute as our templates write it: words that stand fast, and at most one choice between others. Pure. */

const CHOICE = /^([^{}]*)(\{\{#(if|unless)\s[^{}]*\}\})([\s\S]*)(\{\{\/\3\}\})([^{}]*)$/;
const BRANCH = /(\{\{else\b[^{}]*\}\})/;

/**
 * What `write` makes of the words of each branch, between the mustaches that choose: `a{{#if x}} b{{/if}}` becomes
 * `{{#if x}}…{{else}}…{{/if}}` of what is made of `a b` and of `a`. Null where the words are not all known: they are
 * printed by a mustache, or chosen more than once.
 */
export function byBranch(value: string, write: (words: string[]) => string): string | null {
  const writtenOf = (text: string) => write(text.split(/\s+/).filter(Boolean));
  if (!value.includes('{{')) return writtenOf(value);
  const [, before, opening, , inside, closing, after] = CHOICE.exec(value) ?? [];
  if (inside === undefined) return null;
  const parts = inside.split(BRANCH);
  if (!parts.includes('{{else}}')) parts.push('{{else}}', '');
  if (parts.some((part, n) => n % 2 === 0 && part.includes('{{'))) return null;
  const written = parts.map((part, n) => (n % 2 === 0 ? writtenOf(before + part + after) : part));
  return opening + written.join('') + closing;
}

/** The words of every branch, a list each; null as `byBranch` has it. */
export function branchesOf(value: string): string[][] | null {
  const branches: string[][] = [];
  const read = byBranch(value, (words) => String(branches.push(words)));
  return read === null ? null : branches;
}
