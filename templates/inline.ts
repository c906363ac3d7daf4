/**
 * The style sheet written into the tags of our templates, once, before Handlebars compiles them: what a mail program that
 * drops style sheets shows looks nearly the same. All else of a template stays as it is, byte for byte.
 */
import { createRequire } from 'node:module';
import { branchesOf, byBranch } from './choice.ts';
import { type Tag, tagsOf, withoutComments } from './markup.ts';
import { classesOf, rulesOf, sheet } from './sheet.ts';
import type { Template } from './shipped.ts';

const load = createRequire(import.meta.url);
/** Loaded when the first mail is rendered: its 200 modules take longer than the start of all others. */
const juice = (): typeof import('juice') => load('juice/client');

/** A part of a template that is written anew. */
interface Edit {
  from: number;
  to: number;
  /** The value of its class attribute, which stands there or may stand there. */
  classes: string;
  tag: string;
}

/** The templates with the style of each tag in the tag, and of its classes those only that a style sheet can still mean. */
export function inlined(templates: readonly Template[]): Template[] {
  const edits = templates.map(({ text }) => editsOf(text));
  const write = writing(edits.flat());
  return templates.map(({ name, text }, n) => ({ name, text: edited(text, edits[n]!, write) }));
}

function editsOf(text: string): Edit[] {
  return tagsOf(withoutComments(text)).flatMap((tag) => (tag.name === null ? [] : [editOf(tag)]));
}

/** Where a tag says its classes, or ends where it has none. */
function editOf({ name, end, attributes }: Tag): Edit {
  const its = attributes.find((attribute) => attribute.name === 'class');
  return { tag: name, classes: its?.value ?? '', from: its ? its.at - 1 : end, to: its?.end ?? end };
}

function edited(text: string, edits: readonly Edit[], write: Write): string {
  const pieces = edits.map(({ from, to, tag, classes }, n) => {
    const written = byBranch(classes, (words) => write(tag, words));
    return text.slice(edits[n - 1]?.to ?? 0, from) + (written ?? text.slice(from, to));
  });
  return pieces.join('') + text.slice(edits.at(-1)?.to ?? 0);
}

/** Writes the attributes of a tag with some classes: ` class="high" style="color:#fff"`, or nothing. */
type Write = (tag: string, words: readonly string[]) => string;

function writing(edits: readonly Edit[]): Write {
  const meant = new Set(rulesOf(sheet('screen')).flatMap(classesOf));
  const styles = stylesOf(edits);
  return (tag, words) => {
    const classes = words.filter((word) => meant.has(word));
    const style = styles.get(elementOf(tag, words));
    return (classes.length ? ` class="${classes.join(' ')}"` : '') + (style ? ` style="${style}"` : '');
  };
}

const elementOf = (tag: string, words: readonly string[]): string => `<${tag} class="${words.join(' ')}"></${tag}>`;

/** The style of every element that there is, by its markup. Each is asked for alone: no rule of the sheet needs more. */
function stylesOf(edits: readonly Edit[]): Map<string, string> {
  const branches = edits.flatMap(
    ({ tag, classes }) => branchesOf(classes)?.map((words) => elementOf(tag, words)) ?? [],
  );
  const elements = [...new Set(branches)];
  const lines = juice().inlineContent(elements.join('\n'), sheet('inline')).split('\n');
  return new Map(elements.map((element, n) => [element, shortest(/ style="([^"]*)"/.exec(lines[n]!)?.[1] ?? '')]));
}

const shortest = (style: string): string => style.replace(/\s*([:;,])\s*/g, '$1').replace(/;$/, '');
