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
/** Files of the outbox: the mails of a kind, or of every kind, or the pages of editions. */
const files = (of: RegExp, ending: string) =>
  readdirSync(outbox).filter((name) => of.test(name) && name.endsWith(ending));
const mails = (kind: string, ending: string) => files(new RegExp(`-${kind}-[a-z]+-`), ending);
const ANY = '(?:edition|alert|follow-up|correction|reminder)';
const pages = () => files(/-(?:daily|weekly)-edition\.html$/, '.html');
const wordsOf = async (name: string) =>
  (await simpleParser(readFileSync(join(outbox, name)))).text!.replace(/\s+/g, ' ');
/** The words of the mails of a kind, one after the other. */
const tellings = (kind: string) => Promise.all(mails(kind, '.eml').map(wordsOf));
let printed: string;

beforeAll(async () => {
  const run = await promisify(execFile)(process.execPath, [MAIN, 'demo', '--data', data], { maxBuffer: 2 ** 26 });
  printed = run.stdout;
}, 120_000);

describe('the demo', () => {
  it('writes digests and alerts to its subscribers', () => {
    expect(mails('edition', '.eml').length).toBeGreaterThanOrEqual(2);
    expect(mails('alert', '.eml').length).toBeGreaterThanOrEqual(1);
    for (const address of ['nino-example.org', 'daniyar-example.com']) {
      expect(mails('edition', '.eml').some((name) => name.includes(address))).toBe(true);
    }
  });

  it('says where every mail lies, which source died, and what to try next', () => {
    const all = mails(ANY, '.html');
    expect(all.length).toBeGreaterThanOrEqual(15);
    expect(all.map((name) => name.replace(/html$/, 'eml'))).toEqual(mails(ANY, '.eml'));
    for (const name of all) expect(printed).toContain(name);
    expect(printed).toContain(`${all.length} mails lie in `);
    expect(printed).toContain(`the pages of ${pages().length} editions`);
    expect(printed).toMatch(/11 healthy, 0 failing, 1 blind/);
    expect(printed.match(/^ {2}npm run -s silkwatch -- /gm)).toHaveLength(2);
  });

  it.each([
    ['that other sources confirm a story', 'follow-up', /Confirmed by .* independent source/],
    ['a move on a board, at once', 'follow-up', /Uzbekistan: announced → signed/],
    ['a figure that its source corrected', 'correction', /was: .* four hundred .* now: .* three hundred and forty /],
    ['that a deadline comes near', 'reminder', /In 30 days, 8 November 2026/],
    ['a board', 'edition', /mentioned > courted > announced > \[signed\] > in force/],
    ['a date that slipped', 'edition', /Construction of the Trump Route begins; moved from 8 November 2026/],
    ['what was withdrawn', 'edition', /Corrected and withdrawn =+ \[Withdrawn\] What the EU visa-free suspension/],
    ['that a source is blind', 'edition', /ქართლის კურიერი · blind since 8 October/],
    ['that all is quiet', 'edition', /Nothing new in your topics\. .* watched: /],
  ])('tells %s', async (_, kind, words) => {
    expect((await tellings(kind)).filter((told) => words.test(told))).not.toEqual([]);
  });

  it('tells in the all-quiet edition of topics that its sources serve', async () => {
    const quiet = (await tellings('edition')).filter((told) => told.includes('Nothing new in your topics'));
    for (const told of quiet) expect(told).not.toContain('No source serves this topic');
  });

  it('tells a wire copy that three outlets print word for word as one story, and names all three', async () => {
    const copies = Map.groupBy(
      readWeek().flatMap(({ title: outlet, items }) => items.map(({ title }) => ({ title, outlet }))),
      ({ title }) => title,
    );
    const [headline, outlets] = [...copies].find(([, all]) => all.length === 3)!;
    const weekly = mails('edition', '.eml').filter((name) => name.includes('daniyar'));
    const flat = await wordsOf(weekly.at(-1)!);
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

  it('tells each event at once to a subscriber in one alert, in however many languages it is reported', () => {
    const byAddress = Map.groupBy(mails('alert', '.eml'), (name) =>
      name.split('-alert-')[1]!.replace(/-\w+\.eml$/, ''),
    );
    const counts = Object.fromEntries([...byAddress].map(([address, all]) => [address, all.length]));
    expect(counts).toEqual({ 'nino-example.org': 2, 'daniyar-example.com': 3 });
  });
});

/** Runs in the page: the texts of less contrast than WCAG 2.2 AA asks (1.4.3), and pictures that do not show. */
const FAINT = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => channels(colour).slice(0, 3)
    .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.trim() === '' || parentElement.getClientRects().length === 0) continue;
    const { color, fontSize } = getComputedStyle(parentElement);
    const [dark, light] = [luminance(color), luminance(ground(parentElement))].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < (parseFloat(fontSize) >= 24 ? 3 : 4.5)) faint.push(data.trim() + ' ' + ratio.toFixed(2));
  }
  return [...faint, ...[...document.images].filter((image) => !(image.naturalWidth > 0)).map((image) => image.alt)];
})()`;

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
  ] as const)('can be read at %i pixels in %s mode, and asks nobody for anything', async (width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const all = [...mails(ANY, '.html'), ...pages()];
    expect(all.length).toBeGreaterThanOrEqual(25);
    for (const name of all) {
      const address = `file://${join(outbox, name)}`;
      await page.goto(address);
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
      expect(await page.evaluate(FAINT), name).toEqual([]);
      const elsewhere = asked.splice(0).filter((url) => !url.startsWith('data:image/png;'));
      expect(elsewhere, name).toEqual([address]);
    }
    await page.close();
  });
});
