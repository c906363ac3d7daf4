import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { afterEach, describe, expect, it } from 'vitest';
import { type Smtp, smtp } from '../../jobs/mail/smtp.ts';
import { letterWith } from './fixture.ts';
import { type Script, type Scripted, scripted } from './scripted.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const raw = async ({ id }: { id: string }) => [Buffer.from(`Subject: ${id}\r\n\r\n`)];

async function open(
  script: Script,
  { connections = 1, idle = 10_000, query = '' } = {},
): Promise<Scripted & { post: Smtp }> {
  const server = await scripted(script);
  const post = smtp(server.url + query, raw, { connections, idle });
  closing.push(server.close, post.close);
  return { ...server, post };
}

const outcomesOf = (post: Smtp, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => post.send(letterWith({ id: String(n) })))).then((all) =>
    all.map(({ outcome, because }) => (outcome === 'accepted' ? outcome : `${outcome}: ${because}`)),
  );

const accepted = (count: number) => Array.from({ length: count }, () => 'accepted');
const each = (count: number) => Array.from({ length: count }, (_, n) => `Subject: ${n}\r\n`).toSorted();

describe('many letters', () => {
  it.each([true, false])('go over few connections, each letter once (pipelining: %j)', async (pipelining) => {
    const { post, told, messages } = await open({ pipelining }, { connections: 3 });
    expect(await outcomesOf(post, 60)).toEqual(accepted(60));
    expect(messages.toSorted()).toEqual(each(60));
    expect(told).toHaveLength(3);
  });
  it('go eight at once, where there are eight connections', async () => {
    const { post, told, messages } = await open({}, { connections: 8 });
    expect(await outcomesOf(post, 8)).toEqual(accepted(8));
    expect(messages.toSorted()).toEqual(each(8));
    expect(told).toHaveLength(8);
  });
  it('go over a new connection after as many as the address says', async () => {
    const { post, told, messages } = await open({}, { query: '?maxMessages=5' });
    expect(await outcomesOf(post, 12)).toEqual(accepted(12));
    expect(messages.toSorted()).toEqual(each(12));
    expect(told.map((words) => words.filter((word) => word === 'MAIL').length)).toEqual([5, 5, 2]);
    expect(told[0]!.at(-1)).toBe('QUIT');
  });
  it.each([
    ['closes each connection at the fourth', 'close'],
    ['takes its leave at the fourth', '421 4.7.0 that is enough'],
  ] as const)('arrive each once at a server that %s', async (_, fourth) => {
    const MAIL = (nth: number) => (nth > 3 ? fourth : '250 ok');
    const { post, told, messages } = await open({ pipelining: true, MAIL }, { connections: 2 });
    expect(await outcomesOf(post, 20)).toEqual(accepted(20));
    expect(messages.toSorted()).toEqual(each(20));
    expect(told.length).toBeGreaterThan(5);
  });
  it('arrive at a server that lets in two at once', async () => {
    const greeting = (_: number, connection: number) =>
      connection > 2 ? '421 4.7.0 too many connections' : '220 test';
    const { post, messages } = await open({ greeting }, { connections: 8 });
    expect(await outcomesOf(post, 40)).toEqual(accepted(40));
    expect(messages.toSorted()).toEqual(each(40));
  });
  it('all come later where nobody is let in', async () => {
    const { post } = await open({ greeting: '554 5.7.1 go away' }, { connections: 3 });
    const outcomes = await outcomesOf(post, 10);
    expect(new Set(outcomes)).toEqual(new Set(['later: Invalid greeting: 554 5.7.1 go away']));
    expect(await post.send(letterWith())).toMatchObject({ status: '5.7.1', stage: 'connection' });
  });
});

describe('a connection', () => {
  it('that the server ended since the last letter costs nothing', async () => {
    const { post, sockets, told } = await open({});
    expect(await outcomesOf(post, 1)).toEqual(['accepted']);
    const gone = once(sockets[0]!, 'close');
    sockets[0]!.end('421 4.4.2 you sleep\r\n');
    await gone;
    expect(await outcomesOf(post, 1)).toEqual(['accepted']);
    expect(told).toHaveLength(2);
  });
  it('on which the server speaks unasked is not used again', async () => {
    const { post, sockets, told } = await open({});
    expect(await outcomesOf(post, 1)).toEqual(['accepted']);
    const gone = once(sockets[0]!, 'close');
    sockets[0]!.write('250 surprise\r\n');
    await gone;
    expect(await outcomesOf(post, 1)).toEqual(['accepted']);
    expect(told).toHaveLength(2);
  });
  it('is closed with a word when no letter has come for a while', async () => {
    const { post, sockets, told } = await open({}, { idle: 1 });
    expect(await outcomesOf(post, 1)).toEqual(['accepted']);
    await once(sockets[0]!, 'close');
    expect(told[0]!.at(-1)).toBe('QUIT');
    expect(await outcomesOf(post, 1)).toEqual(['accepted']);
  });
  it('is closed with a word at the end, and one that is busy after its letter', async () => {
    const { post, told, sockets } = await open({}, { connections: 2 });
    expect(await outcomesOf(post, 2)).toEqual(accepted(2));
    const last = post.send(letterWith());
    await post.close();
    expect(await last).toMatchObject({ outcome: 'accepted' });
    await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
    expect(told.map((words) => words.at(-1))).toEqual(['QUIT', 'QUIT']);
  });
  it('is refused where the server asks for what is not there', async () => {
    const { post } = await open({ greeting: 'close' });
    expect(await post.send(letterWith())).toMatchObject({ outcome: 'later', stage: 'connection', status: null });
  });
  it('goes through the proxy that the address names', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(url!);
      const [host, port] = url!.split(':');
      const on = connect(Number(port), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      on.pipe(socket).pipe(on);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    closing.push(() => new Promise((closed) => proxy.close(() => closed())));
    const { port } = proxy.address() as { port: number };
    const { post, url } = await open({}, { query: `?proxy=http://127.0.0.1:${port}` });
    expect(await outcomesOf(post, 3)).toEqual(accepted(3));
    expect(asked).toEqual([new URL(url).host]);
  });
  it('is where nodemailer keeps it, which an upgrade may change: jobs/mail/smtp/open.ts reads it there', async () => {
    const { url } = await open({});
    const { hostname: host, port } = new URL(url);
    const connection = new SMTPConnection({ host, port, socketCloseTimeout: 0 });
    await new Promise<void>((connected, failed) =>
      connection.connect((error) => (error ? failed(error) : connected())),
    );
    const socket = connection._socket as Socket;
    expect(socket).toBeInstanceOf(Socket);
    expect(socket.listeners('data')).toHaveLength(1);
    expect(connection.lastServerResponse).toBe('250-test\n250 SIZE 6000000');
    connection.close();
    expect(socket.destroyed).toBe(true);
  });
});
