/** What people do to pages on the open net, and what comes of it: a row for each promise. */
import { describe, expect, it } from 'vitest';
import { MOST_BYTES } from '../../web/security/forms.ts';
import { type Purpose, sign } from '../../web/token.ts';
import { POST, subscriberWith } from '../jobs/fixture.ts';
import { type Form, joined, linkIn, type TestSite, testSite, WISH } from './fixture.ts';

const ID = '0d5f7c3e-5a0f-4a6e-9c0a-0a5e7d0f2b11';
const NINO = subscriberWith({ id: ID, address: 'nino@example.org' });
const EVIL = '"><script>alert(1)</script>';

const withNino = async (): Promise<TestSite> => {
  const made = await testSite();
  await made.world.ledger.subscribe(NINO);
  return made;
};
const mails = async ({ world }: TestSite) => (await world.deliveries()).filter(({ state }) => state !== 'skipped');
const tokenOf = ({ world }: TestSite, purpose: Purpose, secret = POST.secret) => sign(purpose, ID, world.now(), secret);
const isThere = async ({ world }: TestSite) => (await world.ledger.subscriber(ID))?.left === null;
/** What only a form of ours may hold, as a body of any kind. */
const body = (its: RequestInit['body'], type: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: its!,
  headers: { 'Content-Type': type, ...headers },
});
const FORM = 'application/x-www-form-urlencoded';
const JOIN = String(new URLSearchParams(WISH as Record<string, string>));

