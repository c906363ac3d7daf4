/**
 * What no template of ours may hold, whoever edits it: a way for untrusted text to become markup, a link or a style,
 * and anything that a mail would load or run.
 */
import type { Problem } from '../state/refusal.ts';
import { type Attribute, type Tag, tagsOf, withoutComments } from './markup.ts';
import { shippedTemplates } from './shipped.ts';

interface Finding {
  at: number;
  what: string;
}

const ACTIVE = new Set(['script', 'iframe', 'frame', 'object', 'embed', 'applet', 'link', 'base', 'svg', 'math']);
const FORMS = new Set(['form', 'input', 'button', 'select', 'textarea']);
const LINKS = new Set(['href', 'xlink:href', 'action', 'formaction', 'cite', 'ping']);
const ASSETS = new Set(['src', 'srcset', 'background', 'poster', 'data', 'lowsrc', 'dynsrc']);

const MUSTACHE = /\{\{/;
const PRINTING = /\{\{~?\s*(?![#/^]|~|else\b)/;
const SAFE_LINK = /^\s*\{\{~?\s*safeUrl\s[^{}]*\}\}\s*$/;
const STATIC_LINK = /^\s*(?:https?:\/\/|mailto:|#)/i;
const LOADING = /\burl\s*\(\s*(?!["']?data:)|@import|image-set\s*\(|expression\s*\(/gi;

/** The problems of every template that we ship. */
export function lintTemplates(): Problem[] {
  return shippedTemplates().flatMap(({ name, text }) => lintTemplate(`templates/${name}`, text));
}

/**
 * The problems of one template, each at its line and column. A text template has nothing to refuse: it is not read as
 * markup. A name that says neither kind is a problem, because it would be escaped as neither.
 */
export function lintTemplate(name: string, source: string): Problem[] {
  if (name.endsWith('.text.hbs')) return [];
  if (!name.endsWith('.html.hbs')) return [{ file: name, what: 'the name must end in .html.hbs or .text.hbs' }];
  const text = withoutComments(source);
  const tags = tagsOf(text);
  const findings = [...unescaped(text), ...loading(text), ...tags.flatMap(ofTag), ...styles(text)];
  return findings.sort((a, b) => a.at - b.at).map(({ at, what }) => ({ file: name, ...place(source, at), what }));
}

function unescaped(text: string): Finding[] {
  return found(text, /\{\{\{|\{\{~?\s*&|\{\{~\{/g, 'prints without escaping; mend: {{…}}');
}

const loading = (text: string): Finding[] => found(text, LOADING, 'loads an asset; a mail loads nothing');

/** A style sheet is no place for what others wrote: escaping for HTML does not escape for CSS. */
function styles(text: string): Finding[] {
  return [...text.matchAll(/<style\b[\s\S]*?(?:<\/style|$)/gi)].flatMap(({ index, 0: sheet }) =>
    PRINTING.test(sheet) ? [{ at: index, what: 'a mustache prints into a style sheet' }] : [],
  );
}

function ofTag(tag: Tag | { name: null; at: number }): Finding[] {
  if (tag.name === null) return [{ at: tag.at, what: 'a tag that does not end, or whose name is a mustache' }];
  const { name, at, attributes } = tag;
  const active = ACTIVE.has(name) ? [{ at, what: `<${name}> loads or runs something; a mail does neither` }] : [];
  const form = FORMS.has(name) ? [{ at, what: `<${name}>: a mail has no form` }] : [];
  return [...active, ...form, ...refresh(tag), ...attributes.flatMap(ofAttribute)];
}

function refresh({ name, at, attributes }: Tag): Finding[] {
  const leads = name === 'meta' && attributes.some((it) => it.name === 'http-equiv' && /refresh/i.test(it.value));
  return leads ? [{ at, what: 'a mail does not lead elsewhere by itself' }] : [];
}

function ofAttribute({ name, value, quoted, at }: Attribute): Finding[] {
  const what = wrongWith(name, value, quoted);
  return what === null ? [] : [{ at, what }];
}

function wrongWith(name: string, value: string, quoted: boolean): string | null {
  if (MUSTACHE.test(name)) return 'a mustache stands where an attribute is named';
  if (name.startsWith('on')) return `${name}= runs a script; a mail runs none`;
  if (!quoted && MUSTACHE.test(value)) return `${name}= holds a mustache without quotes; mend: ${name}="${value}"`;
  if (ASSETS.has(name) && !/^(?:cid|data):/i.test(value)) return `${name}= loads an asset; a mail loads nothing`;
  if (name === 'srcdoc') return 'srcdoc= is a page in a page';
  if (name === 'style' && PRINTING.test(value)) return 'a mustache prints into a style';
  return LINKS.has(name) ? wrongLink(name, value) : null;
}

function wrongLink(name: string, value: string): string | null {
  if (SAFE_LINK.test(value)) return null;
  if (MUSTACHE.test(value)) return `${name}= holds a mustache that is not safeUrl; mend: ${name}="{{safeUrl …}}"`;
  return STATIC_LINK.test(value) ? null : `${name}= is no absolute http, https or mailto address`;
}

function found(text: string, pattern: RegExp, what: string): Finding[] {
  return [...text.matchAll(pattern)].map(({ index, 0: words }) => ({ at: index, what: `${words} ${what}` }));
}

function place(source: string, at: number): { line: number; column: number } {
  const before = source.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
