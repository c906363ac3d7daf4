/** The page behind an item → its readable text. */
import { isProbablyReaderable, Readability } from '@mozilla/readability';
import type { CheerioAPI } from 'cheerio';
import { parseHTML } from 'linkedom';
import { markup } from '../reading/text.ts';
import { openPage, outermost, tidy } from './html.ts';
import { short, unreadable } from './outline.ts';

/** News in brief has two sentences; log-in pages and notices about cookies have one, and buttons. */
const LEAST = 200;
/** Readability visits what it keeps up to four times, each with a table of scores. */
const MAX_ELEMENTS = 30_000;
/**
 * Half of what Firefox asks of a page before it offers its reader view, since agencies write shorter paragraphs: one of
 * 160 letters is enough, or three of 75.
 */
const READABLE = { minContentLength: 60, minScore: 10 };

/**
 * Reads an article: what readers find readable (Mozilla Readability, as in Firefox's reader view), or what a CSS selector
 * names, as lines, one for each paragraph. No script runs and nothing is fetched.
 *
 * @throws Unreadable `selector` where there is too little to be an article; the message says what there is. `large` where
 * the page is too deep or has too many elements.
 */
export function readArticle(html: string, article: boolean | string): string {
  const $ = openPage(html, MAX_ELEMENTS);
  const text = markup(typeof article === 'string' ? selected($, article) : readable($));
  if (text.length >= LEAST) return text;
  throw unreadable(`no article, only ${text.length} letters: “${short(tidy(text) ?? '')}”`, $);
}

function selected($: CheerioAPI, selector: string): string {
  const found = $.root().find(selector);
  if (found.length === 0) throw unreadable(`nothing fits article "${selector}"`, $);
  return $.html(outermost($, found));
}

/** Readability wants the DOM of a browser; linkedom, which makes one, wants the tags that a page may leave out. */
function readable($: CheerioAPI): string {
  const { document } = parseHTML($.html());
  if (!isProbablyReaderable(document, READABLE)) throw unreadable('no paragraphs of an article', $);
  return new Readability(document, { disableJSONLD: true }).parse()?.content ?? '';
}
