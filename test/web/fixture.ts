/** The pages over a ledger in memory, and a visitor who has no port to knock at. */
import { onTestFinished } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { siteOf, webWorldOf } from '../../jobs/web.ts';
import type { Delivery } from '../../state/delivery.ts';
import { webApp } from '../../web/app.ts';
import type { Site } from '../../web/site.ts';
import { FROM, POST, RULEBOOK } from '../jobs/fixture.ts';
import { type TestWorld, testWorld } from '../jobs/world.ts';

export type Form = Record<string, string | readonly string[]>;

export interface TestSite {
  world: TestWorld;
  site: Site;
  /** How often somebody was told that there is something to send. */
  sent: number;
  get(path: string, its?: RequestInit, network?: string): Promise<Response>;
  /** Sends a form as a browser does from a page of ours. */
  post(path: string, form?: Form, its?: RequestInit, network?: string): Promise<Response>;
}

export async function testSite(given: Record<string, string> = {}, world?: TestWorld): Promise<TestSite> {
  const config = readConfig({ web: POST.web!, from: FROM, ...given }, {});
  const site = siteOf(config, RULEBOOK);
  const own = world ?? (await testWorld());
  if (!world) onTestFinished(() => own.close());
  const app = webApp(
    site,
    webWorldOf(own, FROM, () => void made.sent++),
  );
  const get: TestSite['get'] = async (path, its = {}, network = '192.0.2.1') =>
    app.request(`${site.url}${path}`, its, { incoming: { socket: { remoteAddress: network } } });
  const made: TestSite = {
    ...{ world: own, site, sent: 0, get },
    post: (path, form = {}, its = {}, network = '192.0.2.1') =>
      get(path, { method: 'POST', body: encoded(form), ...its, headers: { ...FROM_FORM, ...its.headers } }, network),
  };
  return made;
}

const FROM_FORM = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' };

const encoded = (form: Form): string => {
  const pairs = Object.entries(form).flatMap(([name, values]) => [values].flat().map((one) => [name, String(one)]));
  return String(new URLSearchParams(pairs as [string, string][]));
};

/** What somebody fills in who leaves the form as it is but for their address and one topic. */
export const WISH: Form = {
  ...{ address: 'nino@example.org', topics: ['bridge'], cadence: 'daily', hour: '7', weekday: 'monday' },
  ...{ timezone: 'Asia/Tbilisi', least: 'low', alerts: 'on', format: 'html', language: 'en' },
};

/** The path of the first link of a mail into one of our rooms. */
export function linkIn({ mail }: Pick<Delivery, 'mail'>, room: string): string {
  const found = new RegExp(`${POST.web}(/${room}/[\\w-]+)`).exec(mail.text)?.[1];
  if (!found) throw new Error(`no link to ${room} in: ${mail.text}`);
  return found;
}

/** Fills in the form, reads the mail, and presses the button. */
export async function joined(site: TestSite, form: Form = {}): Promise<Response> {
  await site.post('/join', { ...WISH, ...form });
  return site.post(linkIn((await site.world.deliveries()).at(-1)!, 'confirm'));
}
