/** Where a wish to join is confirmed: the page of the link in the mail, and the button on it. */
import { type Context, Hono } from 'hono';
import type { Join } from '../state/join.ts';
import { comingWords } from '../templates/coming.ts';
import { wishWords } from '../templates/footer.ts';
import { composeWebPage } from '../templates/pages.ts';
import { WORDING, WORDINGS } from './consent.ts';
import { badLink, noticePage, only } from './notice.ts';
import { type Site, titlesOf, type Visit, type WebWorld } from './site.ts';
import { sign, verified } from './token.ts';

const PATH = '/confirm/:token';
const MEND = 'A link to confirm is good for three days. Please ask again on the page to join.';

/** Reading the page changes nothing, for programs that check mails follow every link in them. */
export function confirmPages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  room.get(PATH, async (c) => {
    const wish = await wishBy(c, world);
    if (!wish) return badLink(c, MEND);
    return wish.confirmed ? again(c) : c.html(composeWebPage('confirm', viewOf(wish, site)));
  });
  room.post(PATH, async (c) => {
    const wish = await wishBy(c, world);
    return wish ? confirm(c, wish, site, world) : badLink(c, MEND);
  });
  room.all(PATH, only('GET', 'HEAD', 'POST'));
  return room;
}

async function wishBy(c: Context<Visit>, { ledger, secret, now }: WebWorld): Promise<Join | undefined> {
  const found = verified(c.req.param('token') ?? '', 'confirm', secret, now());
  return found ? ledger.join(found.subject) : undefined;
}

const viewOf = ({ wishes }: Join, site: Site) => ({
  title: 'Is it you who asked?',
  what: wishWords(wishes, titlesOf(wishes.topics, site)),
  wording: WORDINGS[WORDING],
});

async function confirm(c: Context<Visit>, { id }: Join, site: Site, world: WebWorld): Promise<Response> {
  const at = world.now().toISOString();
  const admitted = await world.ledger.admit(id, { at, network: c.var.network || null, wording: WORDING });
  if (admitted.as === 'confirmed') return welcome(c, admitted.subscriber, site, world);
  if (admitted.as === 'again') return again(c);
  if (admitted.as === 'unknown') return badLink(c, MEND);
  return noticePage(c, 200, 'We may not write to you', ['Whoever runs this has blocked the address.']);
}

async function welcome(
  c: Context<Visit>,
  id: string,
  site: Site,
  { ledger, secret, now }: WebWorld,
): Promise<Response> {
  const subscriber = (await ledger.subscriber(id))!;
  const coming = comingWords(subscriber, titlesOf(subscriber.topics, site), now(), await ledger.lastEdition(id));
  const change = { label: 'Change what you get', to: `/preferences/${sign('change', id, now(), secret)}` };
  return noticePage(c, 200, 'You have joined', [...coming, 'Every mail has the way out at its end.'], [change]);
}

/** It says nothing of whether they are there still: somebody may have left since. */
const again = (c: Context<Visit>): Response =>
  noticePage(c, 200, 'This was confirmed already', [
    'Nothing has changed now. Every mail of ours has links at its end to change what you get, or to leave.',
    'If you have left since and would like to come back, join again.',
  ]);
