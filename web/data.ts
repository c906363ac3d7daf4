/**
 * What is known of a person: to see, to take along, and to have erased (GDPR, Articles 15, 17 and 20). The way here is a
 * link that was mailed to them and is good for an hour, for the links in digests are passed on with them.
 */
import { type Context, Hono } from 'hono';
import { HOUR } from '../state/item.ts';
import type { Subscriber } from '../state/subscriber.ts';
import { composeDataLink } from '../templates/confirmation.ts';
import { composeWebPage } from '../templates/pages.ts';
import { WORDINGS } from './consent.ts';
import { knownWords } from './known/words.ts';
import { badLink, noticePage, only } from './notice.ts';
import { fieldOf, fieldsOf } from './security/forms.ts';
import type { Site, Visit, WebWorld } from './site.ts';
import { type Page, subscriberBy } from './subscriber.ts';
import { sign } from './token.ts';

const PATH = '/data/:token';
const MEND =
  'It is good for an hour. Ask for another one on the page of what you get, to which every mail of ours has a link.';

/** Mails a subscriber the link to this page: one an hour, however often it is asked for. */
export async function mailDataLink({ id }: Pick<Subscriber, 'id'>, site: Site, world: WebWorld): Promise<void> {
  const now = world.now();
  const hour = new Date(Math.floor(now.getTime() / HOUR) * HOUR).toISOString();
  const mail = composeDataLink({ data: `${site.url}/data/${sign('data', id, now, world.secret)}` }, site.sender);
  await world.write({ kind: 'confirmation', subject: `data ${hour}`, recipient: id, mail });
}

export function dataPages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  const of = (act: Act) => async (c: Context<Visit>) => {
    const subscriber = await subscriberBy(c.req.param('token') ?? '', 'data', world);
    return subscriber ? act({ c, subscriber, site, world }) : badLink(c, MEND);
  };
  room.get(PATH, of(show));
  room.all(PATH, only('GET', 'HEAD'));
  room.post(`${PATH}/export`, of(take));
  room.post(`${PATH}/erase`, of(erase));
  room.all(`${PATH}/:act{export|erase}`, only('POST'));
  return room;
}

/** What a page of one subscriber does, who may have left. */
type Act = (page: Page) => Promise<Response>;

const show: Act = (its) => page(its);

async function page({ c, subscriber, site, world }: Page, unsure = false): Promise<Response> {
  const known = knownWords(await world.ledger.everythingOf(subscriber), site);
  const view = { title: 'What is known of you', here: `/data/${c.req.param('token')}`, known, unsure };
  return c.html(composeWebPage('data', view), unsure ? 422 : 200);
}

const take: Act = async ({ c, subscriber, world: { ledger } }) => {
  c.header('Content-Disposition', 'attachment; filename="silkwatch-data.json"');
  c.header('Content-Type', 'application/json; charset=utf-8');
  const all = { ...(await ledger.everythingOf(subscriber)), wordings: WORDINGS };
  return c.body(`${JSON.stringify(all, null, 2)}\n`);
};

const erase: Act = async (its) => {
  const { c, subscriber, world } = its;
  const { ledger, now, log } = world;
  if (fieldOf(await fieldsOf(c), 'sure') === undefined) return page(its, true);
  await ledger.erase(subscriber, now().toISOString());
  // Who it was is what is to be forgotten.
  log('erased', {}, 'a subscriber had everything erased that was known of them');
  return noticePage(
    c,
    200,
    'Everything is erased',
    [
      'Nothing is known of you any more, and nothing is sent to you.',
      'What is kept is a fingerprint of your address, from which the address cannot be read: so it is not written to if somebody brings it again. It goes when you join again yourself. Mail that we have sent lies in your mailbox, not here.',
    ],
    [{ label: 'To the first page', to: '/' }],
  );
};
