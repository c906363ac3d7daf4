/** The pages for subscribers beside our rounds: a site made of the configuration, and a world made of ours. */
import { before, DAY } from '../state/item.ts';
import { Refusal } from '../state/refusal.ts';
import { webApp } from '../web/app.ts';
import type { Site, WebWorld } from '../web/site.ts';
import type { Config } from './config.ts';
import { written } from './message.ts';
import type { Rulebook } from './rulebook.ts';
import type { Beside, Round } from './serve.ts';
import { type Fetch, listen } from './web/server.ts';
import type { World } from './world.ts';

/**
 * The address at which subscribers reach the pages.
 *
 * @throws Refusal where the configuration does not say it.
 */
export function addressOf({ web }: Pick<Config, 'web'>): string {
  if (web !== undefined) return web;
  const what = 'is not set; mend: the address at which subscribers reach the pages, as https://watch.example.org';
  throw new Refusal([{ file: 'the configuration', field: 'web', what }]);
}

/** What the pages tell of an installation. */
export function siteOf(config: Config, { topics }: Pick<Rulebook, 'topics'>): Site {
  const { from, timezone, webProxies: proxies } = config;
  const url = addressOf(config);
  const told = topics.map(({ id, title, summary }) => ({ id, title, summary }));
  return { url, sender: { from, web: url }, topics: told, timezone, proxies };
}

/** What of our world the pages use. A mail that they write is a row in the ledger; then `sent` is told of it. */
export function webWorldOf(
  { now, pause, ledger, log, post }: Pick<World, 'now' | 'pause' | 'ledger' | 'log' | 'post'>,
  from: string,
  sent: () => void,
): WebWorld {
  return {
    ...{ now, pause, ledger, log, secret: post.secret },
    write: async ({ kind, subject, recipient, mail, skipped }) => {
      const row = {
        kind,
        subject,
        subscriber: recipient,
        period: null,
        mail,
        stories: [],
        created: now().toISOString(),
      };
      await ledger.enqueue(written({ ...row, ...(skipped && { skipped }) }, from));
      sent();
    },
  };
}

/** After so many milliseconds the answer is out: how busy we are with the mail, and whether there is one, is not in its time. */
const MOMENT = 250;

/** Serves the pages beside the rounds, and has what they write delivered at once. */
export function pagesBeside(config: Config, rulebook: Rulebook, world: World): Beside {
  const site = siteOf(config, rulebook);
  return async (soon) => {
    const sent = () => void world.pause(MOMENT).then(() => soon('deliver'));
    const app = webApp(site, webWorldOf(world, config.from, sent));
    const { port, close } = await listen(app.fetch as Fetch, config.webListen);
    world.log('web', { listen: config.webListen, port }, `the pages of ${site.url} are served at ${config.webListen}`);
    return close;
  };
}

/** A wish to join is confirmed within three days or forgotten, with the address that it names. */
export const forgetting = ({ ledger, now }: Pick<World, 'ledger' | 'now'>): Round => ({
  name: 'forget',
  schedule: '23 * * * *',
  run: () => ledger.forgetJoins(before(now().toISOString(), 3 * DAY)),
});
