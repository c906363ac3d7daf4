/** What no attribute of any template may be: a script, a style, or a way for untrusted text to become either. */
import { branchesOf } from '../choice.ts';
import type { Attribute } from '../markup.ts';
import type { Finding, Rules } from './finding.ts';

const LINKS = new Set(['href', 'xlink:href', 'action', 'formaction', 'cite', 'ping']);
const ASSETS = new Set(['src', 'srcset', 'background', 'poster', 'data', 'lowsrc', 'dynsrc']);

const MUSTACHE = /\{\{/;
/** A mustache that prints, and does not only choose. */
export const PRINTING = /\{\{~?\s*(?![#/^]|~|else\b)/;

export function ofAttribute(attribute: Attribute, rules: Rules): Finding[] {
  const what = wrongForm(attribute) ?? wrongValue(attribute, rules);
  return what === null ? [] : [{ at: attribute.at, what }];
}

function wrongForm({ name, value, quoted }: Attribute): string | null {
  if (MUSTACHE.test(name)) return 'a mustache stands where an attribute is named';
  if (name.startsWith('on')) return `${name}= runs a script; we run none`;
  if (quoted || !MUSTACHE.test(value)) return null;
  return `${name}= holds a mustache without quotes; mend: ${name}="${value}"`;
}

function wrongValue({ name, value }: Attribute, rules: Rules): string | null {
  if (name === 'srcdoc') return 'srcdoc= is a page in a page';
  if (name === 'style' && PRINTING.test(value)) return 'a mustache prints into a style';
  if (name === 'style') return 'style= stands in a tag; mend: a class, whose style is put there where that is allowed';
  if (name === 'class') return wrongClasses(value);
  if (ASSETS.has(name)) return rules.ofAsset(name, value);
  return LINKS.has(name) ? rules.ofLink(name, value) : null;
}

const wrongClasses = (value: string): string | null =>
  branchesOf(value) === null
    ? "class= does not say every class; mend: at most one choice, {{#if (is field 'value')}}…{{else}}…{{/if}}"
    : null;
