/** The pages as a visitor has them, in Chromium, on a phone and on a desk, without a script. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { readConfig } from '../../jobs/config.ts';
import { deliver } from '../../jobs/deliver.ts';
import { digest } from '../../jobs/digest.ts';
import { type Fetch, listen } from '../../jobs/web/server.ts';
import { siteOf, webWorldOf } from '../../jobs/web.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { webApp } from '../../web/app.ts';
import { FROM, INSTALLATION, itemOf, RULEBOOK, TOPICS } from '../jobs/fixture.ts';
import { type TestWorld, testWorld } from '../jobs/world.ts';
import { edition as whole } from '../templates/fixture.ts';
import { FAINT, FOCUSED, hasBrowser, NAMELESS, openBrowser, SMALL } from './browser.ts';

const SCREENS = [
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const;

interface Served {
  url: string;
  world: TestWorld;
  close(): Promise<void>;
}

/** The pages behind a port, over a ledger with two editions and an item that the next one tells. */
async function serve(): Promise<Served> {
  const world = await testWorld();
  let app: { fetch: Fetch } | undefined;
  const { port, close } = await listen((...asked) => app!.fetch(...asked), '127.0.0.1:0');
  const url = `http://127.0.0.1:${port}`;
  world.post = { ...world.post, web: url };
  app = webApp(
    siteOf(readConfig({ web: url, from: FROM }, {}), RULEBOOK),
    webWorldOf(world, FROM, () => undefined),
  ) as never;
  const days = Array(28).fill({ matched: 3, seen: 5 });
  for (const [n, day] of ['03', '04'].entries())
    await world.ledger.freeze({
      ...whole,
      ...{ id: `00000000-0000-4000-8000-00000000000${n}`, charts: [{ topic: 'tripp', sources: 5, days }] },
      ...{ due: `2026-10-${day}T04:00:00.000Z`, frozen: `2026-10-${day}T04:00:01.000Z` },
    });
  return { url, world, close: () => close().then(world.close) };
}

const installation = (url: string) => ({ ...INSTALLATION, sender: { from: FROM, web: url } });

/** The links of the last mail to somebody, as `deliver` filled them in. */
async function mailed({ world }: Served): Promise<TestWorld['sent'][number]> {
  await deliver(world);
  return world.sent.at(-1)!;
}

const linkIn = (text: string, room: string): string => new RegExp(`http://[\\w.:]+/${room}/[\\w-]+`).exec(text)![0];

/** A digest for whoever has joined, a day later. */
async function nextDigest(served: Served): Promise<TestWorld['sent'][number]> {
  const { world, url } = served;
  world.at('2026-10-06T02:00:00.000Z');
  await world.come([itemOf('A tender for the bridge')]);
  await assess(installation(url), TOPICS, world);
  world.at('2026-10-06T08:00:00.000Z');
  await digest('daily', installation(url), world);
  return mailed(served);
}

interface Focused {
  name: string;
  place: number;
  shows: boolean;
}

const photographs = mkdtempSync(join(tmpdir(), 'silkwatch-web-'));

/** What is asked of every page: nothing of it is lost to the side, faint, nameless or small; and it asks nobody else. */
async function look(page: Page, { url }: Served, name: string): Promise<void> {
  const { width } = page.viewportSize()!;
  await page.screenshot({ path: join(photographs, `${name}.png`), fullPage: true });
  expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
  expect(await page.evaluate(FAINT), name).toEqual([]);
  expect(await page.evaluate(NAMELESS), name).toEqual([]);
  if (width < 500) expect(await page.evaluate(SMALL), name).toEqual([]);
  expect(await page.title(), name).not.toBe('');
  expect(
    asked(page).filter((one) => !one.startsWith(url) && !one.startsWith('data:')),
    name,
  ).toEqual([]);
  expect(troubles(page), name).toEqual([]);
}

const notes = new WeakMap<BrowserContext, { asked: string[]; troubles: string[] }>();
const asked = (page: Page) => notes.get(page.context())!.asked;
const troubles = (page: Page) => notes.get(page.context())!.troubles;

/** A page that refuses a form, or is not there, is an error to Chromium. */
const REFUSED = /responded with a status of (?:404|422)/;

async function visitor(browser: Browser, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width, height: 844 }, colorScheme, javaScriptEnabled: false },
    ...{ isMobile: width < 500, hasTouch: width < 500, acceptDownloads: true },
  });
  const its = { asked: [] as string[], troubles: [] as string[] };
  notes.set(context, its);
  context.on('request', (request) => its.asked.push(request.url()));
  context.on(
    'console',
    (line) => line.type() === 'error' && !REFUSED.test(line.text()) && its.troubles.push(line.text()),
  );
  context.on('weberror', (error) => its.troubles.push(String(error.error())));
  context.setDefaultTimeout(5000);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const settled = (wish: Partial<Subscriber>) => expect.objectContaining(wish);

