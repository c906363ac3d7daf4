/** Request → Response: the pages for subscribers and the archive. Which room answers which address. */
import { Hono } from 'hono';
import { composeWebPage } from '../templates/pages.ts';
import type { Site, WebWorld } from './site.ts';

export function webApp(_site: Site, _world: WebWorld): Hono {
  const app = new Hono();
  app.notFound((c) =>
    c.html(composeWebPage('notice', { title: 'There is no such page', paragraphs: ['It may have moved.'] }), 404),
  );
  return app;
}
