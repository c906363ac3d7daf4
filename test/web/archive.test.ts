import { parseAtomFeed } from 'feedsmith';
import Parser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { watch } from '../../jobs/watch.ts';
import type { Edition } from '../../state/edition.ts';
import { DAY } from '../../state/item.ts';
import { pageStem } from '../../templates/page.ts';
import { isFresh } from '../../web/archive/conditional.ts';
import { Kept } from '../../web/archive/kept.ts';
import { editionNamed } from '../../web/archive/list.ts';
import { atom } from '../../web/atom.ts';
import { POST, sourceOf, TOPICS } from '../jobs/fixture.ts';
import { edition as whole } from '../templates/fixture.ts';
import { testSite } from './fixture.ts';

const WEB = POST.web!;
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** The edition of a day, counted back from 5 October 2026, at four. */
function editionOf(daysAgo: number, its: Partial<Edition> = {}): Edition {
  const due = new Date(Date.parse('2026-10-05T04:00:00.000Z') - daysAgo * DAY).toISOString();
  return { ...whole, id: uuid(daysAgo), due, frozen: due.replace('00.000Z', '02.000Z'), ...its };
}

async function shelf(...editions: Edition[]) {
  const site = await testSite();
  for (const one of editions) await site.world.ledger.freeze(one);
  return site;
}

const links = (page: string, of: RegExp) => [...page.matchAll(of)].map(([, link]) => link!);

describe('the list of editions', () => {
  it('goes on behind a weekly edition with the daily one of the same instant', async () => {
    const { get } = await shelf(editionOf(4), editionOf(4, { id: uuid(99), cadence: 'weekly' }), editionOf(5));
    const page = await (await get(`/archive?before=${pageStem({ ...editionOf(4), cadence: 'weekly' })}`)).text();
    const names = [4, 5].map((daysAgo) => pageStem(editionOf(daysAgo)));
    expect(links(page, /href="\/archive\/(2\S+)"/g)).toEqual(names);
  });
  it('is by month, the newest first, and names what each tells', async () => {
    const weekly = editionOf(4, { id: uuid(99), cadence: 'weekly' });
    const { get } = await shelf(editionOf(0), editionOf(4), weekly, editionOf(5));
    const page = await (await get('/archive')).text();
    expect(links(page, /<h2>(.*?)<\/h2>/g)).toEqual(['October 2026', 'September 2026']);
    expect(links(page, /href="\/archive\/(2\S+)"/g)).toEqual([
      '2026-10-05T0400-daily-edition',
      '2026-10-01T0400-weekly-edition',
      '2026-10-01T0400-daily-edition',
      '2026-09-30T0400-daily-edition',
    ]);
    expect(page).toContain('Brussels suspends visa-free travel');
    expect(page).toContain('rel="alternate" type="application/atom+xml"');
  });

  it('leads to older ones, page by page, each once', async () => {
    const { get } = await shelf(...Array.from({ length: 120 }, (_, n) => editionOf(n)));
    const seen: string[] = [];
    let next: string | undefined = '/archive';
    while (next) {
      const page = await (await get(next)).text();
      seen.push(...links(page, /href="\/archive\/(2\S+)"/g));
      next = links(page, /href="(\/archive\?before\S+)"/g)[0]?.replace('&#x3D;', '=');
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => pageStem(editionOf(n))));
  });

  it('says where there is none yet, as the first page does', async () => {
    const { get } = await shelf();
    expect(await (await get('/archive')).text()).toContain('There is none yet.');
    expect(await (await get('/')).text()).not.toContain('The latest editions');
  });

  it('stands in short on the first page', async () => {
    const { get } = await shelf(...[0, 1, 2, 3].map((n) => editionOf(n)));
    expect(links(await (await get('/')).text(), /href="\/archive\/(2\S+)"/g)).toHaveLength(3);
  });
});

