/**
 * One mail on the web, as it was sent, for whoever cannot read it where it came. It is passed on more readily than a mail
 * is, so the links in it lead to nothing of the subscriber's: those to change and to leave work from the mail alone.
 */
import { type Context, Hono } from 'hono';
import type { Hole, Mail } from '../state/delivery.ts';
import { filled } from '../state/delivery.ts';
import { standalone } from '../templates/standalone.ts';
import { badLink, noticePage, only } from './notice.ts';
import type { Site, Visit, WebWorld } from './site.ts';
import { verified } from './token.ts';

const PATH = '/message/:token';
const MEND =
  'Messages can be read here for a year. Every edition is in the archive as well, for as long as we are here.';

/** The mail's style stands in its tags; it runs nothing, sends nothing, and belongs to no site (CSP 3, sandbox). */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

export function messagePages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  room.get('/message', (c) =>
    noticePage(c, 200, 'This link is in your mail', [
      'What you read here can be passed on, so it leads to nothing of yours.',
      'Open the mail itself, and follow the link at its end.',
    ]),
  );
  room.get(PATH, (c) => show(c, site, world));
  for (const path of ['/message', PATH]) room.all(path, only('GET', 'HEAD'));
  return room;
}

async function show(c: Context<Visit>, { url }: Site, { ledger, secret, now }: WebWorld): Promise<Response> {
  const found = verified(c.req.param('token') ?? '', 'read', secret, now());
  const message = found && (await ledger.messageOf(found.subject));
  if (!message) return badLink(c, MEND);
  const nothing = `${url}/message`;
  return answer(c, message, { leave: nothing, change: nothing, read: nothing });
}

function answer(
  c: Context<Visit>,
  { mail, html }: { mail: Mail; html: boolean },
  links: Record<Hole, string>,
): Response {
  if (!html) return c.text(filled(mail.text, links));
  c.header('Content-Security-Policy', POLICY);
  return c.html(filled(standalone(mail), links));
}
