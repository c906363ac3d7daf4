/** The archive: every edition that was due, for everyone, as pages and as a feed of its own. */
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Past } from '../state/archive.ts';
import { type Instant, later } from '../state/item.ts';
import { pageStem } from '../templates/page.ts';
import { composeWebPage } from '../templates/pages.ts';
import { openStyle } from '../templates/render.ts';
import { conditionally } from './archive/conditional.ts';
import { editionNamed, viewMonths } from './archive/list.ts';
import { type Shelf, shelfOf } from './archive/shelf.ts';
import { noticePage, only } from './notice.ts';
import type { Site, Visit, WebWorld } from './site.ts';

const ON_A_PAGE = 50;
const IN_THE_FEED = 20;
const HTML = { type: 'text/html; charset=utf-8', maxAge: 300 };
const FEED = { type: 'application/atom+xml; charset=utf-8', maxAge: 300 };

export function archivePages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  const shelf = shelfOf(site, world);
  room.get('/archive', (c) => list(c, shelf));
  room.get('/archive/feed.xml', (c) => feed(c, world, shelf));
  room.get('/archive/:name', (c) => edition(c, site, world, shelf));
  for (const path of ['/archive', '/archive/:name']) room.all(path, only('GET', 'HEAD'));
  return room;
}

async function list(c: Context<Visit>, shelf: Shelf): Promise<Response> {
  const from = editionNamed(c.req.query('before') ?? '');
  const found = await shelf.titles(ON_A_PAGE + 1, from ?? undefined);
  const shown = found.slice(0, ON_A_PAGE);
  const older = found.length > ON_A_PAGE ? `/archive?before=${pageStem(shown.at(-1)!)}` : null;
  const html = composeWebPage('archive', { title: 'Archive', months: viewMonths(shown), older });
  return conditionally(c, html, HTML, lastChange(shown, shelf));
}

const lastChange = (editions: readonly Pick<Past, 'frozen'>[], { begun }: Shelf): Instant =>
  editions.map(({ frozen }) => frozen).reduce(later, begun);

async function edition(c: Context<Visit>, site: Site, { ledger }: WebWorld, shelf: Shelf): Promise<Response> {
  const named = editionNamed(c.req.param('name') ?? '');
  const past = named && (await ledger.pastEdition(named, shelf.now()));
  if (!past) return noEdition(c);
  const beside = await ledger.besides(past, shelf.now());
  c.header('Content-Security-Policy', editionPolicy());
  c.header('Link', `<${site.url}/archive/feed.xml>; rel="alternate"; type="application/atom+xml"`);
  const changed = lastChange([past, ...(beside.later ? [beside.later] : [])], shelf);
  return conditionally(c, await shelf.page(past, beside), HTML, changed);
}

/** An edition's page has the style of mail in its head, which the policy names; nothing else may style it. */
const editionPolicy = (): string =>
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(openStyle()).digest('base64')}'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

const noEdition = (c: Context<Visit>): Response =>
  noticePage(c, 404, 'There is no such edition', ['It may not be due yet.'], [{ label: 'Archive', to: '/archive' }]);

async function feed(c: Context<Visit>, { ledger }: WebWorld, shelf: Shelf): Promise<Response> {
  const past = await ledger.pastEditions(shelf.now(), IN_THE_FEED);
  return conditionally(c, await shelf.feed(past), FEED, lastChange(past, shelf));
}
