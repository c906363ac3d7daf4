import robots from 'robots-parser';
import { describe, expect, it } from 'vitest';
import { sign } from '../../web/token.ts';
import { POST } from '../jobs/fixture.ts';
import { testWorld } from '../jobs/world.ts';
import { testSite, WISH } from './fixture.ts';

const ID = '0d5f7c3e-5a0f-4a6e-9c0a-0a5e7d0f2b11';

describe('every answer', () => {
  const token = sign('leave', ID, new Date('2026-10-05T06:00:00Z'), POST.secret);
  it.each([
    ['/', true],
    ['/join', true],
    ['/style.css', true],
    [`/leave/${token}`, false],
    ['/confirm/x', false],
    ['/preferences/x', false],
    ['/data/x', false],
    ['/message/x', false],
    ['/nothing/here', false],
  ])('of %s lets nothing run, be framed or be guessed', async (path, open) => {
    const { headers } = await (await testSite()).get(path);
    const policy = headers.get('Content-Security-Policy')!;
    expect(policy.split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "style-src 'self'",
    ]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}$/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': open ? 'same-origin' : 'no-referrer',
      'permissions-policy': expect.stringContaining('geolocation=()'),
    });
    expect(headers.get('X-Robots-Tag')).toBe(open ? null : 'noindex, nofollow');
    expect(headers.get('Cache-Control')).toBe(path === '/style.css' ? 'public, max-age=3600' : 'no-store');
    expect([headers.get('Set-Cookie'), headers.get('X-Powered-By')]).toEqual([null, null]);
  });
  it('asks for https where that is how the pages are reached, and only there', async () => {
    const { get } = await testSite({ web: 'http://localhost:8080' });
    expect((await get('/')).headers.get('Strict-Transport-Security')).toBeNull();
  });
  it('is a line in the log, without a token, an address or a word of the visitor', async () => {
    const { get, post, world } = await testSite();
    await get(`/leave/${token}?x=y`);
    await get(`/${token}`, { method: 'BREW' });
    await post('/join', WISH);
    await post('/join', { ...WISH, address: 'secret@example' });
    expect(world.lines).toEqual(['GET /leave 200', 'BREW /other 404', 'POST /join 200', 'POST /join 422']);
  });
});

describe('what programs may read', () => {
  const token = sign('leave', ID, new Date('2026-10-05T06:00:00Z'), POST.secret);
  it('is all but the rooms whose addresses hold a token', async () => {
    const { get } = await testSite();
    const answer = await get('/robots.txt');
    const parse = robots as unknown as typeof robots.default;
    const rules = parse('https://silkwatch.example/robots.txt', await answer.text());
    const may = (path: string) => rules.isAllowed(`https://silkwatch.example${path}`, 'Silkwatch');
    for (const path of ['/', '/join', '/archive', '/archive/feed.xml']) expect(may(path), path).toBe(true);
    for (const room of ['confirm', 'leave', 'preferences', 'data', 'message'])
      expect(may(`/${room}/${token}`), room).toBe(false);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  });
});

describe('the style', () => {
  it('is sent once, and then only that it is the same', async () => {
    const { get } = await testSite();
    const first = await get('/style.css');
    expect([first.status, first.headers.get('Content-Type')]).toEqual([200, 'text/css; charset=utf-8']);
    const tag = first.headers.get('ETag')!;
    expect((await get('/style.css', { headers: { 'If-None-Match': tag } })).status).toBe(304);
    expect((await get('/style.css', { headers: { 'If-None-Match': `W/${tag}` } })).status).toBe(304);
    expect((await get('/style.css', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });
  it('is all that pages load: none has a script, a style or a handler of its own', async () => {
    const { get } = await testSite();
    for (const path of ['/', '/join', '/confirm/x', '/nothing']) {
      const page = await (await get(path)).text();
      expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    }
  });
});

describe('a page that there is not', () => {
  it('says so', async () => expect((await (await testSite()).get('/wp-login.php')).status).toBe(404));
  it.each(['/', '/join', '/style.css', '/leave/x', '/confirm/x'])('%s says what it takes', async (path) => {
    const answer = await (await testSite()).get(path, { method: 'PUT' });
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, expect.stringContaining('GET, HEAD')]);
  });
  it('is asked by HEAD like any other, and has no body', async () => {
    const { get } = await testSite();
    const answer = await get('/join', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('an error of ours', () => {
  it('is logged, and told without a word of how it came', async () => {
    const { post, world } = await testSite();
    world.ledger.addJoin = () => Promise.reject(new Error('no such table: joins'));
    const answer = await post('/join', WISH);
    const page = await answer.text();
    expect([answer.status, page.includes('joins'), page.includes(' at ')]).toEqual([500, false, false]);
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(world.lines).toContain('a page failed: no such table: joins');
  });
  it('is logged by its room alone, for the address holds a token', async () => {
    const world = await testWorld();
    const facts: object[] = [];
    const log = Object.assign((_: string, its: object) => void facts.push(its), { progress: world.log.progress });
    const token = sign('change', ID, world.now(), POST.secret);
    const { get } = await testSite({}, { ...world, log });
    await world.close();
    expect((await get(`/preferences/${token}`)).status).toBe(500);
    expect(facts).toMatchObject([{ room: 'preferences' }, { room: 'preferences', status: 500 }]);
    expect(JSON.stringify(facts)).not.toContain(token);
  });
});
