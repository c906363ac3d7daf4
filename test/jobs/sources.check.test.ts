import { beforeEach, describe, expect, it } from 'vitest';
import { checkSources } from '../../jobs/sources/check.ts';
import type { Source } from '../../state/source.ts';
import { feed, sourceOf } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const LIMITS = { timeout: 30, maxBytes: 1_000_000, concurrency: 4 };
let world: TestWorld;
beforeEach(async () => {
  world = await testWorld();
});

const at = (id: string, url: string, its: Partial<Source> = {}): Source => sourceOf({ id, url, ...its });
const check = (...sources: Source[]) => checkSources(sources, LIMITS, world);
const answers = (url: string, answer: (agent: string) => Response) =>
  world.answers.set(url, (init) => answer((init.headers as Record<string, string>)['user-agent']!));
const html = (body: string) =>
  new Response(`<!doctype html><title>T</title>${body}`, { headers: { 'content-type': 'text/html' } });

describe('a check', () => {
  it('says of each source how it does, in their order, whether enabled or not', async () => {
    answers('https://a.example/feed', () => new Response(feed('One', 'Two')));
    const off = at('off', 'https://a.example/feed', { enabled: false });
    const said = await check(at('missing', 'https://b.example/feed'), off);
    expect(said.map(({ id, verdict, items }) => [id, verdict, items])).toEqual([
      ['missing', 'failed', 0],
      ['off', 'ok', 2],
    ]);
  });

  it('records nothing: neither what it saw, nor what it learnt, nor validators', async () => {
    answers('https://a.example/feed', () => new Response(feed('One'), { headers: { etag: '"1"' } }));
    for (let run = 0; run < 2; run++) await check(at('a', 'https://a.example/feed'));
    expect(await world.ledger.countItems()).toBe(0);
    expect(await world.ledger.learnt()).toEqual(new Map());
    expect(await world.ledger.hostBudgets()).toEqual(new Map());
    expect(world.asked.filter(({ headers }) => 'if-none-match' in headers)).toEqual([]);
  });

  it('names the charset that the document was read in', async () => {
    const bytes = Buffer.from(feed('x').replace('x', '\u00bc\u00de\u00e1\u00e2'), 'latin1');
    answers(
      'https://a.example/feed',
      () => new Response(bytes, { headers: { 'content-type': 'text/xml; charset=iso-8859-5' } }),
    );
    expect(await check(at('a', 'https://a.example/feed'))).toMatchObject([{ charset: 'iso-8859-5' }]);
  });

  it('visits sources of one host one after the other, with the pause of the host', async () => {
    for (const name of ['x', 'y', 'z']) answers(`https://${name}.a.example/feed`, () => new Response(feed('One')));
    await check(...['x', 'y', 'z'].map((name) => at(name, `https://${name}.a.example/feed`)));
    expect(world.pauses).toEqual([500, 500]);
  });

  it('leaves a host that asks us to come later alone, and has `watch` do so too', async () => {
    answers('https://a.example/1', () => new Response('', { status: 429, headers: { 'retry-after': '600' } }));
    const said = await check(at('one', 'https://a.example/1'), at('two', 'https://a.example/2'));
    expect(said.map(({ reason }) => reason)).toEqual(['busy', 'busy']);
    expect(said[1]!.words).toContain('a.example has asked us to come later');
    expect(world.asked.map(({ url }) => url)).toEqual(['https://a.example/1']);
    expect(await world.cooldowns.get('a.example')).toBe('2026-10-05T06:10:00.000Z');
  });

  it('tries once, after a pause, whether the host lets a browser in', async () => {
    answers('https://a.example/feed', (agent) =>
      agent.startsWith('Mozilla') ? new Response(feed('One')) : new Response('', { status: 403 }),
    );
    expect(await check(at('a', 'https://a.example/feed'))).toMatchObject([
      { verdict: 'failed', reason: 'forbidden', mend: 'agent: browser; tried, and it gives 1 item' },
    ]);
    expect(world.asked).toHaveLength(2);
    expect(world.pauses).toEqual([500]);
  });

  it('tells the feed that the page names which came instead of one', async () => {
    answers('https://a.example/', () => html('<link rel="alternate" type="application/rss+xml" href="/feed">'));
    const [said] = await check(at('a', 'https://a.example/'));
    expect(said!.mend).toBe('url: https://a.example/feed; what came is a page that names this feed');
  });

  it('tells what the page does hold where a selector finds nothing', async () => {
    answers('https://a.example/robots.txt', () => new Response('', { status: 404 }));
    answers('https://a.example/', () =>
      html('<ul class="news"><li><a href="/1">The bridge over the river fell</a></ul>'.repeat(3)),
    );
    const [said] = await check(at('a', 'https://a.example/', { kind: 'page', select: { item: '.gone' } }));
    expect(said).toMatchObject({ verdict: 'failed', reason: 'selector' });
    expect(said!.words).toContain('ul.news');
  });

  it('reads the page of one item where articles are to be read, and says why it gives no text', async () => {
    const link = '<item><title>One</title><link>https://a.example/1</link></item>';
    answers('https://a.example/feed', () => new Response(`<rss version="2.0"><channel>${link}</channel></rss>`));
    answers('https://a.example/robots.txt', () => new Response('', { status: 404 }));
    answers('https://a.example/1', () => html(`<main class="story"><p>${'The bridge stands. '.repeat(30)}</p></main>`));
    const with_ = (article: string) => check(at('a', 'https://a.example/feed', { article }));
    const remarks = async (article: string) =>
      (await with_(article))[0]!.remarks.filter(({ about }) => about === 'article');
    expect(await remarks('.story')).toEqual([]);
    expect(await remarks('#nope')).toEqual([
      { about: 'article', words: expect.stringContaining('nothing fits article "#nope"'), mend: expect.any(String) },
    ]);
  });

  it('asks robots.txt about a page', async () => {
    answers('https://a.example/robots.txt', () => new Response('User-agent: *\nDisallow: /'));
    const [said] = await check(at('a', 'https://a.example/', { kind: 'page', select: { item: 'li' } }));
    expect(said).toMatchObject({ reason: 'robots' });
    expect(world.asked.map(({ url }) => url)).toEqual(['https://a.example/robots.txt']);
  });

  it('begins nothing new when the program is told to end', async () => {
    const ending = AbortSignal.abort();
    expect(await checkSources([at('a', 'https://a.example/feed')], LIMITS, { ...world, ending })).toEqual([]);
    expect(world.asked).toEqual([]);
  });
});
