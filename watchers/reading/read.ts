/** Bytes → the document and its items: everything that is decided about a body, without any effect. */
import type { FoundItem } from '../../state/item.ts';
import type { PinnedReader, RegionState, Source } from '../../state/source.ts';
import { type Failure, failed } from '../failure.ts';
import { readFeed } from '../feeds/feed.ts';
import { decode } from './decode.ts';
import { itemsOf } from './items.ts';
import { type PublishedDocument, Unreadable } from './published.ts';

/** What is known of a body besides its bytes. */
export interface Origin {
  url: string;
  contentType: string | null;
  source: Pick<
    Source,
    'id' | 'title' | 'kind' | 'language' | 'family' | 'select' | 'links' | 'region' | 'paths' | 'article'
  >;
  /** The reader of feeds that the source has needed before. */
  reader?: PinnedReader | null;
  /** Of a region: what it said at the last visit, and how often it has changed before. */
  region?: RegionState | null;
  /** Whether the items are wanted as they were published, too: nobody else should pay for their way between threads. */
  published?: boolean;
}

export interface Readout {
  outcome: 'read';
  /** Without its items, where they were not asked for. */
  document: PublishedDocument;
  items: FoundItem[];
  reader: PinnedReader | null;
  region: RegionState | null;
}

/** Reads a body; a document that cannot be read is a failure with a reason. */
export async function readBody(body: Uint8Array, origin: Origin): Promise<Readout | Failure> {
  if (body.length === 0) return failed('empty', '0 bytes');
  try {
    const { text } = decode(body, origin.contentType);
    const { document, reader = null, region = null } = await readText(text, origin);
    const items = itemsOf(document, origin.source, baseOf(document, origin.url));
    const lean = origin.published ? document : { ...document, items: [] };
    return { outcome: 'read', document: lean, items, reader, region };
  } catch (error) {
    if (error instanceof Unreadable) return failed(error.reason, error.message);
    throw error;
  }
}

interface Read {
  document: PublishedDocument;
  reader?: PinnedReader | null;
  region?: RegionState;
}

/** What reads pages is loaded when there is a page: most threads read nothing but feeds, and should start at once. */
async function readText(text: string, { source, url, reader, region }: Origin): Promise<Read> {
  switch (source.kind) {
    case 'page':
      return { document: (await import('../pages/page.ts')).readPage(text, source, url) };
    case 'region':
      return (await import('../pages/region.ts')).readRegion(text, source, url, region ?? null);
    case 'json':
      return { document: (await import('../pages/listing.ts')).readListing(text, source, url) };
    default:
      return readFeed(text, reader ?? null);
  }
}

/** Reads the page behind an item for its whole text. */
export async function readArticleBody(body: Uint8Array, { contentType, source }: Origin): Promise<string | Failure> {
  try {
    const { readArticle } = await import('../pages/article.ts');
    return readArticle(decode(body, contentType).text, source.article);
  } catch (error) {
    if (error instanceof Unreadable) return failed(error.reason, error.message);
    throw error;
  }
}

function baseOf({ link }: PublishedDocument, url: string): string {
  return link && URL.canParse(link, url) ? new URL(link, url).href : url;
}
