/** One part of a page, watched for change: what it says → an item that tells the difference, or none. */
import { createHash } from 'node:crypto';
import type { CheerioAPI } from 'cheerio';
import type { Region, RegionState, Source } from '../../state/source.ts';
import { NO_ITEM, type PublishedDocument, type PublishedItem, Unreadable } from '../reading/published.ts';
import { markup } from '../reading/text.ts';
import { difference } from './difference.ts';
import { headOf, openPage, outermost } from './html.ts';
import { short, unreadable } from './outline.ts';

/** A longer text is a book and no region. A tenth below what `markup` reads, so that a beginning is not taken for all. */
const MAX_TEXT = 90_000;
const MAX_MARKUP = 400_000;
const MAX_TITLE = 200;

/**
 * Reads a region: no item at the first visit, which is the base line, and none while it says the same; after that one
 * item for each change, as urlwatch and changedetection.io tell them. The item is known by the count of changes and the
 * new text, so that a visit which a crash repeats tells the same item, and a page that goes to and fro tells each turn.
 *
 * @throws Unreadable `selector` where the page holds no such region or the region no words: what vanished is a failure
 * until someone has looked, and not a change. `large` where the region is longer than we compare.
 */
export function readRegion(
  text: string,
  source: Pick<Source, 'title' | 'region'>,
  url: string,
  before: RegionState | null,
): { document: PublishedDocument; region: RegionState } {
  const $ = openPage(text);
  const head = headOf($, url);
  if (!source.region) throw unreadable('the source names no region', $);
  const now = textOf($, source.region);
  if (before === null || before.text === now)
    return { document: { ...head, items: [] }, region: before ?? { text: now, changes: 0 } };
  const region = { text: now, changes: before.changes + 1 };
  return { document: { ...head, items: [changeOf(before.text, region, source.title, url)] }, region };
}

function textOf($: CheerioAPI, region: Region): string {
  const { watch, ignore } = region;
  const watched = $.root().find(watch);
  if (watched.length === 0) throw unreadable(`nothing fits watch "${watch}"`, $);
  for (const selector of ignore.filter((entry) => !isPattern(entry))) watched.find(selector).remove();
  const html = $.html(outermost($, watched));
  const text = without(markup(html).split('\n'), ignore.filter(isPattern)).join('\n');
  if (html.length > MAX_MARKUP || text.length > MAX_TEXT)
    throw new Unreadable('large', `what fits watch "${watch}" is longer than ${MAX_TEXT} letters`);
  if (text === '') throw unreadable(`what fits watch "${watch}" holds no words`, $);
  return text;
}

/** Lines without what the patterns fit. An analyst's pattern may run for ever: it runs in a worker with a deadline. */
function without(lines: string[], patterns: string[]): string[] {
  const all = patterns.map((entry) => new RegExp(entry.slice(1, -1), 'gu'));
  return lines
    .map((line) =>
      all
        .reduce((rest, pattern) => rest.replace(pattern, ''), line)
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** Whether an entry of `ignore` is a regular expression; no CSS selector begins with a slash. */
export const isPattern = (entry: string): boolean => /^\/.+\/$/s.test(entry);

function changeOf(before: string, { text, changes }: RegionState, title: string, url: string): PublishedItem {
  const { added, removed, diff } = difference(before, text);
  const what = added[0] ?? (removed.length > 0 ? lost(removed) : 'lines were moved or repeated');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return {
    ...NO_ITEM,
    guid: `region ${changes} ${digest}`,
    url,
    title: short(`${title}: ${what}`, MAX_TITLE),
    summary: added.join('\n') || null,
    content: diff,
    plain: true,
  };
}

const lost = (removed: string[]): string =>
  removed.length === 1 ? `removed: ${removed[0]}` : `${removed.length} lines were removed`;
