/** What is done around every request: from where it comes, what its answer tells the browser, and a line in the log. */
import type { MiddlewareHandler } from 'hono';
import { noticePage } from '../notice.ts';
import type { Site, Visit, WebWorld } from '../site.ts';
import { headersOf, roomOf } from './headers.ts';
import { networkOf } from './network.ts';

/** Our longest address has 120 characters, what a mail program adds to it for its own ends some hundred. */
const LONGEST_URL = 2048;

export function guarded(site: Site, world: Pick<WebWorld, 'now' | 'log'>): MiddlewareHandler<Visit> {
  const secure = site.url.startsWith('https:');
  return async (c, next) => {
    const begun = world.now().getTime();
    // Where no port is open, as under test, there is no connection.
    const connected = c.env?.incoming?.socket.remoteAddress ?? '';
    c.set('network', networkOf(connected, c.req.header('X-Forwarded-For') ?? '', site.proxies));
    if (c.req.url.length <= LONGEST_URL) await next();
    else c.res = noticePage(c, 414, 'This address is too long', ['No page of ours has such a long one.']);
    // A page that may be kept, or that has a policy of its own, says so itself.
    for (const [name, value] of Object.entries({ ...headersOf(c.req.path, secure), 'Cache-Control': 'no-store' }))
      if (!c.res.headers.has(name)) c.header(name, value);
    const room = roomOf(c.req.path);
    const facts = { room, method: wordOf(c.req.method), status: c.res.status, took: world.now().getTime() - begun };
    world.log('request', facts, `${facts.method} /${room} ${facts.status}`);
  };
}

/** A method may be any word of the visitor's, and so is cut like one. */
const wordOf = (method: string): string => method.replace(/[^A-Z]/g, '').slice(0, 8);
