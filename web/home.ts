/** The front page, and the style of all. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { composeWebPage, webStyle } from '../templates/pages.ts';
import { viewEditions } from './archive/list.ts';
import { shelfOf } from './archive/shelf.ts';
import { only } from './notice.ts';
import type { Site, Visit, WebWorld } from './site.ts';

const ETAG = `"${createHash('sha256').update(webStyle).digest('base64url').slice(0, 22)}"`;

/** So many of the latest editions stand on the front page. */
const LATEST = 3;

export function homePages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  const shelf = shelfOf(site, world);
  room.get('/', async (c) => {
    const latest = viewEditions(await shelf.titles(LATEST));
    return c.html(composeWebPage('home', { title: 'What we watch', topics: site.topics, latest }));
  });
  room.get('/style.css', (c) => {
    c.header('ETag', ETAG);
    c.header('Cache-Control', 'public, max-age=3600');
    // RFC 9110, 13.1.2: a proxy that compressed it has made the tag a weak one.
    if (c.req.header('If-None-Match')?.includes(ETAG)) return c.body(null, 304);
    return c.body(webStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  for (const path of ['/', '/style.css']) room.all(path, only('GET', 'HEAD'));
  return room;
}
