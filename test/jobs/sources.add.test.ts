import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SHIPPED } from '../../jobs/config/keys.ts';
import { addSource } from '../../jobs/sources/add.ts';
import type { Wishes } from '../../jobs/sources/draft.ts';
import { foundLines, nothingLines } from '../../jobs/sources/told.ts';
import { rowsText } from '../../jobs/sources/write.ts';
import { FAILURES } from '../../watchers/failure.ts';
import { readSources } from '../../watchers/sources.ts';
import { feed } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-add-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'sources.yaml');
const TOPICS = ['bridge', 'railway'];
const CONFIG = { timeout: 30, maxBytes: 1_000_000, sources: file };
const OLD = `# What we watch.
- id: old # the first
  title: "Old"
  kind: feed
  url: https://old.example/feed
  topics: [ bridge ]
  family: old.example
  every: 30m   # not more
`;

let world: TestWorld;
beforeEach(async () => {
  world = await testWorld();
  writeFileSync(file, OLD);
  answer('https://a.example/robots.txt', '', 404);
});

const answer = (url: string, body: string, status = 200, headers: Record<string, string> = {}) =>
  world.answers.set(url, () => new Response(status === 301 ? null : body, { status, headers }));
const moved = (url: string, to: string) => answer(url, '', 301, { location: to });
const add = (url: string, wishes: Wishes = {}, dryRun = false) => addSource(url, wishes, TOPICS, CONFIG, world, dryRun);
const written = () => readSources(file, readFileSync(file, 'utf8'), TOPICS);
const html = (head: string, body = '', lang = 'en') =>
  `<!doctype html><html lang="${lang}"><head><title>The Gazette</title>${head}</head><body>${body}</body></html>`;
const named = (href: string, title = '') =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
const ARTICLES = [1, 2, 3, 4]
  .map((n) => `<article class="news"><h2><a href="/${n}">The bridge over the river fell ${n}</a></h2></article>`)
  .join('');
const F = 'https://a.example/feed';

describe('behind an address is found', () => {
  it('the feed that it is', async () => {
    answer(F, feed('One', 'Two'));
    const { sought, row } = await add(F);
    expect(row).toMatchObject({ kind: 'feed', url: F, title: 'The Gazette' });
    expect(sought).toMatchObject({ find: { how: 'the address is a feed', format: 'rss2.0' }, tried: [] });
  });
  it('the feed that it is, with https where no scheme is written', async () => {
    answer(F, feed('One'));
    expect((await add('a.example/feed')).row).toMatchObject({ url: F });
  });
  it('the feed that its page names, and not the empty one of its comments', async () => {
    answer('https://a.example/', html(named('/comments/feed', 'Comments') + named('/feed', 'All news')));
    answer('https://a.example/comments/feed', feed());
    answer(F, feed('One', 'Two'));
    const { sought, row } = await add('https://a.example/');
    expect(row).toMatchObject({ kind: 'feed', url: F });
    expect(sought.tried.map(({ words }) => words)).toContain('rss2.0, 0 items “Comments”: not taken');
  });
  it('the feed that its page links to', async () => {
    answer('https://a.example/', html('', '<a href="/rss/all.xml">RSS</a>'));
    answer('https://a.example/rss/all.xml', feed('One'));
    expect((await add('https://a.example/')).row).toMatchObject({ url: 'https://a.example/rss/all.xml' });
  });
  it('the feed that stands where feeds often are, one question after the other', async () => {
    answer('https://a.example/', html(''));
    for (const path of ['feed', 'feed/', 'rss']) answer(`https://a.example/${path}`, '', 404);
    answer('https://a.example/rss.xml', feed('One'));
    const { sought, row } = await add('https://a.example/');
    expect(row).toMatchObject({ url: 'https://a.example/rss.xml' });
    expect(sought.find?.how).toBe('it is where feeds often are');
    expect(world.asked.map(({ url }) => url.replace('https://a.example', ''))).toEqual([
      '/',
      '/feed',
      '/feed/',
      '/rss',
      '/rss.xml',
    ]);
    expect(world.pauses).toEqual([1000, 1000, 1000, 1000]);
  });
  it('a page by selectors, where it names no feed', async () => {
    answer('https://a.example/news', html('', ARTICLES, 'ka-GE'));
    const { row } = await add('https://a.example/news');
    expect(row).toMatchObject({
      kind: 'page',
      language: 'ka',
      every: '1h',
      select: { item: 'article.news', link: 'h2 a' },
    });
    expect(written().problems).toEqual([]);
  });
  it('a page by the paths of its articles, where nothing repeats around them', async () => {
    const links = ['aa-bb', 'cc-dd', 'ee-ff'].map(
      (path, n) =>
        `${'<b>'.repeat(n)}<a href="/story/${path}">The bridge over the river fell</a>${'</b>'.repeat(n)}<hr>`,
    );
    answer('https://a.example/news', html('', `<p>${links[0]}</p><table><td>${links[1]}</table><h5>${links[2]}</h5>`));
    expect((await add('https://a.example/news')).row).toMatchObject({ kind: 'page', links: '^/story/[^/]+$' });
  });
  it('the address to which it has moved for good', async () => {
    moved('https://a.example/old', F);
    answer(F, feed('One'));
    expect((await add('https://a.example/old')).row).toMatchObject({ url: F });
  });
  it('a host that lets in only browsers', async () => {
    world.answers.set(F, (init) => {
      const agent = (init.headers as Record<string, string>)['user-agent']!;
      return agent.startsWith('Mozilla') ? new Response(feed('One')) : new Response('', { status: 403 });
    });
    expect((await add(F)).row).toMatchObject({ agent: 'browser' });
    expect(written().sources.at(-1)).toMatchObject({ agent: 'browser' });
  });
  it.each([
    [
      'Google News',
      'https://news.google.com/search?q=Armenia&hl=ru',
      'https://news.google.com/rss/search?q=Armenia&hl=ru',
      'google-news',
    ],
    [
      'Bing',
      'https://www.bing.com/news/search?q=Armenia',
      'https://www.bing.com/news/search?q=Armenia&format=rss',
      'bing-news',
    ],
  ])('a query of %s, as its kind', async (_, address, url, kind) => {
    answer(url, feed('One'));
    expect((await add(address)).row).toMatchObject({ id: `${kind}-armenia`, kind, url, family: kind });
  });
});

