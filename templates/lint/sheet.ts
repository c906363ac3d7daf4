/** Whether templates and their style sheets know each other, and whether each sheet is what it is for. */
import type { Problem } from '../../state/refusal.ts';
import { branchesOf } from '../choice.ts';
import { tagsOf, withoutComments } from '../markup.ts';
import { classesOf, type Rule, rulesOf } from '../sheet.ts';
import { type Finding, found, placed } from './finding.ts';

export interface Written {
  file: string;
  text: string;
}

const LOADING = /\burl\s*\(\s*(?!["']?data:)|@import|image-set\s*\(|expression\s*\(/gi;
const ALONE = /^(?:[a-z][a-z0-9]*|[a-z0-9]*\.[\w-]+)$/;

export const loading = (text: string): Finding[] => found(text, LOADING, 'loads an asset; we load nothing in a style');

/** Classes that no sheet knows, and rules for what no template has: each is a slip, or left over. */
export function strangers(templates: readonly Written[], sheets: readonly Written[]): Problem[] {
  const rules = sheets.map(({ text }) => rulesOf(text));
  const known = new Set(rules.flat().flatMap(classesOf));
  const used = new Set(templates.flatMap(({ text }) => classesIn(text).flatMap(({ words }) => words)));
  return [
    ...templates.flatMap(({ file, text }) => placed(file, text, unknown(text, known))),
    ...sheets.flatMap(({ file, text }, n) => placed(file, text, [...unused(rules[n]!, used), ...loading(text)])),
  ];
}

function classesIn(text: string): { words: string[]; at: number }[] {
  const attributes = tagsOf(withoutComments(text)).flatMap((tag) => (tag.name === null ? [] : tag.attributes));
  return attributes
    .filter(({ name }) => name === 'class')
    .map(({ value, at }) => ({ words: (branchesOf(value) ?? []).flat(), at }));
}

function unknown(text: string, known: ReadonlySet<string>): Finding[] {
  return classesIn(text).flatMap(({ words, at }) =>
    [...new Set(words)]
      .filter((word) => !known.has(word))
      .map((word) => ({ at, what: `no style sheet knows the class ${word}` })),
  );
}

function unused(rules: readonly Rule[], used: ReadonlySet<string>): Finding[] {
  return rules.flatMap((rule) =>
    classesOf(rule)
      .filter((name) => !used.has(name))
      .map((name) => ({ at: rule.at, what: `no template has the class ${name}` })),
  );
}

/** What cannot be written into a tag: what depends on its neighbours, or on the screen. */
export function notAlone(css: string): Finding[] {
  const selectors = (rule: Rule) => rule.selector.split(',').map((selector) => selector.trim());
  return rulesOf(css).flatMap((rule) => [
    ...(selectors(rule).every((selector) => ALONE.test(selector))
      ? []
      : [{ at: rule.at, what: `${rule.selector} speaks of more than one element; mend: a class of its own` }]),
    ...(rule.within === null ? [] : [{ at: rule.at, what: `${rule.within} cannot be written into a tag` }]),
  ]);
}

/** What a tag would win over: a rule for some screens says nothing unless it is important. */
export function overruled(css: string): Finding[] {
  return rulesOf(css)
    .filter(({ within }) => within !== null)
    .flatMap(({ at, body }) =>
      body
        .split(';')
        .filter((declaration) => declaration.trim() !== '' && !/!important\s*$/.test(declaration))
        .map((declaration) => ({ at, what: `${declaration.trim()} is overruled by the tag; mend: !important` })),
    );
}
