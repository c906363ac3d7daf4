/** A feed's text → the document as published, whatever its format; what is no feed is told from what is a broken one. */
import { readJsonFeed } from './jsonfeed.ts';
import { type PublishedDocument, Unreadable } from './published.ts';
import { readXmlFeed } from './xmlfeed.ts';

/** As far into a document as the root element is looked for: some servers print warnings in front of it. */
const HEAD = 20_000;
const ROOT = /<(?:[\w-]+:)?(rss|feed|rdf)(?=[\s>])/i;

/**
 * Reads a feed of whatever format it turns out to be.
 *
 * @throws Unreadable `format` where the text is no feed (an HTML page, a bare message), `unreadable` where it is a
 * broken one.
 */
export async function readFeed(text: string): Promise<PublishedDocument> {
  const trimmed = text.replace(/^[\ufeff\s\0]+/, '');
  if (trimmed.startsWith('{')) return readJsonFeed(trimmed);
  const root = ROOT.exec(trimmed.slice(0, HEAD));
  if (!root) throw new Unreadable('format', whatInstead(trimmed));
  const declaration = trimmed.slice(0, root.index).lastIndexOf('<?xml');
  const start = declaration >= 0 ? declaration : firstMarkup(trimmed, root.index);
  return readXmlFeed(trimmed.slice(start), root[1]!.toLowerCase() === 'feed' ? 'atom' : 'rss');
}

function whatInstead(text: string): string {
  const head = text.slice(0, HEAD);
  if (!/<html|<!doctype html|<title/i.test(head))
    return `no feed: the answer begins ${JSON.stringify(text.slice(0, 60))}`;
  const title = /<title[^>]*>([^<]*)/i.exec(head)?.[1]?.trim().slice(0, 80);
  return `an HTML page${title ? ` titled ${JSON.stringify(title)}` : ''} instead of a feed`;
}

function firstMarkup(text: string, root: number): number {
  const doctype = text.slice(0, root).search(/<[!?]/);
  return doctype >= 0 ? doctype : root;
}
