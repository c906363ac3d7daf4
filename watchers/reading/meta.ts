/** What an HTML page says of the article on it in its head: title, author, outlet and date. */
import { line } from './text.ts';

export interface Meta {
  title: string | null;
  author: string | null;
  outlet: string | null;
  /** The day, ISO 8601; null where the page names none in that form. */
  date: string | null;
}

/** Heads are shorter, and what stands further down is no head. */
const HEAD = 200_000;
const TAG = /<meta\b([^<>]{0,2000})>/gi;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

/** Reads the head of a page. What is not there is null: nothing is guessed. */
export function metaOf(html: string): Meta {
  const head = html.slice(0, HEAD);
  const named = new Map<string, string>();
  for (const [, written] of head.matchAll(TAG)) {
    const tag = new Map(
      [...written!.matchAll(ATTRIBUTE)].map(([, key, a, b, c]) => [key!.toLowerCase(), a ?? b ?? c ?? '']),
    );
    const name = (tag.get('property') ?? tag.get('name') ?? '').toLowerCase();
    if (name !== '' && !named.has(name)) named.set(name, line(tag.get('content') ?? '', 300));
  }
  const of = (...names: string[]) => names.map((name) => named.get(name)).find(Boolean) ?? null;
  const title = /<title\b[^<>]{0,500}>([^<]{1,2000})/i.exec(head)?.[1];
  const published = of('article:published_time', 'dc.date', 'date', 'datepublished');
  const author = of('author', 'dc.creator', 'article:author');
  return {
    title: of('og:title') ?? (line(title ?? '', 300) || null),
    author: author && !/^https?:/.test(author) ? author : null,
    outlet: of('og:site_name'),
    date: dayOf(published ?? ''),
  };
}

/** The day of an ISO 8601 instant, where the calendar has it. */
function dayOf(instant: string): string | null {
  const day = /^\d{4}-\d\d-\d\d/.exec(instant)?.[0];
  const read = new Date(day ?? '');
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day!) ? day! : null;
}
