/** The demo, as a new user runs it, and its mail as a browser shows it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { simpleParser } from 'mailparser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWeek } from '../../jobs/demo/week.ts';
import { branchesOf } from '../../templates/choice.ts';
import { inlined } from '../../templates/inline.ts';
import { tagsOf, withoutComments } from '../../templates/markup.ts';
import { styleOf } from '../../templates/sheet.ts';
import { shippedTemplates } from '../../templates/shipped.ts';
import { FAINT, hasBrowser, openBrowser } from './browser.ts';

const MAIN = resolve(import.meta.dirname, '../../jobs/main.ts');

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
    expect(printed.match(/^ {2}npm run -s silkwatch -- /gm)).toHaveLength(3);
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

/** Of an element, what is seen first where a program has dropped the style sheet. */
const LOOKS = [
  ...['color', 'background-color', 'font-family', 'font-size', 'font-weight', 'line-height', 'text-align'],
  ...['display', 'vertical-align', 'border-top', 'border-right', 'border-bottom', 'border-left'],
  ...['padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'margin-top', 'margin-bottom'],
];

/** Runs in the page: how each element of the body looks, by its tag, apart from what the width of the screen decides. */
const SEEN = `(() => {
  for (const { sheet } of document.querySelectorAll('style'))
    for (let n = sheet.cssRules.length - 1; n >= 0; n--) if (sheet.cssRules[n].media) sheet.deleteRule(n);
  return [...document.querySelectorAll('body, body *')].map((element) => {
    const style = getComputedStyle(element);
    return element.tagName + ' ' + ${JSON.stringify(LOOKS)}.map((name) => name + ':' + style.getPropertyValue(name)).join(';');
  });
})()`;

const withoutSheet = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/g, '');

/** Every element that a template of mail can write, a line each: by its name, with the classes of each branch. */
function elements(): string[] {
  const tags = shippedTemplates()
    .filter(({ name }) => name.endsWith('.html.hbs'))
    .flatMap(({ text }) => tagsOf(withoutComments(text)))
    .flatMap((tag) => (tag.name === null ? [] : [tag]))
    .filter(({ name }) => !/^(?:html|head|meta|title|style)$/.test(name));
  const written = tags.flatMap(({ name, attributes }) => {
    const classes = attributes.find((attribute) => attribute.name === 'class')?.value ?? '';
    return branchesOf(classes)!.map((words) => `<${name} class="${words.join(' ')}">`);
  });
  return [...new Set(written)];
}

describe.skipIf(!hasBrowser)('its mail in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
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

  it.each([390, 800])('looks the same at %i pixels where a program drops its style sheet', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const all = mails(ANY, '.html');
    for (const name of all) {
      const html = readFileSync(join(outbox, name), 'utf8');
      await page.setContent(html);
      const whole = await page.evaluate(SEEN);
      await page.setContent(withoutSheet(html));
      expect(await page.evaluate(SEEN), name).toEqual(whole);
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
      expect(await page.evaluate(FAINT), name).toEqual([]);
    }
    expect(all.length).toBeGreaterThanOrEqual(15);
    await page.close();
  });

  it('has the style of its class in every tag that a template can write', async () => {
    const page = await browser.newPage();
    // Made one by one, because a parser would drop the cells of a table that stand outside one.
    const looksOf = async (sheet: string, lines: string[]) => {
      await page.setContent(`<!doctype html><style>${sheet}</style><body style="margin:0;padding:0"></body>`);
      await page.evaluate(`for (const line of ${JSON.stringify(lines)}) {
        const element = document.createElement(/\\w+/.exec(line)[0]);
        for (const [, name, value] of line.matchAll(/(class|style)="([^"]*)"/g)) element.setAttribute(name, value);
        document.body.append(element);
      }`);
      return page.evaluate(SEEN);
    };
    const lines = elements();
    const tags = inlined([{ name: 'all.html.hbs', text: lines.join('\n') }])[0]!.text.split('\n');
    expect(tags.filter((tag) => tag.includes(' style="')).length).toBeGreaterThan(50);
    const screen = styleOf('screen');
    expect(await looksOf(screen, tags)).toEqual(await looksOf(styleOf('inline') + screen, lines));
    await page.close();
  });
});
