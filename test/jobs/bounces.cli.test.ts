import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { program } from '../../jobs/cli.ts';
import { bytesOf, dsn, letter } from './bouncemail.ts';
import { imapServer } from './imapserver.ts';

const base = mkdtempSync(join(tmpdir(), 'silkwatch-bounces-'));
afterAll(() => rmSync(base, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(base, 'set-up-'));
  writeFileSync(join(folder, 'silkwatch.yaml'), 'data: data\nsources: sources.yaml\n');
  writeFileSync(join(folder, 'sources.yaml'), '[]');
  writeFileSync(join(folder, 'gone.eml'), dsn());
  writeFileSync(join(folder, 'question.eml'), letter('A\u0007 question'));
});
afterEach(() => vi.restoreAllMocks());

/** Runs a command line in this process; answers the lines that it prints. */
const run = (...args: string[]): Promise<string[]> => printed([...args, '--config', join(folder, 'silkwatch.yaml')]);

async function printed(args: readonly string[]): Promise<string[]> {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await program().parseAsync(args, { from: 'user' });
    return written.mock.calls.map(([line]) => String(line).trimEnd()).filter(Boolean);
  } finally {
    written.mockRestore();
  }
}

const at = (name: string) => join(folder, name);
const GONE = { kind: 'bounce', status: '5.1.1', hard: true, reason: 'userunknown', recipient: 'nino@example.org' };

describe('silkwatch bounces', () => {
  it('says what mails are where there is no ledger, and makes none', async () => {
    const lines = await run('bounces', '--json', at('gone.eml'), at('question.eml'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { file: at('gone.eml'), ...GONE },
      { file: at('question.eml'), kind: 'none', status: null, hard: false, reason: null, recipient: '' },
    ]);
    expect(existsSync(at('data'))).toBe(false);
  });

  it('says it in words, of which none obeys the sender', async () => {
    writeFileSync(at('gone.eml'), dsn({ answer: 'smtp; 550 5.1.1 user \u001b[2J unknown' }));
    expect(await run('bounces', at('gone.eml'))).toEqual([
      `${at('gone.eml')}: nino@example.org came back for good: userunknown 5.1.1: 550 5.1.1 user  [2J unknown`,
    ]);
  });

  it('says of what is of no known kind who wrote it, and of what arrived that it did', async () => {
    writeFileSync(at('gone.eml'), dsn({ action: 'relayed', answer: '' }));
    expect(await run('bounces', at('question.eml'), at('gone.eml'))).toEqual([
      `${at('question.eml')}: of no known kind: Nino <nino@example.org>: A  question`,
      `${at('gone.eml')}: nino@example.org arrived: delivered`,
    ]);
  });

  it('records and follows them in a ledger, but for a dry run, and lists what a person must look at', async () => {
    await run('status');
    expect(await run('bounces', '--dry-run', '--json', at('gone.eml'))).toEqual([
      JSON.stringify({ file: at('gone.eml'), ...GONE, verdict: 'keep' }),
    ]);
    expect(await run('bounces', '--kept')).toEqual([]);
    expect(await run('bounces', at('gone.eml'))).toEqual([
      expect.stringMatching(/→ kept for a person: nothing in it proves/),
    ]);
    expect(await run('bounces', '--kept')).toEqual([
      expect.stringMatching(/data\/kept\/[\w-]{22}\.eml: nino@example\.org came back/),
    ]);
    expect(await run('status')).toEqual([expect.stringContaining('came back    1 that a person must look at')]);
  });

  it('reads a Maildir, and files beside it', async () => {
    for (const place of ['new', 'cur', 'tmp']) mkdirSync(at(`mail/${place}`), { recursive: true });
    writeFileSync(at('mail/new/100.a'), letter('Automatic reply: hello'));
    await run('status');
    const lines = await run('bounces', '--json', at('mail'), at('gone.eml'));
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['reply', 'bounce']);
    expect(readdirSync(at('mail/cur'))).toEqual(['100.a:2,S']);
  });

  it.each([
    ['before the configuration', (config: string, _file: string) => ['--maildir', '--config', config], ['reply']],
    ['after it', (config: string, _file: string) => ['--config', config, '--maildir'], ['reply']],
    ['before a file', (config: string, file: string) => ['--config', config, '--maildir', file], ['bounce', 'reply']],
  ])('reads the Maildir that is configured, with --maildir %s', async (_, args, kinds) => {
    for (const place of ['new', 'cur', 'tmp']) mkdirSync(at(`mail/${place}`), { recursive: true });
    writeFileSync(at('mail/new/100.a'), letter('Automatic reply: hello'));
    writeFileSync(at('t.yaml'), `data: data\nsources: sources.yaml\nmaildir: ${at('mail')}\n`);
    const lines = await printed(['bounces', '--json', ...args(at('t.yaml'), at('gone.eml'))]);
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(kinds);
  });

  it('says of what was read before that it was, and that nothing follows', async () => {
    await run('status');
    await run('bounces', at('gone.eml'));
    const again = /came back for good: .*→ read before$/;
    expect(await run('bounces', at('gone.eml'))).toEqual([expect.stringMatching(again)]);
    expect(await run('bounces', '--dry-run', at('gone.eml'))).toEqual([expect.stringMatching(again)]);
    expect(JSON.parse((await run('bounces', '--json', at('gone.eml')))[0]!)).toMatchObject({ verdict: 'nothing' });
  });

  it('reads the mailbox that is configured', async () => {
    const server = await imapServer([dsn()]);
    appendFileSync(at('silkwatch.yaml'), `imapUrl: imap://us:secret@127.0.0.1:${server.port}/INBOX\n`);
    await run('status');
    expect(await run('bounces', '--imap')).toEqual([
      expect.stringMatching(/^127\.0\.0\.1\/INBOX#1: nino@example\.org came back/),
    ]);
    expect(server.unseen.size).toBe(0);
    await server.close();
  });

  it('reads an mbox mail by mail', async () => {
    writeFileSync(
      at('box'),
      Buffer.concat([bytesOf('From x y\n'), dsn(), bytesOf('\nFrom x y\n'), letter('unsubscribe')]),
    );
    const lines = await run('bounces', '--json', at('box'));
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['bounce', 'unsubscribe']);
  });

  it.each([
    ['a file that is not there', ['/nowhere.eml'], /\/nowhere\.eml +cannot be read/],
    ['a folder that is no Maildir', [base], /is no Maildir/],
    ['a Maildir that nobody configured', ['--maildir'], /--maildir +needs the Maildir; mend: set maildir/],
    ['a mailbox that nobody configured', ['--imap'], /--imap +needs the mailbox; mend: set imapUrl/],
  ])('refuses %s', async (_, args, words) => {
    await expect(run('bounces', ...args)).rejects.toThrow(words);
  });
});
