/**
 * What one gets: topics, times, how much, a pause. Whoever has the link may change it, so nothing here tells what is known
 * of a person: that is asked for by mail. A form cannot be sent by another site in their name, which does not know the link.
 */
import { type Context, Hono } from 'hono';
import type { Agreed } from '../state/subscribers.ts';
import { composeWebPage } from '../templates/pages.ts';
import { mailDataLink } from './data.ts';
import { badLink, only } from './notice.ts';
import { changesIn } from './preferences/changes.ts';
import { type Typed, typedFor, typedOf, wishesIn } from './preferences/form.ts';
import { pauseOf } from './preferences/pause.ts';
import { type Refused, viewPreferences } from './preferences/view.ts';
import { fieldOf, fieldsOf } from './security/forms.ts';
import type { Site, Visit, WebWorld } from './site.ts';
import { type Page, subscriberBy } from './subscriber.ts';
import { sign } from './token.ts';

const PATH = '/preferences/:token';
const MEND = 'Every mail of ours has the link at its end. Use that of a newer one.';

/** What a page says after it was sent, by the word in its address. */
const NOTICES = {
  saved: 'Saved. From now on it is as you see here.',
  same: 'Nothing was changed.',
  paused: 'Paused. You can go on at any time.',
  resumed: 'You get our mail again.',
  data: 'We have written to your address. The link in the mail is good for an hour; we send one an hour at most.',
};

export function preferencePages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  const of = (act: Act) => (c: Context<Visit>) => withSubscriber(c, site, world, act);
  room.get(PATH, of(show));
  room.post(PATH, of(save));
  room.post(`${PATH}/pause`, of(pause));
  room.post(`${PATH}/resume`, of(resume));
  room.post(`${PATH}/data`, (c) => withSubscriber(c, site, world, askForData, askForData));
  room.all(PATH, only('GET', 'HEAD', 'POST'));
  room.all(`${PATH}/:act{pause|resume|data}`, only('POST'));
  return room;
}

/** What a page of one subscriber does, who is there. */
type Act = (page: Page) => Response | Promise<Response>;

/** Who has left is told so, whatever they would change: leaving wins. */
async function withSubscriber(
  c: Context<Visit>,
  site: Site,
  world: WebWorld,
  act: Act,
  ofDeparted: Act = departed,
): Promise<Response> {
  const subscriber = await subscriberBy(c.req.param('token') ?? '', 'change', world);
  if (!subscriber) return badLink(c, MEND);
  return (subscriber.left ? ofDeparted : act)({ c, subscriber, site, world });
}

const departed: Act = ({ c }) =>
  c.html(composeWebPage('departed', { title: 'You have left', here: hereOf(c), notice: noticeOf(c) }));

const hereOf = (c: Context<Visit>): string => `/preferences/${c.req.param('token')}`;
const noticeOf = (c: Context<Visit>): string | null =>
  new Map(Object.entries(NOTICES)).get(c.req.query('notice') ?? '') ?? null;

const show: Act = ({ c, subscriber, ...rest }) => page({ c, subscriber, ...rest }, typedFor(subscriber));

async function page({ c, subscriber, site, world }: Page, typed: Typed, refused?: Refused): Promise<Response> {
  const now = world.now();
  const view = {
    ...viewPreferences(subscriber, typed, site, now, await world.ledger.lastEdition(subscriber.id), refused),
    ...{ here: hereOf(c), leave: `/leave/${sign('leave', subscriber.id, now, world.secret)}` },
    notice: refused ? null : noticeOf(c),
  };
  return c.html(composeWebPage('preferences', view), refused ? 422 : 200);
}

const save: Act = async ({ c, subscriber, site, world }) => {
  const typed = typedOf(await fieldsOf(c));
  const { wishes, wrong } = wishesIn(
    typed,
    site.topics.map(({ id }) => id),
  );
  if (wrong.length > 0) return page({ c, subscriber, site, world }, typed, { wrong });
  const changes = changesIn(subscriber, wishes);
  if (changes === '') return back(c, 'same');
  return (await world.ledger.changeWishes(subscriber.id, wishes, agreed(c, world, 'changed', changes)))
    ? back(c, 'saved')
    : departed({ c, subscriber, site, world });
};

const pause: Act = async ({ c, subscriber, site, world }) => {
  const fields = await fieldsOf(c);
  const wish = { for: fieldOf(fields, 'for') ?? '', until: fieldOf(fields, 'until') ?? '' };
  const read = pauseOf(wish, subscriber, world.now());
  if ('what' in read) return page({ c, subscriber, site, world }, typedFor(subscriber), { pause: wish, wrong: [read] });
  const consent = agreed(c, world, 'paused', `until ${read.until}`);
  return (await world.ledger.pauseSubscriber(subscriber.id, read.until, consent))
    ? back(c, 'paused')
    : departed({ c, subscriber, site, world });
};

const resume: Act = async ({ c, subscriber, site, world }) => {
  const consent = agreed(c, world, 'resumed', null);
  return (await world.ledger.pauseSubscriber(subscriber.id, null, consent))
    ? back(c, 'resumed')
    : departed({ c, subscriber, site, world });
};

const askForData: Act = async ({ c, subscriber, site, world }) => {
  await mailDataLink(subscriber, site, world);
  return back(c, 'data');
};

const agreed = (c: Context<Visit>, { now }: WebWorld, what: Agreed['what'], wording: string | null): Agreed => ({
  at: now().toISOString(),
  what,
  network: c.var.network || null,
  wording,
});

/** To the page by a GET, so that to load it again sends nothing twice (RFC 9110, 15.4.4). */
const back = (c: Context<Visit>, notice: keyof typeof NOTICES): Response =>
  c.redirect(`${hereOf(c)}?notice=${notice}`, 303);