describe('the page of an edition', () => {
  it('has every story under its id, and leads to its neighbours of the same cadence', async () => {
    const weekly = editionOf(1, { id: uuid(99), cadence: 'weekly' });
    const { get } = await shelf(editionOf(0), editionOf(1), weekly, editionOf(2));
    const page = await (await get(`/archive/${pageStem(editionOf(1))}`)).text();
    for (const { id } of whole.stories) expect(page).toContain(`id="story-${id}"`);
    const around = [pageStem(editionOf(2)), pageStem(editionOf(0))].map((name) => `${WEB}/archive/${name}`);
    for (const link of [...around, `${WEB}/archive`, `${WEB}/join`]) expect(page).toContain(`href="${link}"`);
    expect(page).not.toContain('weekly-edition');
  });

  it('has pictures in it, no style in its tags, and a policy that names its style sheet', async () => {
    const { get } = await shelf(
      editionOf(0, { charts: [{ topic: 'tripp', sources: 2, days: Array(28).fill({ matched: 1, seen: 2 }) }] }),
    );
    const answer = await get(`/archive/${pageStem(editionOf(0))}`);
    const page = await answer.text();
    expect(page).toContain('src="data:image/png;base64,');
    expect(page).not.toContain('cid:');
    expect(page).not.toMatch(/ style=/);
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256')
      .update(/<style>(.*?)<\/style>/s.exec(page)![1]!)
      .digest('base64');
    expect(answer.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}';`);
    expect(answer.headers.get('link')).toBe(`<${WEB}/archive/feed.xml>; rel="alternate"; type="application/atom+xml"`);
  });

  it.each([
    ['is not due yet', pageStem(editionOf(-1))],
    ['was never frozen', '2026-10-05T0500-daily-edition'],
    ['is named as no edition is', 'index.php'],
    ['is of a day that there is not', '2026-13-41T9999-daily-edition'],
    ['is named as a file', `${pageStem(editionOf(0))}.html`],
  ])('that %s is not there', async (_, name) => {
    const { get } = await shelf(editionOf(0), editionOf(-1));
    expect((await get(`/archive/${name}`)).status).toBe(404);
  });

  it('and the feed and the list tell nothing of what is not due', async () => {
    const { get } = await shelf(editionOf(0), editionOf(-1));
    const ahead = pageStem(editionOf(-1));
    for (const path of ['/', '/archive', '/archive/feed.xml', `/archive/${pageStem(editionOf(0))}`])
      expect(await (await get(path)).text(), path).not.toContain(ahead);
  });
});

describe('who has a page already', () => {
  const PATHS = ['/archive', '/archive/feed.xml', `/archive/${pageStem(editionOf(0))}`];

  it.each(PATHS)('is told of %s that nothing changed', async (path) => {
    const { get } = await shelf(editionOf(0));
    const first = await get(path);
    const [tag, modified] = ['etag', 'last-modified'].map((name) => first.headers.get(name)!);
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    for (const headers of [
      { 'If-None-Match': tag! },
      { 'If-None-Match': `"x", W/${tag}` },
      { 'If-Modified-Since': modified! },
    ]) {
      const again = await get(path, { headers });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    }
  });

  it.each(PATHS)('gets %s again once there is a newer edition', async (path) => {
    const { world, get } = await shelf(editionOf(0));
    const { headers } = await get(path);
    const asked = [{ 'If-None-Match': headers.get('etag')! }, { 'If-Modified-Since': headers.get('last-modified')! }];
    world.at('2026-10-06T04:00:10.000Z');
    await world.ledger.freeze(editionOf(-1));
    for (const one of asked) expect((await get(path, { headers: one })).status).toBe(200);
  });

  it.each([
    ['no question', {}, false],
    ['the tag', { match: '"a"' }, true],
    ['any tag', { match: '*' }, true],
    ['another tag, though nothing changed since', { match: '"b"', since: 'Mon, 05 Oct 2026 04:00:00 GMT' }, false],
    ['the same second', { since: 'Mon, 05 Oct 2026 04:00:00 GMT' }, true],
    ['an earlier second', { since: 'Mon, 05 Oct 2026 03:59:59 GMT' }, false],
    ['what is no time', { since: 'yesterday' }, false],
  ])('%s', (_, asked, fresh) => {
    expect(isFresh(asked, '"a"', 'Mon, 05 Oct 2026 04:00:00 GMT')).toBe(fresh);
  });
});