describe.skipIf(!hasBrowser)('without a script', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
    console.info(`photographs of every page lie in ${photographs}`);
  });
  afterAll(() => browser.close());

  it.each(SCREENS)(
    'somebody joins, confirms, changes what they get, and leaves, at %i pixels in %s mode',
    async (width, mode) => {
      const served = await serve();
      const page = await visitor(browser, width, mode);
      const at = (name: string) => look(page, served, `${name}-${width}-${mode}`);
      const me = async () => (await served.world.ledger.subscriberAt('nino@example.org'))!;

      await page.goto(served.url);
      await at('home');
      await page.getByRole('link', { name: 'Join' }).first().click();
      await at('join');
      await page.getByLabel('Mail address').fill('nino@example');
      await page.getByLabel('Time zone').selectOption('Asia/Tbilisi');
      await page.getByRole('button').click();
      expect(await page.getByRole('alert').innerText()).toContain('Topics');
      await at('join-refused');
      await page.getByLabel('Mail address').fill('nino@example.org');
      await page.getByLabel(/The bridge over the Arax/).check();
      await page.getByRole('button').click();
      await at('join-asked');
      expect(await served.world.ledger.subscribers()).toEqual([]);

      await page.goto(linkIn((await mailed(served)).mail.text, 'confirm'));
      await at('confirm');
      await page.getByRole('button').click();
      await at('joined');
      expect(await me()).toEqual(settled({ topics: ['bridge'], timezone: 'Asia/Tbilisi', left: null }));

      const letter = await nextDigest(served);
      expect(letter.to).toBe('nino@example.org');
      await page.goto(letter.links.change);
      await at('preferences');
      await page.getByLabel('A digest a week').check();
      await page.getByLabel(/The railway along the Arax/).check();
      await page.getByLabel('Day of the week').selectOption('friday');
      await page.getByLabel('Hour', { exact: true }).selectOption('18');
      await page.getByLabel('Tell me nothing at once in these hours').check();
      await press(page, 'Save');
      expect(await page.getByRole('alert').getByRole('link').count()).toBe(2);
      await at('preferences-refused');
      await page.getByLabel('From', { exact: true }).fill('22:00');
      await page.getByLabel('To', { exact: true }).fill('07:00');
      await press(page, 'Save');
      expect(await page.getByRole('status').innerText()).toContain('Saved');
      expect(
        await page.getByText('Your next weekly digest: Friday, 9 October 2026, 18:00 (Asia/Tbilisi)').count(),
      ).toBe(1);
      expect(await me()).toEqual(
        settled({ cadence: 'weekly', weekday: 5, hour: 18, quiet: { from: '22:00', to: '07:00', letsHigh: false } }),
      );
      await at('preferences-saved');

      await page.getByLabel('two weeks').check();
      await press(page, 'Pause');
      expect(await me()).toEqual(settled({ paused: '2026-10-19T20:00:00.000Z' }));
      await at('paused');
      await press(page, 'Resume now');
      expect(await me()).toEqual(settled({ paused: null }));

      await press(page, 'Mail me the link');
      await page.goto(linkIn((await mailed(served)).mail.text, 'data'));
      await at('data');
      const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Download')]);
      expect(file.suggestedFilename()).toBe('silkwatch-data.json');

      await page.goto(letter.links.read);
      expect(await page.getByText('A tender for the bridge').count()).toBeGreaterThan(0);
      await at('message');

      await page.goto(letter.links.leave);
      await at('leave');
      expect(await me()).toEqual(settled({ left: null }));
      await page.getByRole('button').click();
      await at('left');
      expect(await me()).toEqual(settled({ left: '2026-10-06T08:00:00.000Z' }));
      await page.goto(letter.links.change);
      await at('departed');
      await page.context().close();
      await served.close();
    },
  );

  it('the keyboard reaches everything, in the order in which it stands, and shows where it is', async () => {
    const served = await serve();
    const page = await visitor(browser, 1280, 'light');
    await page.goto(`${served.url}/join`);
    const reached: Focused[] = [];
    for (let n = 0; n < 100; n++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<Focused | null>(FOCUSED);
      if (!focused || (n > 0 && focused.place === reached[0]?.place)) break;
      reached.push(focused);
    }
    expect(reached.filter(({ shows }) => !shows)).toEqual([]);
    expect(reached.map(({ place }) => place)).toEqual(reached.map(({ place }) => place).toSorted((a, b) => a - b));
    // Of a group of radio buttons the keyboard reaches the chosen one, and the arrows the others.
    const groups = ['cadence', 'format'].length;
    const radios = await page.locator('input[type=radio]').count();
    const all = await page.locator('a, button, select, input').count();
    // A field for a time is reached for its hour and for its minute.
    expect(new Set(reached.map(({ place }) => place)).size).toBe(all - radios + groups);
    await page.context().close();
    await served.close();
  });

  it('a mailbox provider ends a subscription with one POST, as RFC 8058 says', async () => {
    const served = await serve();
    const page = await visitor(browser, 1280, 'light');
    await page.goto(`${served.url}/join`);
    await page.getByLabel('Mail address').fill('nino@example.org');
    await page.getByLabel(/The bridge over the Arax/).check();
    await page.getByRole('button').click();
    await page.goto(linkIn((await mailed(served)).mail.text, 'confirm'));
    await page.getByRole('button').click();
    const { links } = await nextDigest(served);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(links.oneClick!, { method: 'POST', body })).status).toBe(200);
    expect(await served.world.ledger.subscribers()).toEqual([]);
    await page.context().close();
    await served.close();
  });

  it.each(SCREENS)('the archive is read at %i pixels in %s mode', async (width, mode) => {
    const served = await serve();
    const page = await visitor(browser, width, mode);
    await page.goto(`${served.url}/archive`);
    await look(page, served, `archive-${width}-${mode}`);
    await page.getByRole('link', { name: /Sunday, 4 October 2026/ }).click();
    expect(page.url()).toBe(`${served.url}/archive/2026-10-04T0400-daily-edition`);
    await look(page, served, `edition-${width}-${mode}`);
    expect(await page.locator('#story-story-1').count()).toBe(1);
    await page.getByRole('link', { name: 'Earlier edition' }).first().click();
    expect(page.url()).toBe(`${served.url}/archive/2026-10-03T0400-daily-edition`);
    await page.goto(`${served.url}/archive/2026-10-09T0400-daily-edition`);
    await look(page, served, `no-edition-${width}-${mode}`);
    await page.context().close();
    await served.close();
  });
});
