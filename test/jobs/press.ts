/** A small press that publishes feeds on the wire, and what is watched in them. */
import type { Installation } from '../../jobs/edition.ts';
import { watch } from '../../jobs/watch.ts';
import type { World } from '../../jobs/world.ts';
import { INSTALLATION, RULEBOOK, sourceOf, topicOf } from './fixture.ts';
import type { TestWorld } from './world.ts';

const cites = 'cites: [{ document: report, paragraph: 1, claim: Bridges need watching }]';

const BRIDGE = topicOf(`
topic: bridge
title: The bridge over the Arax
summary: Who builds it, and whether it stands.
terms:
  bridge: [bridge*, мост*]
  arax: [Arax, Аракс*]
  goris: [Goris, Горис*]
rules:
  - { id: falls, title: The bridge falls, when: $bridge AND (collaps* OR обруш*), severity: high, ${cites} }
  - { id: tender, title: The bridge is put out to tender, when: $bridge AND (tender OR тендер), severity: medium, ${cites} }
  - { id: denial, title: A tender is denied, when: $bridge AND (denie* OR отрица*), severity: low, ${cites} }
  - { id: talk, title: The bridge is talked about, when: $bridge AND (opens OR откроется OR minister), severity: low, ${cites} }
  - { id: opened, title: The bridge is open, when: $bridge NEAR/3 opened, severity: medium, ${cites} }
deadlines:
  - { id: opening, title: The bridge is opened, date: 2026-11-01, announced: $bridge NEAR/8 (opens OR откроется), met: [opened], ${cites} }
  - { id: offers, title: Offers are due, announced: $bridge NEAR/8 offers, ${cites} }
trackers:
  - id: works
    title: How far the bridges are
    stages: [tendered, fallen]
    subjects: [{ id: arax, title: The Arax bridge, is: $arax }, { id: goris, title: The Goris bridge, is: $goris }]
    moves:
      - { rules: [tender], stage: tendered }
      - { rules: [falls], stage: fallen }
      - { rules: [denial], denies: tendered }
`);
const RAILWAY = topicOf(`
topic: railway
title: The railway along the Arax
summary: When the first train runs.
rules:
  - { id: opens, title: The railway opens, when: railway AND opens, severity: high, ${cites} }
trends:
  - { id: busy, title: The railway is in the news, type: frequency, severity: high, within: 1d, least: 2, ${cites} }
`);
export const TOPICS = [BRIDGE, RAILWAY];

/** A broadcaster with three editions, an agency, and two papers: each with the family that it is counted by. */
const OUTLETS = {
  ...{ 'bbc-en': 'bbc', 'bbc-ru': 'bbc', 'bbc-live': 'bbc' },
  ...{ agency: 'agency', gazette: 'gazette', herald: 'herald' },
} as const;
export type Outlet = keyof typeof OUTLETS;
export const outlets = Object.keys(OUTLETS) as Outlet[];
const sources = outlets.map((id) =>
  sourceOf({
    id,
    title: id,
    family: OUTLETS[id],
    url: `https://${id}.example.org/feed`,
    language: id === 'bbc-ru' ? 'ru' : 'en',
  }),
);
const waits = { wait: 5 * 60_000, interval: 60 * 60_000 };
export const PRESS: Installation = {
  ...INSTALLATION,
  sources,
  waits,
  rulebook: { topics: TOPICS, documents: RULEBOOK.documents },
};

/** What an outlet says under a key; what it says later under the same key takes its place. */
export interface Report {
  outlet: Outlet;
  key: string;
  title: string;
  summary: string;
  /** ISO 8601. */
  published: string;
}

/** The feeds as they stand on the wire of a world, each answered 304 to who has it already. */
export function pressOf(world: TestWorld) {
  const feeds = new Map<Outlet, Map<string, Report>>();
  for (const { id, url } of sources) {
    world.answers.set(url, ({ headers }) => {
      const body = documentOf([...(feeds.get(id as Outlet)?.values() ?? [])]);
      const etag = `"${Buffer.from(body).toString('base64')}"`;
      const known = (headers as Record<string, string>)?.['if-none-match'] === etag;
      return known ? new Response(null, { status: 304 }) : new Response(body, { headers: { etag } });
    });
  }
  /** Puts reports on the wire; they are seen when somebody looks. */
  const publish = (reports: readonly Report[]) => {
    for (const one of reports) feeds.set(one.outlet, new Map([...(feeds.get(one.outlet) ?? []), [one.key, one]]));
  };
  return { publish };
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function documentOf(reports: readonly Report[]): string {
  const newestFirst = reports.toSorted((a, b) => (a.published > b.published ? -1 : 1));
  const items = newestFirst.map(
    ({ outlet, key, title, summary, published }) =>
      `<item><guid isPermaLink="false">${key}</guid><link>https://${outlet}.example.org/${encodeURIComponent(key)}</link><title>${escaped(title)}</title><description>${escaped(summary)}</description><pubDate>${published}</pubDate></item>`,
  );
  return `<rss version="2.0"><channel><title>Feed</title>${items.join('')}</channel></rss>`;
}

/** Visits the named outlets, whether they are due or not. */
export const visit = (named: readonly Outlet[], world: World) =>
  watch(sources, TOPICS, { timeout: 5, maxBytes: 100_000, concurrency: 1 }, world, named);
