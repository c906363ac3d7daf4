/** Where both readers can read a document they agree, so that a source that changes its reader changes no item. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Root, rootOf } from '../../../watchers/feeds/root.ts';
import { readTolerantly } from '../../../watchers/feeds/tolerant.ts';
import { readStrictly } from '../../../watchers/feeds/xmlfeed.ts';
import { decode } from '../../../watchers/reading/decode.ts';
import { type PublishedDocument, Unreadable } from '../../../watchers/reading/published.ts';
import { shared, withShared } from '../../shared.ts';

const BASE = 'rss-parser does not make the links inside a body whole by xml:base';
const SYN = 'rss-parser does not know the syndication module under the prefix syn';
const PREFIX = 'rss-parser finds nothing under a root with a prefix of its own';

/** Everything that the readers do not agree in, over all real feeds. */
const DIFFERENCES: [file: string, fields: string, because: string][] = [
  ['KDE+syndication__2babf4_gmane.comp.gnu.binutils.xml', 'pace', SYN],
  ['KDE+syndication__ed2b1f_slashdot.xml', 'pace', SYN],
  ['extractus+feed-extractor__a9bfd1_rdf-standard.xml', 'pace', SYN],
  ['rometools+rome__5c6372_slashdot.xml', 'pace', SYN],
  ['Ranchero-Software+NetNewsWire__bbfed4_DaringFireball.atom', 'items.content', BASE],
  ['kagisearch+fastfeedparser__52be3e_1ab0c5cc619c3b8e', 'items.content', BASE],
  ['kagisearch+fastfeedparser__82b8bb_46716f0af0fd8d9d', 'items.content', BASE],
  ['kagisearch+fastfeedparser__8564f2_30629f10f777b96b', 'items.content', BASE],
  ['kagisearch+fastfeedparser__bf3ef0_e44e7aea7e34bb52', 'items.content', BASE],
  ['kagisearch+fastfeedparser__c27e3c_db1c92e3428c2f58', 'items.content', BASE],
  ['kagisearch+fastfeedparser__de3242_68e950f671d2e5e0', 'items.content', BASE],
  ['rubycocos+feedparser__2d81a6_lambdatheultimate.rss', 'items.summary', BASE],
  ['rubycocos+feedparser__ddf305_nostarch.rss', 'items.summary', BASE],
  ['nicolus+picoFeed__fd2a73_atom_prefixed.xml', 'authors description id items link title updated', PREFIX],
];

const folder = join(shared ?? '', 'feeds/real');

withShared('over all real feeds, the readers agree in every field of every item, but for what is listed', async () => {
  const files = readdirSync(folder).filter((name) => name !== 'manifest.json');
  const compared = await Promise.all(files.map(async (file) => [file, await differences(file)] as const));
  const both = compared.filter(([, fields]) => fields !== null);
  expect(both.length).toBeGreaterThanOrEqual(215);
  const found = both.flatMap(([file, fields]) => (fields ? [[file, fields]] : []));
  expect(new Map(found as [string, string][])).toEqual(new Map(DIFFERENCES.map(([file, fields]) => [file, fields])));
});

const NAMES = [
  ...['title', 'link', 'description', 'guid', 'author', 'category', 'pubDate', 'source', 'dc:creator', 'dc:subject'],
  ...[
    'dc:date',
    'content:encoded',
    'itunes:summary',
    'itunes:keywords',
    'media:description',
    'atom:updated',
    'foo:title',
  ],
];
const text = fc.oneof(
  fc.string().map((plain) => plain.replace(/[<&\]\0-\u001f\u0080-\u009f]/g, ' ')),
  fc.constantFrom(
    '&lt;b&gt;x&lt;/b&gt;',
    '<![CDATA[<p>a & b</p>]]>',
    '&amp;amp;',
    '&#8217;',
    '<!-- no -->',
    '\n',
    '&eacute;',
    'Ереван',
  ),
);
const element = fc
  .tuple(fc.constantFrom(...NAMES), fc.array(text, { maxLength: 4 }))
  .map(([name, parts]) => `<${name}>${parts.join('')}</${name}>`);
const attributed = fc
  .tuple(fc.constantFrom('enclosure url', 'media:content url', 'atom:link href', 'guid isPermaLink'), fc.webUrl())
  .map(([name, url]) => `<${name}="${url.replaceAll('&', '&amp;')}"/>`);
const SPACES = ['dc', 'content', 'itunes', 'media', 'atom', 'foo'].map((name) => `xmlns:${name}="${uriOf(name)}"`);

it('over any well-formed feed, the readers agree in every field of every item', async () => {
  const item = fc.array(fc.oneof(element, attributed), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 4 }), fc.array(element, { maxLength: 4 }), async (items, feed) => {
      const inner = items.map((elements) => `<item><title>x</title>${elements.join('')}</item>`);
      const whole = `<rss version="2.0" ${SPACES.join(' ')}><channel>${feed.join('')}${inner.join('')}</channel></rss>`;
      const root = rootOf(whole)!;
      expect(readTolerantly(whole, root)).toEqual(await readStrictly(whole, root));
    }),
    { numRuns: 300 },
  );
});

function uriOf(name: string): string {
  const known: Record<string, string> = {
    dc: 'http://purl.org/dc/elements/1.1/',
    content: 'http://purl.org/rss/1.0/modules/content/',
    itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
    media: 'http://search.yahoo.com/mrss/',
    atom: 'http://www.w3.org/2005/Atom',
  };
  return known[name] ?? 'http://foo.example/';
}

/** The names of the fields that differ; null where one of the readers cannot read the document. */
async function differences(file: string): Promise<string | null> {
  const text = decode(readFileSync(join(folder, file))).text.trimStart();
  const root = rootOf(text);
  const strict = root && (await strictly(text, root));
  if (!strict) return null;
  const tolerant = readTolerantly(text, root);
  const fields = differing(strict, tolerant).flatMap((name) => (name === 'items' ? inItems(strict, tolerant) : [name]));
  return [...new Set(fields)].sort().join(' ');
}

const strictly = (text: string, root: Root) =>
  readStrictly(text, root).catch((error) => {
    if (error instanceof Unreadable) return null;
    throw error;
  });

const differing = <T extends object>(a: T, b: T): (keyof T)[] =>
  (Object.keys(a) as (keyof T)[]).filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));

function inItems(a: PublishedDocument, b: PublishedDocument): string[] {
  if (a.items.length !== b.items.length) return ['items'];
  return a.items.flatMap((item, n) => differing(item, b.items[n]!).map((field) => `items.${field}`));
}
