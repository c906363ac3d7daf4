/** What repeats on a page around its headlines → the selectors of a page source. Pure. */
import type { CheerioAPI } from 'cheerio';
import type { Selectors } from '../../state/source.ts';
import { baseOf } from '../pages/html.ts';
import { classNames, meaning, namedAround } from './classnames.ts';
import { placeOf } from './find.ts';
import { type Element, type Headline, headlines, leadsTo, linkBelow, parentOf } from './headlines.ts';
import { inside } from './inside.ts';

/** From a headline to the element that repeats there are rarely more steps. */
const STEPS = 6;
/** Less often it may be chance. */
const FEWEST = 3;
const MOST_TRIED = 80;
/** Of the elements that a selector fits so many have a headline, and no more than so many have several. */
const PRECISE = 0.6;
const CROWDED = 0.25;
/**
 * Proposes selectors for a page that lists articles, the best first: by how many there are, how much their links read
 * like headlines, how many addresses they lead to, on the page's own outlet rather than elsewhere, and whether they are
 * dated. Names that will last are preferred to those that a build made. Nothing where nothing repeats.
 */
export function propose($: CheerioAPI, url: string): Selectors[] {
  const found = [...repeated($, url)].filter(([, { size }]) => size >= FEWEST);
  const likely = found.sort(([, a], [, b]) => b.size - a.size).slice(0, MOST_TRIED);
  const held = likely.map(([item, of]) => ({ item, of: only(of, $.root().find(item).toArray()) }));
  const measured = held.map(({ item, of }) => ({ item, of, worth: worthOf($, item, of, url) }));
  const best = measured.filter(({ worth }) => worth > 0).sort(byWorth);
  const whole = best.slice(0, 12).map(({ item, of, worth }) => told({ item, ...inside($, of) }, worth));
  return whole
    .sort(byWorth)
    .slice(0, 3)
    .map(({ select }) => select);
}

const byWorth = (a: { worth: number }, b: { worth: number }): number => b.worth - a.worth;

/** An item that says more than its headline is the one that is meant: what lies inside it is only a part. */
const told = (select: Selectors, worth: number) => ({
  select,
  worth: worth * (select.time ? 2 : 1) * (select.summary ? 1.5 : 1),
});

type Structure = Map<Element, Headline[]>;

/** Every selector for what surrounds a headline, and the elements that it surrounds headlines by. */
function repeated($: CheerioAPI, url: string): Map<string, Structure> {
  const found = new Map<string, Structure>();
  for (const headline of headlines($, url)) {
    for (const around of upFrom(headline.element)) {
      for (const name of namesOf(around)) {
        const of = found.get(name) ?? found.set(name, new Map()).get(name)!;
        of.set(around, [...(of.get(around) ?? []), headline]);
      }
    }
  }
  return found;
}

/** The elements that a selector does fit, and a link can be found in. */
function only(of: Structure, fits: readonly unknown[]): Structure {
  const fitting = new Set(fits);
  return new Map([...of].filter(([element]) => fitting.has(element) && linkBelow(element)));
}

function upFrom(element: Element): Element[] {
  const up: Element[] = [];
  for (
    let at: Element | null = element;
    at && up.length < STEPS && !/^(body|main|html)$/.test(at.name);
    at = parentOf(at)
  )
    up.push(at);
  return up;
}

/** The selectors by which an element may be one of many: its classes, else its place. */
function namesOf(element: Element): string[] {
  const around = namedAround(element) ?? parentOf(element)?.name;
  const placed = around ? [`${around} ${element.name}`, `${around} > ${element.name}`] : [];
  return [...classNames(element), ...(element.name === 'article' ? ['article'] : []), ...placed];
}

/** How much a structure looks like a list of articles; 0 where it is none. */
function worthOf($: CheerioAPI, item: string, of: Structure, url: string): number {
  const all = $.root().find(item).toArray();
  const base = baseOf($, url);
  const leads = [...of].map(([element, its]) => addressesOf(element, its, base));
  const distinct = new Set(leads.flatMap(([first]) => first ?? [])).size;
  const crowded = share(leads, (addresses) => addresses.length > 1);
  if (of.size < all.length * PRECISE || crowded > CROWDED || distinct < FEWEST || isNested(all)) return 0;
  const length = mean([...of.values()].map((its) => Math.min(Math.max(...its.map(({ text }) => text.length)), 80)));
  const own = share(leads, ([first]) => first !== undefined && placeOf(first) === placeOf(url));
  return Math.min(distinct, 50) * length * (of.size / all.length) * (1 + own) * named(item);
}

/** The addresses that headlines of one element lead to; where they are beside its link, the link's. */
function addressesOf(element: Element, its: readonly Headline[], base: string): string[] {
  const led = [...new Set(its.flatMap(({ url }) => url ?? []))];
  const first = led.length > 0 ? null : leadsTo(element, base);
  return first === null ? led : [first];
}

/** A name that says what it names is worth more than one that says how it looks, or where it stands. */
function named(item: string): number {
  const [, last] = /\.([\w-]+)$/.exec(item) ?? [];
  const base = last === undefined ? (item === 'article' ? 1.5 : 0.5) : meaning(last);
  return 1 + 0.05 * base + (/^(article|li)\b/.test(item) ? 0.02 : 0) - item.length / 10_000;
}

function isNested(elements: readonly Element[]): boolean {
  const all = new Set<unknown>(elements);
  return elements.some((element) => {
    for (let at = parentOf(element); at; at = parentOf(at)) if (all.has(at)) return true;
    return false;
  });
}

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
const share = <T>(all: readonly T[], fits: (one: T) => boolean): number => all.filter(fits).length / all.length;
