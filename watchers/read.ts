/** Bytes → the document and its items: everything that is decided about a body, without any effect. */
import type { FoundItem } from '../state/item.ts';
import type { Source } from '../state/source.ts';
import { decode } from './decode.ts';
import { type Failure, failed } from './failure.ts';
import { readFeed } from './feed.ts';
import { itemsOf } from './items.ts';
import { readPage } from './page.ts';
import { type PublishedDocument, Unreadable } from './published.ts';

/** What is known of a body besides its bytes. */
export interface Origin {
  url: string;
  contentType: string | null;
  source: Pick<Source, 'id' | 'title' | 'kind' | 'language' | 'family' | 'select' | 'links'>;
}

export interface Readout {
  outcome: 'read';
  document: PublishedDocument;
  items: FoundItem[];
}

/** Reads a body; a document that cannot be read is a failure with a reason. */
export async function readBody(body: Uint8Array, { url, contentType, source }: Origin): Promise<Readout | Failure> {
  if (body.length === 0) return failed('empty', '0 bytes');
  const { text } = decode(body, contentType);
  try {
    const document = source.kind === 'page' ? readPage(text, source, url) : await readFeed(text);
    return {
      outcome: 'read',
      document,
      items: itemsOf(
        document,
        source,
        document.link && URL.canParse(document.link, url) ? new URL(document.link, url).href : url,
      ),
    };
  } catch (error) {
    if (error instanceof Unreadable) return failed(error.reason, error.message);
    throw error;
  }
}
