/**
 * What no template of ours may hold, whoever edits it: a way for untrusted text to become markup, a link or a style,
 * and anything that a mail would load or run, or a page of the web load from others.
 */
import type { Problem } from '../state/refusal.ts';
import { ofAttribute, PRINTING } from './lint/attribute.ts';
import { type Finding, found, placed, type Rules } from './lint/finding.ts';
import { MAIL } from './lint/mail.ts';
import { PAGE } from './lint/page.ts';
import { loading, notAlone, overruled, strangers, type Written } from './lint/sheet.ts';
import { type Tag, tagsOf, withoutComments } from './markup.ts';
import { pageSheet, SHEETS, sheet } from './sheet.ts';
import { shippedTemplates } from './shipped.ts';

const PAGES = 'templates/pages/';

/** The problems of every template that we ship, and of their style sheets. */
export function lintTemplates(): Problem[] {
  const mails = shippedTemplates().map(({ name, text }) => ({ file: `templates/${name}`, text }));
  const pages = shippedTemplates('pages').map(({ name, text }) => ({ file: PAGES + name, text }));
  return [...[...mails, ...pages].flatMap(({ file, text }) => lintTemplate(file, text)), ...lintSheets(mails, pages)];
}

function lintSheets(mails: readonly Written[], pages: readonly Written[]): Problem[] {
  const written = (which: keyof typeof SHEETS): Written => ({
    file: `templates/${SHEETS[which]}`,
    text: sheet(which),
  });
  const [inline, screen] = [written('inline'), written('screen')];
  return [
    ...strangers(mails.filter(isHtml), [inline, screen]),
    ...strangers(pages.filter(isHtml), [{ file: `${PAGES}style.css`, text: pageSheet() }]),
    ...placed(inline.file, inline.text, notAlone(inline.text)),
    ...placed(screen.file, screen.text, overruled(screen.text)),
  ];
}

const isHtml = ({ file }: Written): boolean => file.endsWith('.html.hbs');

/**
 * The problems of one template, each at its line and column, by the rules of pages where it lies among them. A text
 * template has nothing to refuse: it is not read as markup. A name that says neither kind is a problem, because it
 * would be escaped as neither.
 */
export function lintTemplate(name: string, source: string): Problem[] {
  if (name.endsWith('.text.hbs')) return [];
  if (!name.endsWith('.html.hbs')) return [{ file: name, what: 'the name must end in .html.hbs or .text.hbs' }];
  const rules = name.startsWith(PAGES) ? PAGE : MAIL;
  const text = withoutComments(source);
  const tags = tagsOf(text);
  const whole = tags.filter((tag) => tag.name !== null);
  const findings = [...unescaped(text), ...loading(text), ...styles(text), ...rules.ofAll(whole, text)];
  return placed(name, source, [...findings, ...tags.flatMap((tag) => ofTag(tag, rules))]);
}

function unescaped(text: string): Finding[] {
  return found(text, /\{\{\{|\{\{~?\s*&|\{\{~\{/g, 'prints without escaping; mend: {{…}}');
}

/** A style sheet is no place for what others wrote: escaping for HTML does not escape for CSS. */
function styles(text: string): Finding[] {
  return [...text.matchAll(/<style\b[\s\S]*?(?:<\/style|$)/gi)].flatMap(({ index, 0: sheet }) =>
    PRINTING.test(sheet) ? [{ at: index, what: 'a mustache prints into a style sheet' }] : [],
  );
}

function ofTag(tag: Tag | { name: null; at: number }, rules: Rules): Finding[] {
  if (tag.name === null) return [{ at: tag.at, what: 'a tag that does not end, or whose name is a mustache' }];
  const its = rules.ofTag(tag).map((what) => ({ at: tag.at, what }));
  return [...its, ...tag.attributes.flatMap((attribute) => ofAttribute(attribute, rules))];
}
