/** The style sheets of mail: what is written into its tags, and what only a style sheet can say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A rule of a sheet: `.page`, with what stands between its braces. */
export interface Rule {
  selector: string;
  body: string;
  /** Of its selector, in the sheet. */
  at: number;
  /** `@media (min-width: 600px)`, of a rule that does not always hold. */
  within: string | null;
}

/** `inline` goes into the tags; `screen` stays a style sheet. */
export const SHEETS = { inline: 'inline.css', screen: 'screen.css' } as const;

/** A sheet as it is written. */
export const sheet = (which: keyof typeof SHEETS): string =>
  readFileSync(join(import.meta.dirname, SHEETS[which]), 'utf8');

/** The sheet of the pages of the web, which is none of a mail's. */
export const pageSheet = (): string => readFileSync(join(import.meta.dirname, 'pages/style.css'), 'utf8');

/** The `<style>` of a mail, or of a page whose tags have no style of their own. */
export const styleOf = (...which: (keyof typeof SHEETS)[]): string => squeezedSheet(which.map(sheet).join('\n'));

/** Without comments and the white space that means nothing. */
const squeezedSheet = (css: string): string =>
  withoutRemarks(css)
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};:,]) ?/g, '$1')
    .replaceAll(';}', '}')
    .trim();

/** The rules of a sheet in their order, those of its at-rules among them. */
export function rulesOf(css: string): Rule[] {
  const rules: Rule[] = [];
  let within: string | null = null;
  let open = false;
  for (const { 0: all, index, 1: words, 2: brace } of withoutRemarks(css).matchAll(/([^{}]*)([{}])/g)) {
    const text = words!.trim();
    if (brace === '{' && text.startsWith('@')) within = text;
    else if (brace === '{') rules.push({ selector: text, body: '', at: index + all.indexOf(text), within });
    else if (open) rules.at(-1)!.body = text;
    else within = null;
    open = brace === '{' && !text.startsWith('@');
  }
  return rules;
}

/** The classes that a rule names. */
export const classesOf = ({ selector }: Rule): string[] =>
  [...selector.matchAll(/\.([\w-]+)/g)].map(([, name]) => name!);

/** The sheet with comments blanked, every other character at its offset. */
const withoutRemarks = (css: string): string =>
  css.replace(/\/\*[\s\S]*?\*\//g, (remark) => remark.replace(/[^\n]/g, ' '));
