import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Arrived, fromFiles } from '../../jobs/bounces/arrived.ts';
import { fromImap } from '../../jobs/bounces/imap.ts';
import { keepIn, keptIn, readKept } from '../../jobs/bounces/kept.ts';
import { arrivedIn, mailboxesOf } from '../../jobs/bounces/mailboxes.ts';
import { fromMaildir } from '../../jobs/bounces/maildir.ts';
import { messagesIn } from '../../jobs/bounces/mbox.ts';
import { takeBounces } from '../../jobs/bounces.ts';
import { readConfig } from '../../jobs/config.ts';
import { written } from '../../jobs/message.ts';
import { bytesOf, dsn, letter, verp } from './bouncemail.ts';
import { FROM, subscriberWith } from './fixture.ts';
import { imapServer } from './imapserver.ts';
import { testWorld } from './world.ts';

const base = mkdtempSync(join(tmpdir(), 'silkwatch-mailboxes-'));
afterAll(() => rmSync(base, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(base, 'maildir-'));
  for (const place of ['new', 'cur', 'tmp']) mkdirSync(join(folder, place));
});

const put = (path: string, bytes: Uint8Array) => writeFileSync(join(folder, path), bytes);
const all = async (arrived: AsyncIterable<Arrived>) =>
  Array.fromAsync(arrived, ({ bytes }) => Buffer.from(bytes).toString());
const files = () =>
  ['new', 'cur'].flatMap((place) => readdirSync(join(folder, place)).map((name) => `${place}/${name}`)).sort();

describe('a Maildir', () => {
  it('gives what is new and what nobody has seen, the oldest first', async () => {
    put('new/200.a', bytesOf('b'));
    put('new/100.a', bytesOf('a'));
    put('cur/050.a:2,R', bytesOf('c'));
    for (const seen of ['cur/010.a:2,S', 'cur/020.a:2,RS', 'cur/030.a:2,T', 'new/.hidden']) put(seen, bytesOf('no'));
    expect(await all(fromMaildir(folder))).toEqual(['a', 'b', 'c']);
  });
  it('has moved a mail to what is seen once it is done, with its other flags', async () => {
    put('new/100.a', bytesOf('a'));
    put('cur/050.a:2,FR', bytesOf('c'));
    for await (const { done } of fromMaildir(folder)) await done();
    expect(files()).toEqual(['cur/050.a:2,FRS', 'cur/100.a:2,S']);
    expect(await all(fromMaildir(folder))).toEqual([]);
  });
  it('does not mind what another program has taken away meanwhile', async () => {
    put('new/100.a', bytesOf('a'));
    put('new/200.a', bytesOf('b'));
    const seen: string[] = [];
    for await (const { bytes, done } of fromMaildir(folder)) {
      seen.push(Buffer.from(bytes).toString());
      for (const name of readdirSync(join(folder, 'new'))) rmSync(join(folder, 'new', name));
      await done();
    }
    expect(seen).toEqual(['a']);
  });
  it('that is none is refused with a mend', async () => {
    await expect(all(fromMaildir('/nowhere'))).rejects.toThrow(
      /is no Maildir.*name a folder that has new, cur and tmp/,
    );
  });

  it('is read, recorded, followed and marked, and a crash before the mark repeats nothing', async () => {
    const world = await testWorld();
    await world.ledger.subscribe(subscriberWith());
    const mail = { subject: 'The bridge', text: 'It fell.', html: '<p>It fell.</p>' };
    const created = world.now().toISOString();
    const row = written(
      { kind: 'alert', subject: 's', subscriber: 'nino', period: null, mail, stories: [], created },
      FROM,
    );
    await world.ledger.enqueue(row);
    put('new/100.a', dsn({ to: verp(row.id) }));
    put('new/200.a', letter('A question'));
    const hands = { ...world, keep: keepIn(join(folder, 'kept')), tell: async () => undefined };
    async function* crashing(): AsyncGenerator<Arrived> {
      for await (const one of fromMaildir(folder)) yield { ...one, done: () => Promise.reject(new Error('killed')) };
    }
    await expect(takeBounces(crashing(), hands)).rejects.toThrow('killed');
    expect((await world.ledger.subscriber('nino'))!.left).toBe(created);
    expect(files()).toEqual(['new/100.a', 'new/200.a']);
    expect(await takeBounces(fromMaildir(folder), hands)).toEqual({ read: 2, fresh: 1, left: 0, counted: 0, kept: 1 });
    expect(files()).toEqual(['cur/100.a:2,S', 'cur/200.a:2,S']);
    expect(await world.ledger.consentsOf('nino')).toHaveLength(1);
    const [name] = await keptIn(join(folder, 'kept'));
    expect(await readKept(join(folder, 'kept'), name!)).toEqual(Buffer.from(letter('A question')));
  });
});

