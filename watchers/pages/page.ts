/** An HTML page's text → the document as published, by the CSS selectors or the link pattern of its source. */
import type { CheerioAPI } from 'cheerio';
import type { Selectors, Source } from '../../state/source.ts';
import { NO_ITEM, type PublishedDocument, type PublishedItem, Unreadable } from '../reading/published.ts';
import { addressIn, baseOf, headOf, openPage, type Selected, tidy } from './html.ts';
import { short, unreadable } from './outline.ts';

/** Anchors of fewer letters are menus and buttons. */
const HEADLINE = 20;
/** A list that anyone reads is shorter: a selector that fits more fits something else. */
const MAX_ITEMS = 1000;

/**
 * Reads a page. Addresses are whole, and each stands once.
 *
 * @throws Unreadable `selector` where the page holds no item: a page that was redesigned is a failure, not a quiet day.
 * The message says what the page does hold. `large` where it is too deep or has too many elements.
 */
export function readPage(
  text: string,
  { select, links }: Pick<Source, 'select' | 'links'>,
  url: string,
): PublishedDocument {
  const $ = openPage(text);
  const base = baseOf($, url);
  if (!select && links === null) throw unreadable('the source names neither select nor links', $);
  return { ...headOf($, url), items: select ? selected($, select, base) : linked($, links!, base) };
}

function selected($: CheerioAPI, select: Selectors, base: string): PublishedItem[] {
  const elements = $.root().find(select.item).toArray();
  if (elements.length === 0) throw unreadable(`nothing fits item "${select.item}"`, $);
  if (elements.length > MAX_ITEMS) throw unreadable(`item "${select.item}" fits ${elements.length} elements`, $);
  const items = elements.map((element) => itemOf($(element), select, base));
  const missing = missingIn(items, select);
  if (missing) {
    const found = `item "${select.item}" fits ${elements.length}, but ${missing}`;
    throw new Unreadable('selector', `${found}; the first holds ${holdings($, $(elements[0]!))}`);
  }
  return once(items.filter(({ title }) => title !== null));
}

function itemOf(item: Selected, select: Selectors, base: string): PublishedItem {
  const within = (selector: string | undefined): Selected | null => (selector ? item.find(selector).first() : null);
  const link = linkOf(item, select.link);
  return {
    ...NO_ITEM,
    url: addressIn(link.attr('href'), base),
    title: select.title ? tidy(within(select.title)!.text()) : titleOf(link),
    summary: tidy(within(select.summary)?.text()),
    published: timeOf(within(select.time)),
    plain: true,
  };
}

/** The named link, else the item itself, else its first link with words: the first of all is often a picture. */
function linkOf(item: Selected, selector: string | undefined): Selected {
  if (selector) return item.find(selector).first();
  if (item.is('[href]')) return item;
  const links = item.find('a[href]');
  const worded = links.filter((n) => titleOf(links.eq(n)) !== null);
  return (worded.length > 0 ? worded : links).first();
}

/** A link's words; of one without any (it lies over a card), what it tells those who do not see it (WAI-ARIA). */
function titleOf(link: Selected): string | null {
  return tidy(link.text()) ?? tidy(link.attr('aria-label')) ?? tidy(link.attr('title'));
}

/** What machines are told of a time comes before what people read: `datetime` (HTML), `content` (microdata), `title`. */
function timeOf(time: Selected | null): string | null {
  if (!time) return null;
  const titled = /\d/.test(time.attr('title') ?? '') ? time.attr('title') : undefined;
  return tidy(time.attr('datetime')) ?? tidy(time.attr('content')) ?? tidy(titled) ?? tidy(time.text());
}

/** Links whose path fits the pattern, each address once, with the longest text that leads there. */
function linked($: CheerioAPI, pattern: string, base: string): PublishedItem[] {
  // An analyst's pattern may take for ever on some path: it runs in a worker that has a deadline.
  const wanted = new RegExp(pattern, 'u');
  const found = new Map<string, PublishedItem & { title: string }>();
  for (const element of $('a[href]').toArray()) {
    const url = addressIn($(element).attr('href'), base);
    const title = titleOf($(element)) ?? '';
    if (url === null || title.length < HEADLINE || !wanted.test(new URL(url).pathname)) continue;
    if (title.length > (found.get(place(url))?.title.length ?? 0))
      found.set(place(url), { ...NO_ITEM, url, title, plain: true });
  }
  if (found.size === 0) throw unreadable(`no link of ${HEADLINE} letters or more leads to ${pattern}`, $);
  return [...found.values()];
}

/** Each address once: pages tell their lead twice. */
function once(items: PublishedItem[]): PublishedItem[] {
  const seen = new Set<string>();
  return items.filter(({ url }) => url === null || (!seen.has(place(url)) && seen.add(place(url))));
}

const place = (url: string): string => url.replace(/#.*$/s, '');

function missingIn(items: PublishedItem[], { title, link }: Selectors): string | null {
  if (items.every((item) => item.title === null))
    return title ? `title "${title}" in none` : `no link in them has words`;
  if (link && items.every(({ url }) => url === null)) return `link "${link}" leads nowhere in any`;
  return null;
}

/** What an item does hold, an element each with its words: `a.more “Read on”, time[datetime] “1 May”`. */
function holdings($: CheerioAPI, item: Selected): string {
  const parts = item
    .find('*')
    .toArray()
    .slice(0, 100)
    .map((element) => {
      const [name] = ($(element).attr('class') ?? '').split(/\s+/);
      const marks = ['href', 'datetime'].filter((key) => $(element).attr(key) !== undefined).map((key) => `[${key}]`);
      const words = short(
        tidy(
          $(element)
            .contents()
            .filter((_, node) => node.type === 'text')
            .text(),
        ) ?? '',
        30,
      );
      return `${element.tagName}${name ? `.${name}` : ''}${marks.join('')}${words ? ` “${words}”` : ''}`;
    });
  return short([...new Set(parts)].join(', '), 400) || `only the words “${short(tidy(item.text()) ?? '')}”`;
}
