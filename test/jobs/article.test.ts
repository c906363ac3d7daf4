import { beforeEach, describe, expect, it } from 'vitest';
import { watch } from '../../jobs/watch.ts';
import type { Source } from '../../state/source.ts';
import { sourceOf, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const CONFIG = { timeout: 5, maxBytes: 100_000, concurrency: 8 };
const HOST = 'https://gazette.example.org';
const ROBOTS = `${HOST}/robots.txt`;

let world: TestWorld;

beforeEach(async () => {
  world = await testWorld();
  world.answers.set(ROBOTS, () => new Response('User-agent: *\nDisallow: /private'));
});

/** A feed of teasers, each with a page of its own. */
function teasers(...paths: string[]): void {
  const items = paths.map((path) => {
    const link = path && `<link>${HOST}${path}</link>`;
    return `<item><guid isPermaLink="false">${path}</guid>${link}<title>News of ${path}</title><description>A teaser.</description></item>`;
  });
  const text = `<rss version="2.0"><channel><title>G</title>${items.join('')}</channel></rss>`;
  world.answers.set(sourceOf().url, () => new Response(text));
}

/** An article of a few paragraphs that says so. */
const page = (words: string) =>
  `<!doctype html><title>G</title><nav><a href="/">Home</a></nav><article><h1>News</h1>${`<p>${words}, the governor of the province said on Monday, and added that nobody had expected it so soon after the flood of last spring.</p>`.repeat(4)}</article>`;
const answer = (path: string, body: string, init: ResponseInit = {}) =>
  world.answers.set(`${HOST}${path}`, () => new Response(body, init));

const run = (its: Partial<Source> = {}) =>
  watch([sourceOf({ article: true, ...its })], TOPICS, CONFIG, world, ['gazette']);
/** The pages that were asked for, in order. */
const pages = () =>
  world.asked.map(({ url }) => url.replace(HOST, '')).filter((path) => !/^\/(feed|robots)/.test(path));
const contents = async () => {
  const rows = await world.ledger.knownItems(
    'gazette',
    [...Array(40).keys()].map((n) => `guid /${n}`),
    [],
  );
  return Object.fromEntries(rows.map(({ key, content }) => [key.replace('guid ', ''), content]));
};

describe('the page behind a new item', () => {
  it('is read, and its text is the item’s, with the teaser as summary', async () => {
    teasers('/1');
    answer('/1', page('The harvest was good'));
    await run();
    const [item] = await world.ledger.knownItems('gazette', ['guid /1'], []);
    expect(item!.summary).toBe('A teaser.');
    expect(item!.content).toMatch(/^(News\n)?The harvest was good, the governor/);
    expect(item!.content).not.toContain('Home');
  });
  it('is what the rules judge', async () => {
    teasers('/1');
    answer('/1', page('The bridge collapsed'));
    await run();
    expect(await world.ledger.matchedItems('bridge', '')).toMatchObject([{ title: 'News of /1' }]);
  });
  it('is read by a selector, where the source has one', async () => {
    teasers('/1');
    answer('/1', `<main>${page('Not this')}</main><div class="body">${page('But this')}</div>`);
    await run({ article: '.body' });
    expect(Object.values(await contents())[0]).toMatch(/But this/);
    expect(Object.values(await contents())[0]).not.toMatch(/Not this/);
  });
  it('is read once, and never again', async () => {
    teasers('/1');
    answer('/1', page('The harvest was good'));
    await run();
    await run();
    teasers('/2', '/1');
    answer('/2', page('The harvest was bad'));
    await run();
    expect(pages()).toEqual(['/1', '/2']);
  });
  it('is not read where the source does not say so, nor of an item without an address', async () => {
    teasers('/1');
    await run({ article: false });
    teasers('');
    await run();
    expect(pages()).toEqual([]);
  });
  it.each<[string, () => Response]>([
    ['is not there', () => new Response('', { status: 404 })],
    ['holds no article', () => new Response('<p>Please accept our cookies.</p>')],
    ['is too large', () => new Response('x'.repeat(100_001))],
    ['says that nothing has changed', () => new Response(null, { status: 304 })],
  ])('that %s leaves the item with its teaser, known, and is not tried again', async (_, broken) => {
    teasers('/1');
    world.answers.set(`${HOST}/1`, broken);
    expect(await run()).toMatchObject({ fresh: 1, failed: 0 });
    expect(await contents()).toEqual({ '/1': '' });
    expect(world.lines.join('\n')).toContain(`only the teaser of ${HOST}/1 (`);
    answer('/1', page('The harvest was good'));
    await run();
    expect(pages()).toEqual(['/1']);
  });
  /** A feed with one item, whose description and content are these. */
  const one = (description: string, content: string) => {
    const encoded = `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">${content}</content:encoded>`;
    const item = `<item><guid isPermaLink="false">/1</guid><link>${HOST}/1</link><title>News</title><description>${description}</description>${content && encoded}</item>`;
    world.answers.set(sourceOf().url, () => new Response(`<rss version="2.0"><channel>${item}</channel></rss>`));
  };
  const whole = 'The bridge over the river collapsed on Monday morning. '.repeat(100).trim();
  it.each([
    ['content', 'A teaser.', whole, whole],
    ['description', whole, '', ''],
  ])('that says less than the feed’s %s does not take its place', async (_, description, content, kept) => {
    one(description, content);
    answer('/1', page('Subscribe to read on'));
    await run();
    expect(await contents()).toEqual({ '/1': kept });
  });
  it('says no less at the next visit, and the feed’s own words are no revision of it', async () => {
    one('A teaser.', 'The post News appeared first on the pages of our Gazette.');
    answer('/1', page('The bridge collapsed'));
    await run();
    expect(await run()).toMatchObject({ fresh: 0, revised: 0 });
    expect(Object.values(await contents())[0]).toContain('The bridge collapsed');
    expect(await world.ledger.matchedItems('bridge', '')).toHaveLength(1);
  });
});

describe('the pages of many new items', () => {
  const many = (n: number) => {
    const paths = Array.from({ length: n }, (_, k) => `/${k}`);
    teasers(...paths);
    for (const path of paths) answer(path, page(`The harvest of ${path} was good`));
  };
  it('are twenty at most, and the other items keep their teasers', async () => {
    many(30);
    expect(await run()).toMatchObject({ fresh: 30 });
    expect(pages()).toHaveLength(20);
    expect(Object.values(await contents()).filter((content) => content === '')).toHaveLength(10);
  });
  it('are read one after the other, with the pause of their host, or the longer one that its robots.txt asks for', async () => {
    many(3);
    await run();
    expect(world.pauses).toEqual([500, 500, 500]);
    world = await testWorld();
    many(3);
    world.answers.set(ROBOTS, () => new Response('User-agent: *\nCrawl-delay: 7'));
    await run();
    expect(world.pauses).toEqual([7000, 7000, 7000]);
  });
  it('are left where the program is told to end', async () => {
    many(3);
    const end = new AbortController();
    world.ending = end.signal;
    world.answers.set(`${HOST}/0`, () => {
      end.abort();
      return new Response(page('The harvest was good'));
    });
    expect(await run()).toMatchObject({ fresh: 3 });
    expect(pages()).toEqual(['/0']);
  });
  it('are left where their host asks us to come later, and the host is left alone', async () => {
    many(3);
    answer('/0', '', { status: 429, headers: { 'retry-after': '7200' } });
    expect(await run()).toMatchObject({ fresh: 3, failed: 0 });
    expect(pages()).toEqual(['/0']);
    world.at('2026-10-05T07:59:59.000Z');
    expect(await run()).toMatchObject({ visited: 0 });
    world.at('2026-10-05T08:00:00.000Z');
    expect(await run()).toMatchObject({ visited: 1 });
  });
});

describe('robots.txt', () => {
  it('is asked for once, by our own name, and what it forbids is not read', async () => {
    teasers('/private/1', '/2', '/3');
    for (const path of ['/private/1', '/2', '/3']) answer(path, page('The harvest was good'));
    expect(await run({ agent: 'browser' })).toMatchObject({ fresh: 3 });
    expect(pages()).toEqual(['/2', '/3']);
    const asked = world.asked.filter(({ url }) => url === ROBOTS);
    expect(asked.map(({ headers }) => headers['user-agent'])).toEqual(['Silkwatch/test']);
    expect(world.lines.join('\n')).toContain('forbids /private/1');
  });
  it('that cannot be read forbids the pages', async () => {
    teasers('/1');
    answer('/1', page('The harvest was good'));
    world.answers.set(ROBOTS, () => new Response('', { status: 500 }));
    expect(await run()).toMatchObject({ fresh: 1, failed: 0 });
    expect(pages()).toEqual([]);
  });
});