describe('a file', () => {
  const texts = (text: string) =>
    messagesIn(bytesOf(text)).map((one) => Buffer.from(one).toString().replaceAll('\r\n', '\n'));
  it.each([
    ['of one mail is that mail', 'To: a\n\nFrom here on\n', ['To: a\n\nFrom here on\n']],
    [
      'of many has them after its From lines',
      'From a b\nTo: a\n\nx\n\nFrom c d\nTo: b\n\ny\n',
      ['To: a\n\nx\n\n', 'To: b\n\ny\n'],
    ],
    ['has no mail at a From inside of a paragraph', 'From a b\nTo: a\n\nx\nFrom there\n', ['To: a\n\nx\nFrom there\n']],
    ['that is empty has none', '\n', []],
    ['that breaks off in its first line has an empty one', 'From a', ['']],
  ])('%s', (_, text, mails) => expect(texts(text)).toEqual(mails));

  it('that cannot be read, or is too large, is refused by name', async () => {
    const config = { ...readConfig({}, {}), maxBytes: 10 };
    await expect(all(fromFiles(['/nowhere/mail.eml'], config))).rejects.toThrow(/mail\.eml.*cannot be read/s);
    put('large.eml', bytesOf('a'.repeat(11)));
    await expect(all(fromFiles([join(folder, 'large.eml')], config))).rejects.toThrow(/more than 10 bytes/);
  });
});

describe('a mailbox over IMAP', () => {
  const address = (port: number, password = 'secret', name = 'INBOX') =>
    `imap://us:${password}@127.0.0.1:${port}/${name}`;

  it('gives what nobody has seen, and marks each mail only once it is done', async () => {
    const server = await imapServer([dsn(), letter('A question')]);
    const seen: string[] = [];
    const left: number[] = [];
    for await (const { name, bytes, done } of fromImap(address(server.port))) {
      seen.push(`${name} ${bytes.length}`);
      left.push(server.unseen.size);
      await done();
    }
    expect(seen).toEqual([`127.0.0.1/INBOX#1 ${dsn().length}`, `127.0.0.1/INBOX#2 ${letter('A question').length}`]);
    expect([left, server.unseen.size]).toEqual([[2, 1], 0]);
    expect(server.told.filter((line) => line.startsWith('UID FETCH'))).toEqual([
      expect.stringContaining('BODY.PEEK[]<0.1000000>'),
      expect.stringContaining('BODY.PEEK[]<0.1000000>'),
    ]);
    expect(server.told.at(-1)).toBe('LOGOUT');
    await server.close();
  });
  it.each([
    [
      'a password that is refused',
      'wrong',
      'INBOX',
      /^the mailbox INBOX at 127\.0\.0\.1: our user or password is refused/,
    ],
    [
      'a mailbox that is not there',
      'secret',
      'Bounces',
      /^the mailbox Bounces at 127\.0\.0\.1: there is no such mailbox/,
    ],
  ])('says what is wrong with %s, and no password', async (_, password, name, words) => {
    const server = await imapServer([]);
    const error: Error = await all(fromImap(address(server.port, password, name))).catch((one) => one);
    expect(error.message).toMatch(words);
    expect(error.message).not.toMatch(/secret|wrong@/);
    await server.close();
  });
  it('that does not let us search it says so, and is not taken for empty', async () => {
    const server = await imapServer([dsn()], /SEARCH/);
    await expect(all(fromImap(address(server.port)))).rejects.toThrow(
      /INBOX at 127\.0\.0\.1: the server does not search/,
    );
    await server.close();
  });
  it('that does not let us mark what is seen is read to its end, and then says so', async () => {
    const server = await imapServer([dsn(), letter('A question')], /STORE/);
    let read = 0;
    const reading = async () => {
      for await (const { done } of fromImap(address(server.port))) {
        read++;
        await done();
      }
    };
    await expect(reading()).rejects.toThrow(/2 mails could not be marked as seen/);
    expect(read).toBe(2);
    await server.close();
  });
  it('says that nobody answers', async () => {
    const server = await imapServer([]);
    await server.close();
    await expect(all(fromImap(address(server.port)))).rejects.toThrow(
      /^the mailbox INBOX at 127\.0\.0\.1: .*ECONNREFUSED/,
    );
  });
});

describe('the mailboxes of a configuration', () => {
  it('are none where none is named', () => expect(mailboxesOf(readConfig({}, {}))).toEqual([]));
  it('are read one after the other', async () => {
    const server = await imapServer([bytesOf('over IMAP')]);
    put('new/100.a', bytesOf('in a Maildir'));
    const config = readConfig(
      {},
      { SILKWATCH_MAILDIR: folder, IMAP_URL: `imap://us:secret@127.0.0.1:${server.port}/` },
    );
    expect(await all(arrivedIn(mailboxesOf(config)))).toEqual(['in a Maildir', 'over IMAP']);
    await server.close();
  });
});
