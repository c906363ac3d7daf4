/** Markup → a document that can be asked by CSS selectors, or a reason: what every reader of pages begins with. */
import { type CheerioAPI, load } from 'cheerio';
import { Parser } from 'htmlparser2';
import { NO_DOCUMENT, type PublishedDocument, Unreadable } from '../reading/published.ts';

export type Selected = ReturnType<CheerioAPI>;

/**
 * Browsers flatten what lies deeper (Chromium's parser at 512). parse5 takes time by the square of the depth, and what
 * walks a tree by recursion ends where the stack does, so the depth is counted before either begins.
 */
const MAX_DEPTH = 512;
/** The largest page that anyone reads has a tenth of it. */
const MAX_TAGS = 100_000;

/**
 * Parses a page as a browser does (the HTML standard's tree construction, without running scripts).
 *
 * @throws Unreadable `large` where it is too deep or has too many tags.
 */
export function openPage(text: string, most = MAX_TAGS): CheerioAPI {
  refuseLarge(text, most);
  const $ = load(text);
  // What a browser never shows would stand in the words of whatever holds it.
  $('script, style, template').empty();
  return $;
}

/** One pass over the tags, in a tenth of the time that a tree takes. */
function refuseLarge(text: string, most: number): void {
  let depth = 0;
  let tags = 0;
  const parser = new Parser({
    onopentagname() {
      tags++;
      depth++;
      if (depth > MAX_DEPTH) throw new Unreadable('large', `the page nests its elements more than ${MAX_DEPTH} deep`);
      if (tags > most) throw new Unreadable('large', `the page has more than ${most} elements`);
    },
    onclosetag: () => depth--,
  });
  parser.end(text);
}

/** Whether a selector is one that pages can be asked by: CSS, and the few pseudo-classes of jQuery. */
export function selectorTrouble(selector: string): string | null {
  try {
    load('').root().find(selector);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What a page says of itself. */
export function headOf($: CheerioAPI, url: string): Omit<PublishedDocument, 'items'> {
  return {
    ...NO_DOCUMENT,
    format: 'page',
    title: tidy($('head > title').first().text()),
    link: url,
    description: tidy($('meta[name="description" i]').attr('content')),
    language: tidy($('html').attr('lang')),
  };
}

/** What relative addresses of a page stand on: its own, or what its first `base` names (HTML, 2.4.3 and 4.2.3). */
export function baseOf($: CheerioAPI, url: string): string {
  return addressIn($('base[href]').first().attr('href'), url) ?? url;
}

/** A whole http(s) address, or null: scripts and mail addresses are no places to visit. */
export function addressIn(href: string | undefined, base: string): string | null {
  const address = href === undefined ? null : URL.parse(href, base);
  return address && /^https?:$/.test(address.protocol) ? address.href : null;
}

/** Of elements that fit, those that stand in no other of them: what is read twice would be told twice. */
export function outermost($: CheerioAPI, found: Selected): Selected {
  return found.filter((_, element) => !$(element).parents().is(found));
}

/** Text on one line, or null where there is none. */
export const tidy = (text: string | undefined): string | null => text?.replace(/\s+/g, ' ').trim() || null;
