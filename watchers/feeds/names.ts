/**
 * The names of the elements that we read. A name is written as its usual prefix and its local name in lower case,
 * `dc:creator`; what belongs to the format itself has the prefix `rss` or `atom`, so that Atom's elements are the same
 * inside RSS as in Atom.
 */

export type Dialect = 'rss' | 'atom';

/** Namespaces as publishers write them, in lower case without a slash or a fragment at the end → the usual prefix. */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'http://www.w3.org/2005/atom': 'atom',
    'http://purl.org/atom/ns': 'atom',
    'http://purl.org/pie': 'atom',
    'http://purl.org/net/rss1.1': 'rss',
    'http://purl.org/rss/1.0': 'rss',
    'http://my.netscape.com/rdf/simple/0.9': 'rss',
    'http://channel.netscape.com/rdf/simple/0.9': 'rss',
    'http://backend.userland.com/rss': 'rss',
    'http://backend.userland.com/rss2': 'rss',
    'http://backend.userland.com/rss091': 'rss',
    'http://blogs.law.harvard.edu/tech/rss': 'rss',
    'http://cyber.law.harvard.edu/rss': 'rss',
    'http://www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
    'http://www.w3.org/1999/xhtml': 'xhtml',
    'http://purl.org/dc/elements/1.1': 'dc',
    'http://purl.org/dc/elements/1.0': 'dc',
    'http://purl.org/dc/terms': 'dcterms',
    'http://purl.org/rss/1.0/modules/content': 'content',
    'http://purl.org/rss/1.0/modules/syndication': 'sy',
    'http://search.yahoo.com/mrss': 'media',
    'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
    'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  }),
);

/** The usual prefix of a namespace, or undefined where we read nothing of it. */
export const prefixOf = (uri: string): string | undefined => PREFIXES.get(plainly(uri));

const plainly = (uri: string): string =>
  uri
    .trim()
    .toLowerCase()
    .replace(/[/#]{1,5}$/, '');

const words = (list: string): string[] => list.trim().split(/\s+/);

/** Modules that extend both formats. */
const MODULES = words(`
  dc:title dc:description dc:creator dc:author dc:date dc:language dc:subject dcterms:issued dcterms:created
  dcterms:modified itunes:title itunes:author itunes:summary itunes:subtitle itunes:category itunes:keywords`);
const ITEM_MODULES = words(`
  ${MODULES.join(' ')} content:encoded media:title media:description media:group media:content media:category
  xhtml:body News:Source feedburner:origLink`);
const FEED_MODULES = words(`${MODULES.join(' ')} sy:updatePeriod sy:updateFrequency`);

/** Atom 1.0 (RFC 4287) and, where it named things otherwise, Atom 0.3. */
const ATOM_ITEM = words(
  `id title link author category summary content published issued created updated modified source`,
);
const ATOM_FEED = words(`id title link author category subtitle tagline published updated modified`);
const RSS_ITEM = words(`title link guid description summary content author category pubDate source enclosure`);
const RSS_FEED = words(
  `title link description language managingEditor webMaster author category pubDate lastBuildDate ttl skipHours skipDays`,
);

/** Other prefixes that two large publishing systems have always given to Atom. */
export const ATOM_PREFIXES = ['atom', 'atom10', 'a10'];

/** How an element is written in a document of the usual prefixes, and the name that it has here. */
export type Written = [written: string, name: string];

const own = (dialect: Dialect, names: string[]): Written[] =>
  names.map((name) => [name, `${dialect}:${name.toLowerCase()}`]);
const modules = (names: string[]): Written[] => names.map((name) => [name, name.toLowerCase()]);
const embedded = (names: string[]): Written[] =>
  ATOM_PREFIXES.flatMap((prefix) => names.map((name): Written => [`${prefix}:${name}`, `atom:${name}`]));

/** What is read of an item and of a feed. */
export const WRITTEN: Record<Dialect, { item: Written[]; feed: Written[] }> = {
  rss: {
    item: [...own('rss', RSS_ITEM), ...modules(ITEM_MODULES), ...embedded(ATOM_ITEM)],
    feed: [...own('rss', RSS_FEED), ...modules(FEED_MODULES), ...embedded(ATOM_FEED)],
  },
  atom: {
    item: [...own('atom', ATOM_ITEM), ...modules(ITEM_MODULES)],
    feed: [...own('atom', ATOM_FEED), ...modules(FEED_MODULES)],
  },
};

/** What may hold markup. In all other elements a tag is a mistake. */
export const MARKUP: ReadonlySet<string> = new Set(
  words(`rss:title rss:description rss:summary rss:content atom:title atom:summary atom:content atom:subtitle
    atom:tagline dc:title dc:description content:encoded xhtml:body itunes:title itunes:summary itunes:subtitle
    media:title media:description`),
);

/** What holds elements of its own. */
export const CONTAINERS: ReadonlySet<string> = new Set(
  words(`rss:author atom:author atom:source media:group media:content itunes:category rss:skiphours rss:skipdays`),
);

/** What holds the items, and the items. */
export const STRUCTURE: ReadonlySet<string> = new Set(
  words('rss:rss rss:rdf rss:channel rss:item atom:feed atom:entry'),
);