describe('nothing is found, and it is told what was tried', () => {
  it.each<[string, () => void, string]>([
    ['of a host that is unknown', () => undefined, 'the host is unknown'],
    [
      'of an address where nothing is',
      () => answer('https://a.example/', '', 404),
      'there is nothing at the address (HTTP 404)',
    ],
    ['of a page that says nothing', () => answer('https://a.example/', html('')), 'nothing repeats on the page'],
    [
      'of a page that robots may not read',
      () => {
        answer('https://a.example/', html('', ARTICLES));
        answer('https://a.example/robots.txt', 'User-agent: *\nDisallow: /');
      },
      'the host asks robots to stay away',
    ],
    [
      'of a page that is too deep',
      () => answer('https://a.example/', html('', '<div>'.repeat(1000))),
      'nests its elements more than',
    ],
    ['of JSON that is no feed', () => answer('https://a.example/', '{"a": 1}'), 'no JSON Feed'],
  ])('%s', async (_, given, words) => {
    given();
    const { sought, row } = await add('https://a.example/');
    expect(row).toBeNull();
    expect(nothingLines('https://a.example/', sought).join('\n')).toContain(words);
    expect(readFileSync(file, 'utf8')).toBe(OLD);
  });

  it('and where not even the address can be seen, the mend is for that', async () => {
    answer('https://a.example/', '', 429);
    const { sought } = await add('https://a.example/');
    expect(nothingLines('https://a.example/', sought).at(-1)).toBe(FAILURES.busy.mend);
  });

  it('and a host that does not answer is not asked ten times', async () => {
    answer('https://a.example/', html(''));
    for (const path of ['feed', 'feed/']) answer(`https://a.example/${path}`, '', 429);
    await add('https://a.example/');
    expect(world.asked.map(({ url }) => url)).not.toContain('https://a.example/feed/');
  });
});

