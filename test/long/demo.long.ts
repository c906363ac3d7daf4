/** The demo, as a new user runs it, and its mail as a browser shows it. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { simpleParser } from 'mailparser';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWeek } from '../../jobs/demo/week.ts';

const MAIN = resolve(import.meta.dirname, '../../jobs/main.ts');
const CHROMIUM = '/usr/bin/chromium';
if (!existsSync(CHROMIUM)) console.warn(`skipped: ${CHROMIUM} is absent; Debian's package chromium brings it`);

const data = mkdtempSync(join(tmpdir(), 'silkwatch-'));
const outbox = join(data, 'demo/outbox');
const mails = (kind: string, ending: string) =>
  readdirSync(outbox).filter((name) => name.includes(`-${kind}-`) && name.endsWith(ending));
let printed: string;

beforeAll(async () => {
  const run = await promisify(execFile)(process.execPath, [MAIN, 'demo', '--data', data], { maxBuffer: 2 ** 26 });
  printed = run.stdout;
});

describe('the demo', () => {
  it('writes digests and alerts to both subscribers', () => {
    expect(mails('edition', '.eml').length).toBeGreaterThanOrEqual(2);
    expect(mails('alert', '.eml').length).toBeGreaterThanOrEqual(1);
    for (const address of ['nino-example.org', 'daniyar-example.com']) {
      expect(mails('edition', '.eml').some((name) => name.includes(address))).toBe(true);
    }
  });

  it('says where every mail lies, which source died, and what to try next', () => {
    for (const name of mails('', '.html')) expect(printed).toContain(name);
    expect(printed).toMatch(/11 healthy, 0 failing, 1 blind/);
    expect(printed.match(/^ {2}npm run -s silkwatch -- /gm)).toHaveLength(2);
  });

  it('tells a wire copy that three outlets print word for word as one story, and names all three', async () => {
    const copies = Map.groupBy(
      readWeek().flatMap(({ title: outlet, items }) => items.map(({ title }) => ({ title, outlet }))),
      ({ title }) => title,
    );
    const [headline, outlets] = [...copies].find(([, all]) => all.length === 3)!;
    const weekly = mails('edition', '.eml')
      .filter((name) => name.includes('daniyar'))
      .at(-1)!;
    const { text = '' } = await simpleParser(readFileSync(join(outbox, weekly)));
    const flat = text.replace(/\s+/g, ' ');
    expect(flat.split(headline)).toHaveLength(2);
    for (const { outlet } of outlets) expect(flat).toContain(outlet);
  });

  it('sends each subscriber each alert once', () => {
    const bare = mails('alert', '.html').map(
      (name) =>
        readFileSync(join(outbox, name), 'utf8').match(/<title>(.*?)<\/title>/)?.[1] +
        name.split('-alert-')[1]!.slice(0, 6),
    );
    expect(new Set(bare).size).toBe(bare.length);
  });
});

describe.skipIf(!existsSync(CHROMIUM))('its mail in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  });

  afterAll(() => browser.close());

  it.each([
    [390, 'light'],
    [390, 'dark'],
    [800, 'light'],
    [800, 'dark'],
  ] as const)('fits %i pixels in %s mode, and asks nobody for anything', async (width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const name of mails('', '.html')) {
      const address = `file://${join(outbox, name)}`;
      await page.goto(address);
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
      expect(asked.splice(0), name).toEqual([address]);
    }
    await page.close();
  });
});
