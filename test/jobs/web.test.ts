import { existsSync, mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from '../../jobs/cli.ts';
import { readConfig } from '../../jobs/config.ts';
import { deliver } from '../../jobs/deliver.ts';
import { listen } from '../../jobs/web/server.ts';
import { forgetting, pagesBeside, siteOf } from '../../jobs/web.ts';
import type { Bounce } from '../../state/bounce.ts';
import { DAY } from '../../state/item.ts';
import { linkIn, testSite, WISH } from '../web/fixture.ts';
import { addressOf, KINDS, NAMES } from '../web/kinds.ts';
import { FROM, POST, RULEBOOK } from './fixture.ts';
import { testWorld } from './world.ts';

const configOf = (its: Record<string, string> = {}) =>
  readConfig({ web: POST.web!, webListen: '127.0.0.1:0', from: FROM, ...its }, {});

describe('the site', () => {
  it('is that of the configuration', () => {
    expect(siteOf(configOf({ webProxies: '2', timezone: 'Asia/Tbilisi' }), RULEBOOK)).toMatchObject({
      ...{ url: POST.web, sender: { from: FROM, web: POST.web }, timezone: 'Asia/Tbilisi', proxies: 2 },
      topics: [{ id: 'bridge', title: 'The bridge over the Arax' }, { id: 'railway' }],
    });
  });
  it('is refused with a mend where the configuration does not say where it is', () => {
    expect(() => siteOf(readConfig({}, {}), RULEBOOK)).toThrow(
      /web {2}is not set; mend: .*https:\/\/watch\.example\.org/,
    );
  });
});

describe('silkwatch web', () => {
  it('says what it needs, and makes no ledger before', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'silkwatch-')), 'data');
    await expect(program().parseAsync(['web', '--data', data], { from: 'user' })).rejects.toThrow('web  is not set');
    expect(existsSync(data)).toBe(false);
  });
});

describe('a mail that a page writes', () => {
  it('leaves at once, to the address that was given, and the way back from it works', async () => {
    const made = await testSite();
    await made.post('/join', WISH);
    await deliver(made.world);
    expect(made.world.sent).toMatchObject([{ kind: 'confirmation', to: 'nino@example.org' }]);
    await made.post(linkIn(made.world.sent[0]!, 'confirm'));
    expect(await made.world.ledger.subscribers()).toMatchObject([{ address: 'nino@example.org' }]);
  });
  it.each(NAMES)('reaches the mailbox of whom it is about, and of no other: %s', async (kind) => {
    const made = await testSite();
    await KINDS[kind]!(made.world.ledger, addressOf(0), 0);
    await made.post('/join', { ...WISH, address: addressOf(0) });
    await deliver(made.world);
    const to = made.world.sent.map((letter) => letter.to);
    expect(to).toEqual(kind === 'blocked' ? [] : [addressOf(0)]);
  });
  it('has the round of deliveries begun', async () => {
    const world = await testWorld();
    const begun: string[] = [];
    const said = new Promise<number>((resolve) => {
      world.log = Object.assign(
        (_: string, { port }: { port?: number }) => void (port && resolve(port)),
        world.log,
      ) as never;
    });
    const close = await pagesBeside(configOf(), RULEBOOK, world)((name) => void begun.push(name));
    const body = new URLSearchParams(WISH as Record<string, string>);
    const answer = await fetch(`http://127.0.0.1:${await said}/join`, { method: 'POST', body });
    expect([answer.status, begun]).toEqual([200, ['deliver']]);
    const [delivery] = await world.deliveries();
    expect(await world.ledger.join(delivery!.subscriber)).toMatchObject({ network: '127.0.0.1' });
    await close();
    await world.close();
  });
});

const bounceOf = (id: string, its: Pick<Bounce, 'delivery'>): Bounce => ({
  ...{ id, recipient: 'nino@example.org', at: '2026-10-05T06:00:00.000Z', kind: 'bounce', status: '5.1.1' },
  ...{ hard: true, reason: 'userunknown', because: 'unknown', subscriber: null, ...its },
});

describe('a wish that nobody confirmed', () => {
  it('is forgotten after three days, with its address', async () => {
    const made = await testSite();
    await made.post('/join', WISH);
    const { subscriber } = (await made.world.deliveries())[0]!;
    made.world.at(new Date(made.world.now().getTime() + 3 * DAY).toISOString());
    await forgetting(made.world).run();
    expect(await made.world.ledger.join(subscriber)).toBeDefined();
    made.world.at(new Date(made.world.now().getTime() + 1).toISOString());
    await forgetting(made.world).run();
    expect(await made.world.ledger.join(subscriber)).toBeUndefined();
  });
  it('leaves no mail behind, nor what a server answered to it, nor that it came back', async () => {
    const made = await testSite();
    const { world } = made;
    await made.post('/join', WISH);
    const { id } = (await world.deliveries())[0]!;
    const at = world.now().toISOString();
    await world.ledger.settle(id, 'refused', '550 5.1.1 <nino@example.org> is unknown', at);
    await world.ledger.recordBounces([bounceOf('returned', { delivery: id }), bounceOf('other', { delivery: null })]);
    world.at(new Date(world.now().getTime() + 3 * DAY + 1).toISOString());
    await made.post('/join', { ...WISH, address: 'dana@example.org' });
    expect(await forgetting(world).run()).toBe(1);
    expect(await world.deliveries()).toMatchObject([{ kind: 'confirmation', state: 'queued' }]);
    expect([await world.ledger.bouncesIn('returned'), (await world.ledger.bouncesIn('other')).length]).toEqual([[], 1]);
  });
});

describe('the server', () => {
  const hello = () => new Response('hello');
  /** Writes to a port, and reads until it is closed. */
  const spoken = (port: number, words: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(words));
      let heard = '';
      socket
        .on('data', (data) => (heard += data))
        .on('close', () => resolve(heard))
        .on('error', reject);
    });

  it('says in words where it cannot listen', async () => {
    const { port, close } = await listen(hello, '127.0.0.1:0');
    await expect(listen(hello, `127.0.0.1:${port}`)).rejects.toThrow(`cannot listen at 127.0.0.1:${port}: `);
    await close();
  });
  it('lets go of who never ends the head of a request, or its body', async () => {
    const quick = { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 20 };
    const { port, close } = await listen(async (request) => new Response(await request.text()), '127.0.0.1:0', quick);
    const head = 'POST / HTTP/1.1\r\nHost: x\r\n';
    const heard = await Promise.all([spoken(port, head), spoken(port, `${head}Content-Length: 9\r\n\r\na`)]);
    for (const words of heard) expect(words).toMatch(/^HTTP\/1\.1 408 /);
    await close();
  });
  it.each([
    ['a head of more than 16 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a line’s end in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\nb\r\n\r\n', 400],
    ['another protocol', 'EHLO example.org\r\n', 400],
  ])('refuses %s', async (_, words, status) => {
    const { port, close } = await listen(hello, '127.0.0.1:0');
    expect(await spoken(port, words)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    await close();
  });
  it('ends after the answer that is under way', async () => {
    const work = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const slow = async () => {
      asked.resolve();
      await work.promise;
      return hello();
    };
    const { port, close } = await listen(slow, '127.0.0.1:0');
    const answer = fetch(`http://127.0.0.1:${port}/`);
    await asked.promise;
    const closed = close();
    work.resolve();
    expect(await (await answer).text()).toBe('hello');
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });
});