describe('a row is written', () => {
  it('after those that are there, and they stay as they were, to the last comment', async () => {
    answer(F, feed('One'));
    const { row } = await add(F);
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith(`${OLD}\n- id: ${row!.id}\n`)).toBe(true);
    expect(written().sources.map(({ id }) => id)).toEqual(['old', 'a-example']);
  });
  it('with what the command line says of it', async () => {
    answer(F, feed('One'));
    const wishes = { id: 'mine', title: 'Mine', topics: ['railway'], every: '2h', language: 'ka', family: 'us' };
    await add(F, wishes);
    expect(written().sources.at(-1)).toMatchObject({ ...wishes, every: 2 * 3600_000 });
  });
  it('with as many minutes between two visits as its publisher wishes', async () => {
    answer(F, feed('One').replace('<item>', '<ttl>90</ttl><item>'));
    expect((await add(F)).row).toMatchObject({ every: '90m' });
  });
  it('in a file that was not there', async () => {
    rmSync(file);
    answer(F, feed('One'));
    await add(F);
    expect(written().sources).toHaveLength(1);
  });
  it('with a title on one line, in which nothing means anything to YAML, to a terminal or to a mail', async () => {
    const title = 'A: [b] #c\n- id: "x"\u001b[31m\u202e &amp; &lt;script&gt;';
    answer(F, feed('One').replace('The Gazette', title));
    await add(F);
    expect(written().sources.at(-1)?.title).toMatch(/^A: \[b\] #c - id: "x" \[31m & ?(<script>)?$/);
  });
  it('but not on trial', async () => {
    answer(F, feed('One'));
    expect((await add(F, {}, true)).row).not.toBeNull();
    expect(readFileSync(file, 'utf8')).toBe(OLD);
  });
});

describe('an addition is refused, and nothing is written,', () => {
  it.each<[string, string, Wishes, RegExp]>([
    [
      'where the address is watched already',
      'https://old.example/feed',
      {},
      /5:8 +\[0\]\.url {2}is watched already, as old/,
    ],
    ['however it is spelled', 'http://www.old.example/feed/?utm_source=x', {}, /is watched already, as old/],
    ['where the address is none', 'ftp://a.example/feed', {}, /ftp:.*must be an http or https address/],
    ['where the id is taken', F, { id: 'old' }, /--id {2}.* has a source called old/],
    ['where the id is none', F, { id: 'A b' }, /--id {2}an id holds/],
    [
      'where the topic does not exist',
      F,
      { topics: ['brige'] },
      /--topics {2}no topic is called brige; there are bridge, railway/,
    ],
    ['where no topic is named', F, { topics: [] }, /--topics {2}name at least one/],
    ['where the time is none', F, { every: 'often' }, /--every {2}a time reads/],
    ['where the language is none', F, { language: 'Georgian tongue' }, /--language {2}is a BCP 47 tag/],
  ])('%s', async (_, url, wishes, words) => {
    answer(F, feed('One'));
    await expect(add(url, wishes)).rejects.toThrow(words);
    expect(readFileSync(file, 'utf8')).toBe(OLD);
    expect(world.asked).toEqual([]);
  });
  it('where the feed that was found is watched already', async () => {
    answer('https://a.example/', html(named('https://old.example/feed')));
    answer('https://old.example/feed', feed('One'));
    await expect(add('https://a.example/')).rejects.toThrow('is watched already, as old');
  });
  it('where the file is broken already: that is mended first', async () => {
    writeFileSync(file, OLD.replace('30m', 'often'));
    await expect(add(F)).rejects.toThrow('a time reads 30m, 2h or 1d');
  });
});

describe('what is shown of a find', () => {
  it('is how it was found, and five of its items', async () => {
    answer(F, feed('One', 'Two', 'Three', 'Four', 'Five', 'Six\u001b'));
    const { sought } = await add(F);
    const lines = foundLines(sought.find!, sought.tried, world.now());
    expect(lines.slice(0, 3)).toEqual([F, '  the address is a feed: 6 items, rss2.0', '5 of its items:']);
    expect(lines.slice(3).map((line) => line.trim().split(/ {2,}/))).toEqual(
      ['One', 'Two', 'Three', 'Four', 'Five'].map((title) => ['no date', title]),
    );
  });
  it('is what the manual shows', async () => {
    const when = '<pubDate>Sun, 04 Oct 2026 09:00:00 GMT</pubDate>';
    const of = (title: string, path: string) =>
      `<item><title>${title}</title><link>https://outlet.example${path}</link>${when}</item>`;
    const others = Array.from({ length: 11 }, (_, n) => of(`News ${n}`, `/${n}`));
    const items = [of('The bridge over the Arax is put out to tender', '/2026/10/bridge'), ...others];
    answer('https://outlet.example/', html(named('/feed')));
    answer(
      'https://outlet.example/feed',
      `<rss version="2.0"><channel><title>The Outlet</title>${items.join('')}</channel></rss>`,
    );
    const { sought, row } = await add('https://outlet.example/');
    const lines = foundLines(sought.find!, sought.tried, world.now());
    const shown = [
      ...lines.slice(0, 5),
      '  …',
      ...rowsText([row!]).split('\n').slice(0, 2),
      '  …',
      'Written to sources.yaml.',
    ];
    expect(readFileSync(join(SHIPPED, 'README.md'), 'utf8')).toContain(`\n${shown.join('\n')}\n`);
  });
});
