/** The front page, the style of all, and what programs may read. */
import { Hono } from 'hono';
import { composeWebPage, webStyle } from '../templates/pages.ts';
import { conditionally } from './archive/conditional.ts';
import { viewEditions } from './archive/list.ts';
import { shelfOf } from './archive/shelf.ts';
import { only } from './notice.ts';
import { ROBOTS } from './security/headers.ts';
import type { Site, Visit, WebWorld } from './site.ts';

const CSS = { type: 'text/css; charset=utf-8', maxAge: 3600 };
const TEXT = { type: 'text/plain; charset=utf-8', maxAge: 3600 };
/** So many of the latest editions stand on the front page. */
const LATEST = 3;

export function homePages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  const shelf = shelfOf(site, world);
  room.get('/', async (c) => {
    const latest = viewEditions(await shelf.titles(LATEST));
    return c.html(composeWebPage('home', { title: 'What we watch', topics: site.topics, latest }));
  });
  room.get('/style.css', (c) => conditionally(c, webStyle, CSS, shelf.begun));
  room.get('/robots.txt', (c) => conditionally(c, ROBOTS, TEXT, shelf.begun));
  for (const path of ['/', '/style.css', '/robots.txt']) room.all(path, only('GET', 'HEAD'));
  return room;
}
