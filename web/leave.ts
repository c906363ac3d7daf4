/** The way out: one button, or one click in a mail program (RFC 8058). It asks for no name, no password and no reason. */
import { type Context, Hono } from 'hono';
import { composeWebPage } from '../templates/pages.ts';
import { badLink, noticePage, only } from './notice.ts';
import { fieldOf, fieldsOf } from './security/forms.ts';
import type { Site, Visit, WebWorld } from './site.ts';
import { verified } from './token.ts';

const PATH = '/leave/:token';
const MEND = 'Every mail of ours has the link at its end; that of any of them will do, however old it is.';

/** Reading the page changes nothing, for programs that check mails follow every link in them. */
export function leavePages(_site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  room.get(PATH, (c) =>
    ownerOf(c, world) ? c.html(composeWebPage('leave', { title: 'Leave Silkwatch?' })) : badLink(c, MEND),
  );
  room.post(PATH, (c) => leave(c, world));
  room.all(PATH, only('GET', 'HEAD', 'POST'));
  return room;
}

/** Whose link it is, also where we have erased them since: it says nothing of whether they are there. */
const ownerOf = (c: Context<Visit>, { secret, now }: WebWorld): string | undefined =>
  verified(c.req.param('token') ?? '', 'leave', secret, now())?.subject;

async function leave(c: Context<Visit>, world: WebWorld): Promise<Response> {
  const subscriber = ownerOf(c, world);
  if (!subscriber) return badLink(c, MEND);
  const oneClick = fieldOf(await fieldsOf(c), 'List-Unsubscribe') === 'One-Click';
  await world.ledger.depart(subscriber, {
    at: world.now().toISOString(),
    reason: 'left',
    network: c.var.network || null,
    wording: oneClick ? 'one click' : 'web',
  });
  if (oneClick) return c.text('You have left. Nothing more is sent to you.\n');
  return noticePage(
    c,
    200,
    'You have left',
    [
      'Nothing more is sent to you, also of what was waiting to be sent. Thank you for having read us.',
      // Of who was erased and joined again an old link does not know the new name.
      'Should a mail of ours come all the same, you have joined again since this link was made: then use the link in that mail.',
    ],
    [{ label: 'Join again', to: '/join' }],
  );
}
