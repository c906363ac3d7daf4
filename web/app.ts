/** Request → Response: the pages for subscribers and the archive. Which room answers which address. */
import { Hono } from 'hono';
import { archivePages } from './archive.ts';
import { confirmPages } from './confirm.ts';
import { dataPages } from './data.ts';
import { homePages } from './home.ts';
import { joinPages } from './join.ts';
import { leavePages } from './leave.ts';
import { messagePages } from './message.ts';
import { noticePage } from './notice.ts';
import { preferencePages } from './preferences.ts';
import { bounded } from './security/forms.ts';
import { guarded } from './security/guarded.ts';
import { roomOf } from './security/headers.ts';
import type { Site, Visit, WebWorld } from './site.ts';

const ROOMS = [
  ...[homePages, joinPages, confirmPages, leavePages],
  ...[preferencePages, dataPages, archivePages, messagePages],
];

/** Every page. What goes wrong in one is logged, and told to the visitor without a word of how. */
export function webApp(site: Site, world: WebWorld): Hono<Visit> {
  const app = new Hono<Visit>();
  app.use(guarded(site, world), bounded);
  for (const room of ROOMS) app.route('/', room(site, world));
  app.notFound((c) => noticePage(c, 404, 'There is no such page', ['It may have moved.']));
  app.onError((error, c) => {
    world.log('failure', { room: roomOf(c.req.path), error: error.message }, `a page failed: ${error.message}`, 'warn');
    return noticePage(c, 500, 'Something went wrong', ['It is our fault, and we have noted it. Try again in a while.']);
  });
  return app;
}