describe('header injection', () => {
  it.each([
    ['a line’s end in the address', { address: 'nino@example.org\r\nBcc: all@example.org' }],
    ['one before the @', { address: 'nino\r\nBcc: all@example.org' }],
    ['one that is still encoded', { address: 'nino@example.org%0d%0aBcc:all@example.org' }],
    ['another line’s end of Unicode', { address: 'nino@example.org\u2028Bcc:all@example.org' }],
    ['a second recipient', { address: 'nino@example.org, all@example.org' }],
    ['a name with an address in it', { address: 'All <all@example.org>' }],
    ['NUL', { address: 'nino@example.org\0' }],
    ['an option of a mail program', { address: '-oQ/tmp@example.org' }],
    ['a line’s end in the time zone', { timezone: 'UTC\r\nBcc: all@example.org' }],
    ['a line’s end in a topic', { topics: 'bridge\r\nBcc:' }],
    ['a line’s end in the language', { language: 'en\r\nX: y' }],
  ])('%s is refused, and nothing is written', async (_, field) => {
    const made = await testSite();
    expect((await made.post('/join', { ...WISH, ...field })).status).toBe(422);
    expect(await mails(made)).toEqual([]);
  });
  it('the Host of the request makes no link of a mail or page', async () => {
    const made = await testSite();
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' };
    const page = await (await made.post('/join', WISH, { headers })).text();
    const [written] = await mails(made);
    expect(JSON.stringify([page, written])).not.toContain('evil.example');
    expect(linkIn(written!, 'confirm')).toMatch(/^\/confirm\//);
  });
});

describe('tokens', () => {
  it('with any byte turned end nothing', async () => {
    const made = await withNino();
    const bytes = Buffer.from(tokenOf(made, 'leave'), 'base64url');
    for (const n of bytes.keys()) {
      const copy = Buffer.from(bytes);
      copy[n]! ^= 1;
      expect((await made.post(`/leave/${copy.toString('base64url')}`)).status).toBe(404);
    }
    expect(await isThere(made)).toBe(true);
  });
  it.each([
    ['confirm', 'leave'],
    ['change', 'leave'],
    ['read', 'leave'],
    ['data', 'leave'],
    ['leave', 'confirm'],
    ['leave', 'preferences'],
    ['read', 'preferences'],
    ['change', 'data'],
    ['leave', 'data'],
    ['change', 'message'],
  ] as const)('to %s open nothing at /%s', async (purpose, room) => {
    const made = await withNino();
    for (const answer of [
      await made.get(`/${room}/${tokenOf(made, purpose)}`),
      await made.post(`/${room}/${tokenOf(made, purpose)}`),
    ])
      expect(answer.status).toBeGreaterThanOrEqual(404);
    expect(await isThere(made)).toBe(true);
  });
  it('under another secret open nothing', async () => {
    const made = await withNino();
    expect((await made.post(`/leave/${tokenOf(made, 'leave', 'another secret that is as long as ours')}`)).status).toBe(
      404,
    );
    expect(await isThere(made)).toBe(true);
  });
  it('to change, of before somebody left and came back, open nothing', async () => {
    const made = await withNino();
    const old = tokenOf(made, 'change');
    expect((await made.get(`/preferences/${old}`)).status).toBe(200);
    await made.post(`/leave/${tokenOf(made, 'leave')}`);
    made.world.at('2026-10-06T06:00:00.000Z');
    await joined(made);
    expect((await made.get(`/preferences/${old}`)).status).toBe(404);
    expect((await made.get(`/preferences/${tokenOf(made, 'change')}`)).status).toBe(200);
  });
  it.each([
    '/leave/..%2f..%2fetc%2fpasswd',
    '/leave/%00',
    '/confirm/%ff%fe',
    '/leave/%E0%A4%A',
    `/leave/${'A'.repeat(52)}`,
    `/confirm/${'A'.repeat(1500)}`,
  ])('that are none open nothing: %s', async (path) => {
    const made = await testSite();
    expect([(await made.get(path)).status, (await made.post(path)).status]).toEqual([404, 404]);
  });
  it('stand in no redirect, and in no answer of other rooms', async () => {
    const made = await withNino();
    const answer = await made.post(`/leave/${tokenOf(made, 'leave')}`);
    expect([answer.status, answer.headers.get('Location'), answer.headers.get('Referrer-Policy')]).toEqual([
      200,
      null,
      'no-referrer',
    ]);
  });
});

describe('replay', () => {
  it('of a confirmation, after they have left, brings nobody back', async () => {
    const made = await testSite();
    await joined(made);
    const link = linkIn((await mails(made))[0]!, 'confirm');
    const { id } = (await made.world.ledger.subscribers())[0]!;
    await made.post(`/leave/${sign('leave', id, made.world.now(), POST.secret)}`);
    await made.post(link);
    expect(await made.world.ledger.subscribers()).toEqual([]);
  });
  it('of one click counts once', async () => {
    const made = await withNino();
    for (let n = 0; n < 5; n++)
      await made.post(`/leave/${tokenOf(made, 'leave')}`, { 'List-Unsubscribe': 'One-Click' });
    expect(await made.world.ledger.consentsOf(ID)).toHaveLength(1);
  });
});

describe('a form of another site', () => {
  it.each([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['from a neighbour under our domain', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['from another origin, of an older browser', { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' }, 403],
    ['from a frame without an origin', { 'Sec-Fetch-Site': '', Origin: 'null' }, 403],
    ['from an origin that begins like ours', { 'Sec-Fetch-Site': '', Origin: `${POST.web}.evil.example` }, 403],
    ['from ours, of an older browser', { 'Sec-Fetch-Site': '', Origin: POST.web! }, 200],
    ['from ours', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 200],
    ['of no browser', { 'Sec-Fetch-Site': '' }, 200],
  ])('to join, %s', async (_, headers, status) => {
    const made = await testSite();
    const given = Object.entries(headers).filter(([, value]) => value !== '');
    const answer = await made.get('/join', body(JOIN, FORM, Object.fromEntries(given) as Record<string, string>));
    expect([answer.status, (await mails(made)).length]).toEqual([status, status === 200 ? 1 : 0]);
  });
});

describe('bodies', () => {
  const stream = (size: number) =>
    new ReadableStream({
      start(controller) {
        for (let n = 0; n < size; n += 1024) controller.enqueue(new TextEncoder().encode('a'.repeat(1024)));
        controller.close();
      },
    });
  it.each<[string, () => RequestInit, string]>([
    ['that say that they are too large', () => body('a', FORM, { 'Content-Length': `${MOST_BYTES + 1}` }), '/join'],
    ['that are, and say nothing', () => body(`${JOIN}&x=${'a'.repeat(MOST_BYTES)}`, FORM), '/join'],
    ['that come in pieces', () => ({ ...body(stream(64 * 1024), FORM), duplex: 'half' }) as RequestInit, '/join'],
    ['of one click', () => body(`List-Unsubscribe=One-Click&x=${'a'.repeat(MOST_BYTES)}`, FORM), '/leave/x'],
    ['of a room that does not exist', () => body('a'.repeat(MOST_BYTES + 1), FORM), '/upload'],
  ])('%s are not read to their end', async (_, its, path) => {
    const made = await testSite();
    expect((await made.get(path, its())).status).toBe(413);
    expect(await mails(made)).toEqual([]);
  });
  it.each([
    ['JSON', '{"address":"nino@example.org","topics":["bridge"]}', 'application/json'],
    ['plain text, which any page may send', JOIN, 'text/plain'],
    ['a form that says it is something else', JOIN, 'application/octet-stream'],
    ['parts without a boundary', '--x\r\n', 'multipart/form-data'],
    [
      'parts that break off',
      '--x\r\nContent-Disposition: form-data; name="address"\r\n\r\nnino',
      'multipart/form-data; boundary=x',
    ],
    [
      'a file for an address',
      '--x\r\nContent-Disposition: form-data; name="address"; filename="a"\r\n\r\nnino@example.org\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
    ],
    ['nothing', '', FORM],
    ['broken encoding', '%E0%A4%A&=&&%=%', FORM],
  ])('that are %s write nothing', async (_, text, type) => {
    const made = await testSite();
    expect((await made.get('/join', body(text, type))).status).toBe(422);
    expect(await mails(made)).toEqual([]);
  });
  it('with a field twice: the first counts, and one mail is written', async () => {
    const made = await testSite();
    await made.get('/join', body(`${JOIN}&address=other%40example.org&cadence=weekly`, FORM));
    const [written, ...others] = await mails(made);
    expect(others).toEqual([]);
    expect(await made.world.ledger.join(written!.subscriber)).toMatchObject({
      address: 'nino@example.org',
      wishes: { cadence: 'daily' },
    });
  });
  it('of thousands of fields are read at once, and told shortly', async () => {
    const made = await testSite();
    const begun = performance.now();
    const answer = await made.get('/join', body(`${JOIN}${'&topics=x'.repeat(1700)}`, FORM));
    const many = await made.get('/join', body('&a'.repeat(8000), FORM));
    expect([answer.status, many.status]).toEqual([422, 422]);
    expect((await answer.text()).length).toBeLessThan(100_000);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
  it.each([
    '__proto__',
    'constructor',
    'constructor.prototype',
    '__proto__[polluted]',
    'topics[__proto__]',
    'toString',
    'hasOwnProperty',
  ])('with a field %s change nothing of ours', async (name) => {
    const made = await testSite();
    const answer = await made.post('/join', { ...WISH, [`${name}`]: 'polluted' });
    expect([answer.status, (await mails(made)).length]).toEqual([200, 1]);
    expect([({} as Record<string, unknown>).polluted, Object.keys(Object.prototype)]).toEqual([undefined, []]);
  });
});

describe('addresses of other scripts', () => {
  it.each([
    ['a domain of other letters is written as mail servers know it', 'nino@ExÄmple.org', 'nino@xn--exmple-cua.org'],
    ['full width is made plain, as a domain is', 'nino@ｅxample.org', 'nino@example.org'],
    ['Cyrillic before the @ is refused', 'нино@example.org', null],
    ['an @ of full width is none', 'nino＠example.org', null],
    ['what turns the text around is refused', 'nino\u202e@example.org', null],
    ['what cannot be seen is refused', 'ni\u200bno@example.org', null],
    ['a picture is refused', '🙂@example.org', null],
    ['half a letter is refused', 'nino\ud800@example.org', null],
    ['an address of a machine is refused', 'nino@[127.0.0.1]', null],
    ['a bare host is refused', 'root@localhost', null],
    ['what is too long is refused', `${'a'.repeat(65)}@example.org`, null],
  ])('%s', async (_, address, kept) => {
    const made = await testSite();
    expect((await made.post('/join', { ...WISH, address })).status).toBe(kept ? 200 : 422);
    const [written] = await mails(made);
    expect(written && (await made.world.ledger.join(written.subscriber))?.address).toBe(kept ?? undefined);
  });
});

describe('markup in a field', () => {
  it.each([
    'address',
    'topics',
    'cadence',
    'hour',
    'weekday',
    'timezone',
    'least',
    'alerts',
    'format',
    'language',
    'quietFrom',
  ])('%s comes back as text', async (field) => {
    const made = await testSite();
    const form: Form = { ...WISH, quiet: 'on', quietFrom: '22:00', quietTo: '07:00', [field]: EVIL };
    const page = await (await made.post('/join', form)).text();
    expect(page).not.toContain('<script');
    expect(page).not.toContain(EVIL);
  });
  it.each([`/${EVIL}`, `/join?x=${EVIL}`, `/leave/${EVIL}`, `/archive/${EVIL}`])(
    'and so in the address %s',
    async (path) => {
      expect(await (await (await testSite()).get(path)).text()).not.toContain('<script');
    },
  );
});

describe('methods', () => {
  it.each([
    ['X-HTTP-Method-Override', { headers: { 'X-HTTP-Method-Override': 'POST' } }, ''],
    ['X-Method-Override', { headers: { 'X-Method-Override': 'POST' } }, ''],
    ['a field in the address', {}, '?_method=POST&List-Unsubscribe=One-Click'],
    ['HEAD', { method: 'HEAD' }, ''],
    ['OPTIONS', { method: 'OPTIONS' }, ''],
    ['PROPFIND', { method: 'PROPFIND' }, ''],
  ])('%s ends nothing', async (_, its, query) => {
    const made = await withNino();
    await made.get(`/leave/${tokenOf(made, 'leave')}${query}`, its);
    expect(await isThere(made)).toBe(true);
  });
});

describe('paths', () => {
  it.each([
    '/../package.json',
    '/..%2f..%2fetc%2fpasswd',
    '/archive/..%2f..%2fpackage.json',
    '/archive/....//....//package.json',
    '/archive/%2e%2e%2f%2e%2e%2fpackage.json',
    '/archive/..%5c..%5cpackage.json',
    '/archive/package.json%00.html',
    '/style.css/../../package.json',
    '/.env',
    '/data/silkwatch.db',
    '//evil.example/',
  ])('%s lead to no file', async (path) => {
    const answer = await (await testSite()).get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('<!doctype html>');
  });
  it('that are longer than any of ours are refused', async () => {
    expect((await (await testSite()).get(`/join?${'a'.repeat(4000)}`)).status).toBe(414);
  });
});

describe('10,000 joins from one network', () => {
  it('write some tens of mails; the others are told when to come again', { timeout: 60_000 }, async () => {
    const made = await testSite();
    const answers = new Map<number, number>();
    for (let n = 0; n < 10_000; n++) {
      const form = `${JOIN}&n=${n}`.replace('nino', `nino${n}`);
      const forged = { 'X-Forwarded-For': `10.0.${n >> 8}.${n & 255}` };
      const answer = await made.get('/join', body(form, FORM, forged), `192.0.2.${n % 256}`);
      if (answer.status === 429) expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
    }
    expect(Object.fromEntries(answers)).toEqual({ 200: 40, 429: 9960 });
    expect(await mails(made)).toHaveLength(40);
  });
  it('hinder nobody elsewhere, and from there only for a while', async () => {
    const made = await testSite();
    const ask = async (n: number, network: string) =>
      (await made.post('/join', { ...WISH, address: `nino${n}@example.org` }, {}, network)).status;
    for (let n = 0; n < 50; n++) await ask(n, '2001:db8:1:2::1');
    expect([await ask(50, '2001:db8:1:2::2'), await ask(51, '2001:db8:2:2::1')]).toEqual([429, 200]);
    made.world.at('2026-10-05T06:10:00.000Z');
    expect(await ask(52, '2001:db8:1:2::1')).toBe(200);
  });
  it('of one address, from as many networks as there are, write three mails a day', async () => {
    const made = await testSite();
    for (let n = 0; n < 30; n++) expect((await made.post('/join', WISH, {}, `198.51.${n}.1`)).status).toBe(200);
    expect(await mails(made)).toHaveLength(3);
  });
});
