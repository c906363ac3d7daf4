/** An HTML page's text → the document as published, by the CSS selectors or the link pattern of its source. */
import { type CheerioAPI, load } from 'cheerio';
import type { Source } from '../state/source.ts';
import { NO_ITEM, type PublishedDocument, type PublishedItem, Unreadable } from './published.ts';

type Selected = ReturnType<CheerioAPI>;

/** Anchors of fewer letters are menus and buttons. */
const HEADLINE = 20;

/**
 * Reads a page.
 *
 * @throws Unreadable `selector` where the page holds no item: a page that was redesigned is a failure, not a quiet day.
 */
export function readPage(
  text: string,
  { select, links }: Pick<Source, 'select' | 'links'>,
  url: string,
): PublishedDocument {
  const $ = load(text);
  const items = select ? selected($, select) : linked($, new RegExp(links ?? '.', 'u'), url);
  if (items.length === 0)
    throw new Unreadable('selector', nothingFound($, select ? `"${select.item}"` : `a link to ${links}`));
  return {
    format: 'page',
    title: tidy($('title').first().text()),
    link: url,
    id: null,
    description: $('meta[name="description"]').attr('content') ?? null,
    language: $('html').attr('lang') ?? null,
    authors: [],
    categories: [],
    published: null,
    updated: null,
    items,
  };
}

function selected($: CheerioAPI, select: NonNullable<Source['select']>): PublishedItem[] {
  return $(select.item)
    .toArray()
    .map((element) => {
      const item = $(element);
      const within = (selector: string | undefined): Selected | null => (selector ? item.find(selector).first() : null);
      const link = within(select.link ?? 'a[href]')!;
      const time = within(select.time);
      return {
        ...NO_ITEM,
        url: (link.length > 0 ? link : item).attr('href') ?? null,
        title: tidy((within(select.title) ?? link).text()),
        summary: tidy(within(select.summary)?.text() ?? ''),
        published: time?.attr('datetime') ?? tidy(time?.text() ?? ''),
      };
    })
    .filter((item) => item.title !== null);
}

/** Links whose path fits the pattern, each address once, with the longest text that leads there. */
function linked($: CheerioAPI, pattern: RegExp, base: string): PublishedItem[] {
  const found = new Map<string, string>();
  for (const element of $('a[href]').toArray()) {
    const href = $(element).attr('href')!;
    const title = tidy($(element).text()) ?? '';
    if (!URL.canParse(href, base)) continue;
    const { pathname, href: address } = new URL(href, base);
    if (pattern.test(pathname) && title.length >= HEADLINE && title.length > (found.get(address)?.length ?? 0))
      found.set(address, title);
  }
  return [...found].map(([url, title]) => ({ ...NO_ITEM, url, title }));
}

/** What the page does hold, so that the analyst can mend the selector from the message alone. */
function nothingFound($: CheerioAPI, wanted: string): string {
  const classes = $('main [class], article, li[class], div[class]')
    .toArray()
    .map(
      (element) =>
        `${element.tagName}${(($(element).attr('class') ?? '').trim().split(/\s+/)[0] ?? '').replace(/^(?=.)/, '.')}`,
    );
  const common = [...Map.groupBy(classes, (name) => name)].sort((a, b) => b[1].length - a[1].length).slice(0, 6);
  return `the page holds no ${wanted}; it does hold ${common.map(([name, all]) => `${name} ×${all.length}`).join(', ') || 'no element with a class'}`;
}

const tidy = (text: string): string | null => text.replace(/\s+/g, ' ').trim() || null;
