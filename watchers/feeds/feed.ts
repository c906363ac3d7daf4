/** A feed's text → the document as published, whatever its format; what is no feed is told from what is a broken one. */
import type { PinnedReader } from '../../state/source.ts';
import { type PublishedDocument, Unreadable } from '../reading/published.ts';
import { readJsonFeed } from './jsonfeed.ts';
import { isOdd, itemsIn } from './oddity.ts';
import { type Root, rootOf } from './root.ts';
import { readTolerantly } from './tolerant.ts';
import { readStrictly } from './xmlfeed.ts';

export interface FeedRead {
  document: PublishedDocument;
  /** The reader that the document needed, or that its source needs since an earlier one; null where any will do. */
  reader: PinnedReader | null;
}

/**
 * Reads a feed of whatever format it turns out to be. rss-parser reads the XML documents that it reads right; the
 * tolerant reader reads the others, and all of a source that has needed it before: two readers that alternate would
 * raise false changes.
 *
 * @throws Unreadable `format` where the text is no feed (an HTML page, a bare message), `unreadable` where it is a
 * broken one.
 */
export async function readFeed(text: string, pinned: PinnedReader | null): Promise<FeedRead> {
  const trimmed = text.replace(/^[\ufeff\s\0]+/, '');
  if (trimmed.startsWith('{')) return { document: readJsonFeed(trimmed), reader: pinned };
  const root = rootOf(trimmed);
  if (!root) throw new Unreadable('format', whatInstead(trimmed));
  const strict = pinned || isOdd(trimmed, root) ? null : await strictly(trimmed, root);
  if (strict && !isLossy(strict, trimmed, root)) return { document: strict, reader: null };
  return tolerantly(trimmed, root, strict);
}

async function strictly(text: string, root: Root): Promise<PublishedDocument | null> {
  try {
    return await readStrictly(text, root);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** rss-parser loses items without an error: those that stand outside the channel, or have a prefix of their own. */
const isLossy = ({ items }: PublishedDocument, text: string, root: Root): boolean =>
  items.length !== itemsIn(text, root, items.length);

/** Where neither finds all items, what the first reader found stands, unless the second found more. */
function tolerantly(text: string, root: Root, strict: PublishedDocument | null): FeedRead {
  const document = readTolerantly(text, root);
  if (strict && strict.items.length >= document.items.length) return { document: strict, reader: null };
  if (document.items.length === 0) refuseLoss(text, root);
  return { document, reader: 'tolerant' };
}

/** What holds items and gives none is broken, never a quiet day. */
function refuseLoss(text: string, root: Root): void {
  const there = itemsIn(text, root, 0);
  if (there > 0) throw new Unreadable('unreadable', `the document holds ${there} items, and none could be read`);
}

function whatInstead(text: string): string {
  const head = text.slice(0, 20_000);
  if (!/<html|<!doctype html|<title/i.test(head))
    return `no feed: the answer begins ${JSON.stringify(text.slice(0, 60))}`;
  const title = /<title[^>]*>([^<]*)/i.exec(head)?.[1]?.trim().slice(0, 80);
  return `an HTML page${title ? ` titled ${JSON.stringify(title)}` : ''} instead of a feed`;
}