describe('the feed', () => {
  const read = async (...editions: Edition[]) => (await (await shelf(...editions)).get('/archive/feed.xml')).text();

  it('is what a strict and a loose reader understand alike', async () => {
    const { get } = await shelf(editionOf(0), editionOf(1));
    const answer = await get('/archive/feed.xml');
    const type = answer.headers.get('content-type')!;
    expect(type).toBe('application/atom+xml; charset=utf-8');
    const text = await answer.text();
    const page = `${WEB}/archive/${pageStem(editionOf(0))}`;
    const subject = /<entry>\n.*\n<title>(.*)<\/title>/.exec(text)![1]!;
    const strict = parseAtomFeed(text);
    expect(strict).toMatchObject({
      id: `${WEB}/archive`,
      updated: '2026-10-05T04:00:02.000Z',
      links: [
        { rel: 'self', href: `${WEB}/archive/feed.xml` },
        { rel: 'alternate', href: `${WEB}/archive` },
      ],
    });
    expect(strict.entries![0]).toMatchObject({
      id: `urn:uuid:${uuid(0)}`,
      title: { value: subject },
      links: [{ rel: 'alternate', href: page }],
      published: '2026-10-05T04:00:00.000Z',
      updated: '2026-10-05T04:00:02.000Z',
      summary: { value: '6 stories in 3 topics. 2 of high severity.' },
    });
    const loose = await new Parser().parseString(text);
    expect(loose.items.map(({ link, title }) => [link, title])[0]).toEqual([page, subject]);
  });

  it('tells the daily and the weekly edition of one moment apart, as their pages do', async () => {
    const weekly = editionOf(0, { id: uuid(99), cadence: 'weekly' });
    const { get } = await shelf(editionOf(0), weekly);
    const { entries } = parseAtomFeed(await (await get('/archive/feed.xml')).text());
    const told = entries!.map(({ title }) => title!.value!);
    expect(told.map((title) => title.split(': ')[0])).toEqual(['Weekly edition', 'Daily edition']);
    const page = await (await get(`/archive/${pageStem(weekly)}`)).text();
    expect(links(page, /<title>(.*?: )/g)).toEqual(['Weekly edition: ']);
    expect(page).not.toMatch(/(&zwnj;|\u200c)(&nbsp;|\u00a0)/);
  });

  it('can be watched by Silkwatch, which is told 304 until there is another edition', async () => {
    const { world, get } = await shelf(editionOf(0), editionOf(1));
    const own = sourceOf({ id: 'own', url: `${WEB}/archive/feed.xml` });
    world.answers.set(own.url, ({ headers }) => get('/archive/feed.xml', { headers: headers! }));
    const run = () => watch([own], TOPICS, { timeout: 5, maxBytes: 10_000_000, concurrency: 1 }, world, ['own']);
    expect(await run()).toMatchObject({ failed: 0, items: 2, fresh: 2 });
    const [item] = await world.items();
    expect(item).toMatchObject({
      url: `${WEB}/archive/${pageStem(editionOf(0))}`,
      published: '2026-10-05T04:00:00.000Z',
    });
    expect(item!.content).toContain('The Commission moved to suspend');
    await run();
    expect((await world.visits()).map(({ outcome }) => outcome)).toEqual(['fetched', 'unchanged']);
    world.at('2026-10-06T04:01:00.000Z');
    await world.ledger.freeze(editionOf(-1));
    expect(await run()).toMatchObject({ items: 3, fresh: 1, revised: 0 });
  });

  it('tells of the last twenty, under names that stay', async () => {
    const ids = links(await read(...Array.from({ length: 30 }, (_, n) => editionOf(n))), /<id>urn:uuid:(.*)<\/id>/g);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, n) => uuid(n)));
  });

  it('tells of a long edition what is gravest, and how much more there is', async () => {
    const stories = Array.from(
      { length: 30 },
      (_, n) => ({ ...whole.stories[0]!, id: `s${n}`, severity: n === 29 ? 'high' : 'low' }) as const,
    );
    const text = await read(editionOf(0, { stories }));
    expect(text.match(/id=&quot;story-s\d+/g)).toHaveLength(20);
    expect(text).toContain('story-s29&quot;');
    expect(text).toContain('+ 10 more stories on the page of the edition');
    expect(text).toContain('<summary>30 stories in 1 topic.');
  });

  it('of nothing yet is a feed all the same', async () => {
    expect(parseAtomFeed(await read())).toMatchObject({ updated: '1970-01-01T00:00:00.000Z' });
  });

  it('lets nobody write into it, and stays readable whatever a headline holds', () => {
    const entry = { title: ']]></title><x>&"\u0000\u0008\uFFFE\uD800', summary: '<script>', html: '<p>a &amp; b</p>' };
    const its = {
      id: 'urn:uuid:1',
      page: 'https://x.example/?a&b"',
      published: '2026-10-05T04:00:00.000Z',
      updated: '2026-10-05T04:00:00.000Z',
    };
    const head = { id: 'x', title: 'x', self: 's', page: 'p', author: 'a', updated: its.updated };
    const { entries } = parseAtomFeed(atom({ ...head, entries: [{ ...entry, ...its }] }));
    expect(entries).toMatchObject([
      {
        title: { value: ']]></title><x>&"\uFFFD' },
        summary: { value: '<script>' },
        content: { type: 'html', value: '<p>a &amp; b</p>' },
        links: [{ href: 'https://x.example/?a&b"' }],
      },
    ]);
  });
});

describe('the name of an edition', () => {
  it.each([
    ['2026-10-05T0400-daily-edition', { due: '2026-10-05T04:00:00.000Z', cadence: 'daily' }],
    ['2026-10-05T0430-weekly-edition', { due: '2026-10-05T04:30:00.000Z', cadence: 'weekly' }],
    ['2026-10-05T0460-daily-edition', null],
    ['2026-10-05T0400-hourly-edition', null],
    ['', null],
  ])('%s', (name, edition) => expect(editionNamed(name)).toEqual(edition));
});

it('what is kept is made once, and there is never too much of it', async () => {
  const kept = new Kept<string>(2);
  const made: string[] = [];
  const make = (key: string) => {
    made.push(key);
    return key;
  };
  const get = (key: string) => kept.get(key, () => make(key));
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await get(key)).toBe(key);
  // While c came, b was the one that nobody had asked for the longest.
  expect([made, kept.size]).toEqual([['a', 'b', 'c', 'b'], 2]);
});
