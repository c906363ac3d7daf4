/** The headlines of a page, and where they lead. Pure. */
import type { CheerioAPI } from 'cheerio';
import { addressIn, baseOf, tidy } from '../pages/html.ts';

export type Element = ReturnType<typeof headlinesOf>[number];

/** A headline, and where it leads; null where it is a heading beside its link. */
export interface Headline {
  element: Element;
  text: string;
  url: string | null;
}

/** Of fewer letters are menus and buttons; of more, whole articles. */
const SHORTEST = 20;
const LONGEST = 300;
/** A page of more headlines shows what repeats in the first of them. */
const MOST_HEADLINES = 400;
const MOST_LOOKED_AT = 5000;
/** What surrounds the articles of a page, and is on every page of the outlet. */
const AROUND = 'nav, footer, aside, [role="navigation"], body > header';

const headlinesOf = ($: CheerioAPI) => $('a[href], h1, h2, h3, h4').toArray();

/** The headlines of a page, in their order, without those that are on every page of the outlet. */
export function headlines($: CheerioAPI, url: string): Headline[] {
  const base = baseOf($, url);
  const found: Headline[] = [];
  for (const element of headlinesOf($).slice(0, MOST_LOOKED_AT)) {
    const text = tidy($(element).text()) ?? '';
    if (text.length < SHORTEST || text.length > LONGEST || $(element).closest(AROUND).length > 0) continue;
    if (found.push({ element, text, url: leadsTo(element, base) }) === MOST_HEADLINES) break;
  }
  return found;
}

/** Where an element leads: it is a link, in a link, or holds one. */
export function leadsTo(element: Element, base: string): string | null {
  return addressIn(linkAround(element) ?? linkBelow(element), base);
}

function linkAround(element: Element): string | undefined {
  for (let at: Element | null = element; at; at = parentOf(at))
    if (at.name === 'a' && at.attribs.href) return at.attribs.href;
  return undefined;
}

/** The first link of an element, if any. */
export function linkBelow(element: Element): string | undefined {
  if (element.name === 'a' && element.attribs.href) return element.attribs.href;
  for (const child of element.children) {
    const link = child.type === 'tag' ? linkBelow(child) : undefined;
    if (link) return link;
  }
  return undefined;
}

export const parentOf = (element: Element): Element | null => (element.parent?.type === 'tag' ? element.parent : null);
