/** The selectors of what each item of a page holds: its link, title, summary and time. Pure. */
import type { CheerioAPI } from 'cheerio';
import type { Selectors } from '../../state/source.ts';
import { tidy } from '../pages/html.ts';
import { readDate } from '../reading/dates.ts';
import { classNames, lastingClasses, type Named } from './classnames.ts';
import type { Element, Headline } from './headlines.ts';

/** An item, and the element in it that is meant; null where it holds none. */
type Pairs = (readonly [item: Element, meant: Element | null])[];

const HEADINGS = 'h1, h2, h3, h4, h5, h6';
/** A selector is taken where it is right for so many of the items. */
const MOST = 0.7;
/** A title or a summary is meant where half of the items have one; a time where some have, since it is left out easily. */
const HALF = 0.5;
const SOME = 0.1;
/** A teaser has a sentence; what is shorter is a label. */
const SENTENCE = 40;

/** The selectors that find in each item the link of its headline, and beside it what else most of them hold. */
export function inside($: CheerioAPI, items: ReadonlyMap<Element, Headline[]>): Omit<Selectors, 'item'> {
  const each = [...items.keys()];
  const links: Pairs = [...items].map(([item, its]) => [item, linkIn($, item, its)]);
  const titles: Pairs = links.map(([item, link]) => [item, titleIn($, item, link)]);
  const times: Pairs = each.map((item) => [item, timeIn($, item)]);
  const summaries: Pairs = each.map((item) => [item, summaryIn($, item)]);
  const link = selectorFor($, links, HALF, underHeading);
  const title = selectorFor($, titles, HALF, byTag);
  const summary = selectorFor($, summaries, HALF, byTag);
  const time = selectorFor($, times, SOME, byTag);
  return { ...(link && { link }), ...(title && { title }), ...(summary && { summary }), ...(time && { time }) };
}

/** The link that an item is about: of its headlines the longest, or the first that it has beside a heading. */
function linkIn($: CheerioAPI, item: Element, its: readonly Headline[]): Element | null {
  if ($(item).is('a[href]') || $(item).closest('a[href]').length > 0) return null;
  const [longest] = its.filter(({ element }) => element.name === 'a').sort((a, b) => b.text.length - a.text.length);
  return longest?.element ?? $(item).find('a[href]').toArray()[0] ?? null;
}

/** The heading of an item, where its link says something else: “Read on”, or all that is on a card. */
function titleIn($: CheerioAPI, item: Element, link: Element | null): Element | null {
  const heading = $(item).find(HEADINGS).toArray()[0];
  if (!heading || $(heading).text().trim() === '') return null;
  return tidy($(heading).text()) === tidy($(link ?? item).text()) ? null : heading;
}

function timeIn($: CheerioAPI, item: Element): Element | null {
  const [marked] = $(item).find('time, [datetime]').toArray();
  if (marked) return marked;
  const leaves = $(item).find('*').toArray().slice(0, 60);
  return leaves.find((element) => isDate(tidy($(element).text()))) ?? null;
}

/** A year alone is a number like any other. */
const isDate = (text: string | null): boolean => (text?.length ?? 0) > 5 && readDate(text) !== null;

function summaryIn($: CheerioAPI, item: Element): Element | null {
  const texts = $(item).find('p, div, span').toArray().slice(0, 60);
  return texts.find((element) => isSummary($, element)) ?? null;
}

function isSummary($: CheerioAPI, element: Element): boolean {
  const around = $(element).closest(HEADINGS).length > 0 || $(element).find(`${HEADINGS}, p, div, time`).length > 0;
  const words = $(element).clone().find('a').remove().end().text().trim();
  return !around && words.length >= SENTENCE;
}

/** The name that is right for most items; of those equally right the first. */
function selectorFor(
  $: CheerioAPI,
  pairs: Pairs,
  least: number,
  namesOf: ($: CheerioAPI, meant: Element, item: Element) => string[],
): string | undefined {
  const meant = pairs.filter((pair): pair is [Element, Element] => pair[1] !== null);
  if (meant.length === 0 || meant.length < pairs.length * least) return undefined;
  const names = [...new Set(meant.slice(0, 10).flatMap(([item, element]) => namesOf($, element, item)))];
  const right = (name: string) =>
    meant.filter(([item, its]) => $(item).find(name).get(0) === its).length / meant.length;
  const [best] = names.map((name) => ({ name, share: right(name) })).sort((a, b) => b.share - a.share);
  return best && best.share >= MOST ? best.name : undefined;
}

/** A link by the heading that it stands in, which lasts longest, then by its classes and those around it. */
function underHeading($: CheerioAPI, link: Element, item: Element): string[] {
  const heading = $(link).closest(HEADINGS).prop('tagName')?.toLowerCase();
  return [...(heading ? [`${heading} a`] : []), ...byTag($, link, item)];
}

function byTag(_: CheerioAPI, element: Element, item: Element): string[] {
  const parent = element.parent as (Named & { attribs?: object }) | null;
  // What the item is called need not be said again.
  const below =
    parent?.attribs && element.parent !== item ? lastingClasses(parent).map((word) => `.${word} ${element.name}`) : [];
  // There is hardly ever more than one time, and its tag is the publisher's word for it.
  if (element.name === 'time') return ['time'];
  const bare = /^(h\d|p)$/.test(element.name) ? [element.name] : [];
  return [...classNames(element), ...bare, ...below, element.name];
}
