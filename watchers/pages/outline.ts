/** What a page or a JSON document does hold, so that a selector or path can be mended from a message alone. */
import type { CheerioAPI } from 'cheerio';
import { Unreadable } from '../reading/published.ts';
import { tidy } from './html.ts';

type Element = ReturnType<typeof headlines>[number];

/** A message is a line in a table of sources. */
const MOST = 500;
/** Of fewer letters are menus and buttons; of more, one looks like the other. */
const HEADLINE = 20;
const SAMPLE = 48;
/** From a headline to the element that repeats there are rarely more steps. */
const STEPS = 5;

interface Structure {
  path: string;
  elements: Set<Element>;
  sample: string;
  depth: number;
  /** Where in it the headline stands. */
  within: string;
}

/** What is missing on a page, and what is there instead. */
export function unreadable(what: string, $: CheerioAPI): Unreadable {
  return new Unreadable('selector', `${what}; the page is ${outline($)}`);
}

/**
 * A page in one line: title, language, and what repeats around its headlines, the most frequent first, each with one of
 * them: `“Press” (en); main.news > article.card ×8 “Commission proposes…” in h3 > a`.
 */
export function outline($: CheerioAPI): string {
  const head = `“${short(tidy($('head > title').first().text()) ?? '')}” (${short(tidy($('html').attr('lang')) ?? 'no language')})`;
  const repeated = structures($)
    .sort((a, b) => b.elements.size - a.elements.size)
    .map(({ path, elements, sample, within }) => `${path} ×${elements.size} “${short(sample)}”${within}`);
  return joined([head, ...(repeated.length > 0 ? repeated : [emptiness($)])]);
}

/** Where nothing repeats, the page is often an empty shell that a script fills, which we do not run. */
function emptiness($: CheerioAPI): string {
  const letters = tidy($('body').text())?.length ?? 0;
  const scripts = $('script').length;
  return `no headline that repeats, ${letters} letters of text${scripts > 0 ? `, ${scripts} scripts` : ''}`;
}

const headlines = ($: CheerioAPI) => $('a[href], h1, h2, h3, h4').toArray();

/** The elements around headlines, by their path; of those that say the same of the same headlines the outermost. */
function structures($: CheerioAPI): Structure[] {
  const found = new Map<string, Structure>();
  for (const element of headlines($)) {
    const sample = tidy($(element).text());
    if (sample === null || sample.length < HEADLINE) continue;
    for (const [path, ancestor] of pathsUp(element)) {
      const known = found.get(path) ?? {
        path,
        elements: new Set(),
        sample,
        depth: $(ancestor).parents().length,
        within: '',
      };
      found.set(path, { ...known, elements: known.elements.add(ancestor) });
    }
  }
  const repeated = [...found.values()].filter(({ elements }) => elements.size > 1);
  return [...Map.groupBy(repeated, ({ sample, elements }) => `${elements.size} ${sample}`).values()].map(merged);
}

function merged(same: Structure[]): Structure {
  const [outer, ...inner] = same.sort((a, b) => a.depth - b.depth);
  return { ...outer!, within: inner.length > 0 ? ` in ${inner.at(-1)!.path}` : '' };
}

function pathsUp(element: Element): [string, Element][] {
  const up: [string, Element][] = [];
  for (let at: Element | null = element; at && up.length < STEPS; at = parentOf(at)) {
    const parent = parentOf(at);
    if (parent) up.push([`${nameOf(parent)} > ${nameOf(at)}`, at]);
  }
  return up;
}

const parentOf = (element: Element): Element | null => (element.parent?.type === 'tag' ? element.parent : null);

/** An element as a selector would name it: by its first class that needs no escape. */
function nameOf({ name, attribs }: Element): string {
  const named = (attribs.class ?? '').split(/\s+/).find((word) => /^[a-z_][\w-]*$/i.test(word));
  return short(named ? `${name}.${named}` : name);
}

/** A JSON document in one line, two levels deep: `{docs: [50 × {title, refCode}], total}`. */
export function jsonOutline(value: unknown, levels = 2): string {
  if (isPlain(value)) return value === null ? 'null' : typeof value;
  if (Array.isArray(value) && (value.length === 0 || levels < 0)) return value.length === 0 ? '[]' : '[…]';
  if (Array.isArray(value))
    return `[${value.length} × ${jsonOutline(value[0], levels - Number(Array.isArray(value[0])))}]`;
  if (levels <= 0) return '{…}';
  const keys = Object.entries(value as object).slice(0, 12);
  const inside = keys.map(([key, its]) => short(key) + (isPlain(its) ? '' : `: ${jsonOutline(its, levels - 1)}`));
  return `{${inside.join(', ')}${Object.keys(value as object).length > keys.length ? ', …' : ''}}`;
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** As many parts as a message has room for. */
export function joined(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) {
    if (text.length + part.length > MOST) break;
    text += text === '' ? part : `; ${part}`;
  }
  return text;
}

export const short = (text: string, most = SAMPLE): string =>
  text.length > most
    ? `${text
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`
    : text;
