/** What feedparser's and gofeed's own tests expect of a reader, and what we give otherwise, each with its reason. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readFeed } from '../../../watchers/feeds/feed.ts';
import { decode } from '../../../watchers/reading/decode.ts';
import { shared, withShared } from '../../shared.ts';

/** Every check that is missed. */
const MISSES: [file: string, field: string, because: string][] = [
  [
    'feedparser__encoding__demoronize-3.xml',
    'summary',
    'the body is escaped HTML that says &#146;: values are as published, and HTML reads that number as ’ later',
  ],
  [
    'feedparser__wellformed__atom__entry_updated_multiple_values.xml',
    'updated',
    'RFC 4287 allows one: of two we take the first, feedparser the last',
  ],
  [
    'feedparser__wellformed__itunes__itunes_core_element_uppercase.xml',
    'title',
    'a feed’s own <TiTlE>, which rss-parser does not find, is no reason to read the feed otherwise; of items every case is read',
  ],
  [
    'feedparser__wellformed__lang__http_content_language.xml',
    'language',
    'a file has no HTTP header, and parse is told none',
  ],
  [
    'feedparser__wellformed__namespace__rss2.0mathml.xml',
    'summary',
    'feedparser sanitises: it sorts the attributes of MathML; values are as published',
  ],
  [
    'feedparser__wellformed__namespace__rss2.0svgtitle.xml',
    'summary',
    'feedparser sanitises: it sorts the attributes of SVG; values are as published',
  ],
  [
    'gofeed__testdata__translator__atom__feed_item_updated_-_atom03_feed_entry_modified.xml',
    'published',
    'the item says only when it was modified: a date is never invented',
  ],
];

const folder = join(shared ?? '', 'feeds/conformance');

withShared('of 351 values that other projects’ tests expect, all but the listed ones are read', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'silkwatch-conformance-'));
  try {
    const lines = await Promise.all(readdirSync(join(folder, 'files')).map(lineOf));
    writeFileSync(join(temporary, 'parsed.jsonl'), lines.join('\n'));
    const score = [join(folder, 'score.mjs'), join(temporary, 'parsed.jsonl'), '--misses', '1000'];
    const table = execFileSync(process.execPath, score, { encoding: 'utf8' });
    const missed = [...table.matchAll(/^ {2}(\S+): (?:feed|entry) +\d* *(\w+): want/gm)].map(([, file, field]) => [
      file,
      field,
    ]);
    expect(missed).toEqual(MISSES.map(([file, field]) => [file, field]));
    expect(table).toMatch(/^all checks +344\/351 +98\.0%$/m);
  } finally {
    rmSync(temporary, { recursive: true });
  }
});

async function lineOf(file: string): Promise<string> {
  const { text } = decode(readFileSync(join(folder, 'files', file)));
  return JSON.stringify({ file, ...(await readFeed(text, null)).document });
}
