/** How people come in (double opt-in): a form, a mail to whoever reads the address, and there a button. */
import { type Context, Hono } from 'hono';
import type { Wishes } from '../state/join.ts';
import { USUAL, type Wrong } from '../state/wishes.ts';
import { composeWebPage } from '../templates/pages.ts';
import { type Asked, ask } from './ask.ts';
import { WORDING, WORDINGS } from './consent.ts';
import { noticePage, only } from './notice.ts';
import { type Typed, typedFor, typedOf, wishesIn } from './preferences/form.ts';
import { viewFields } from './preferences/view.ts';
import { fieldOf, fieldsOf, isOurs } from './security/forms.ts';
import { Buckets } from './security/limits.ts';
import { hostOf, siteOf } from './security/network.ts';
import type { Site, Visit, WebWorld } from './site.ts';

const PATH = '/join';
/** Behind one address there may be a household or an office; behind the next larger network many of them, or one nuisance. */
const FROM_HOST = { burst: 10, hourly: 20 };
const FROM_SITE = { burst: 40, hourly: 60 };
/** The answer is out after so many milliseconds, some times what the work takes: what is known of an address costs some microseconds more. */
const HELD = 100;

export function joinPages(site: Site, world: WebWorld): Hono<Visit> {
  const room = new Hono<Visit>();
  const waitOf = limiter(world);
  room.get(PATH, (c) => c.html(formPage(site, '', typedFor({ ...USUAL, topics: [], timezone: site.timezone }))));
  room.post(PATH, async (c) => {
    if (!isOurs((name) => c.req.header(name), site.url)) return foreign(c);
    const wait = waitOf(c.var.network);
    return wait > 0 ? tooMany(c, wait) : join(c, site, world);
  });
  room.all(PATH, only('GET', 'HEAD', 'POST'));
  return room;
}

/** For how long a network has to wait, in milliseconds; 0 where it need not. */
function limiter({ now }: Pick<WebWorld, 'now'>): (network: string) => number {
  const [hosts, sites] = [new Buckets(FROM_HOST), new Buckets(FROM_SITE)];
  return (network) => hosts.take(hostOf(network), now()) || sites.take(siteOf(network), now());
}

async function join(c: Context<Visit>, site: Site, world: WebWorld): Promise<Response> {
  const fields = await fieldsOf(c);
  const address = fieldOf(fields, 'address') ?? '';
  const typed = typedOf(fields);
  const { asked, wrong } = askedIn(address, typed, site);
  if (!asked) return c.html(formPage(site, address, typed, wrong), 422);
  // Begun before the work, so that the end of it does not depend on how long that took.
  const held = world.pause(HELD);
  await ask({ ...asked, network: c.var.network }, site, world);
  await held;
  return noticePage(c, 200, 'Look into your mailbox', [
    'We have sent a mail to that address, if it can be written to. It has a link: you are subscribed once you have followed it and pressed the button there. It is good for three days.',
    'If it does not come within some minutes, look among what your mail program takes for spam.',
  ]);
}

/** What was asked for, or everything that is wrong with it. Pure. */
function askedIn(
  address: string,
  typed: Typed,
  site: Pick<Site, 'topics' | 'timezone'>,
): { asked?: Omit<Asked, 'network'>; wrong: Wrong[] } {
  const ids = site.topics.map(({ id }) => id);
  const { wishes, wrong } = wishesIn({ ...typed, address }, ids);
  if (wrong.length > 0 || wishes.address === undefined) return { wrong };
  const { address: at, ...wished } = wishes;
  const all: Wishes = { ...USUAL, topics: [], timezone: site.timezone, ...wished };
  return { asked: { address: at, wishes: all }, wrong };
}

const formPage = (site: Site, address: string, typed: Typed, wrong: readonly Wrong[] = []): string =>
  composeWebPage('join', {
    title: 'Join',
    address,
    ...viewFields(typed, site, wrong),
    wording: WORDINGS[WORDING],
  });

const foreign = (c: Context<Visit>): Response =>
  noticePage(c, 403, 'This form came from another page', ['Please fill in ours.'], [{ label: 'Join', to: PATH }]);

function tooMany(c: Context<Visit>, wait: number): Response {
  const seconds = Math.ceil(wait / 1000);
  c.header('Retry-After', String(seconds));
  const minutes = Math.ceil(seconds / 60);
  return noticePage(c, 429, 'Too many at once', [
    `Many have asked to join from your network. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  ]);
}
