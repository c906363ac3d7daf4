import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { SHIPPED } from '../../jobs/config/keys.ts';
import { letter } from './bouncemail.ts';
import { BRIDGE, DOCUMENTS } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['topics', 'bad', 'mail/new', 'mail/cur']) mkdirSync(join(folder, name), { recursive: true });
const FILES: Record<string, string | Uint8Array> = {
  'mail/new/100.a': letter('unsubscribe'),
  'documents.yaml': DOCUMENTS,
  'topics/bridge.yaml': BRIDGE,
  'bad/bridge.yaml': BRIDGE.replace('severity: medium', 'severity: grave'),
  'sources.yaml':
    '- { id: gazette, title: G, kind: feed, url: https://g.example.org, family: g, every: 1h, topics: [bridge] }',
};
for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);

const OURS = { SILKWATCH_DOCUMENTS: 'documents.yaml', SILKWATCH_TOPICS: 'topics', SILKWATCH_SOURCES: 'sources.yaml' };

/** Runs the program in a folder of its own, with nothing of our environment: half a second each, and so only where it must be. */
async function run(
  args: string,
  environment: NodeJS.ProcessEnv = OURS,
  { input = '', deaf = false }: { input?: string | Uint8Array; deaf?: boolean } = {},
) {
  const command = ['--disable-warning=ExperimentalWarning', join(SHIPPED, 'jobs/main.ts'), ...args.split(' ')];
  const child = spawn(process.execPath, command, { cwd: folder, env: { PATH: process.env.PATH, ...environment } });
  if (deaf) child.stdout.destroy();
  child.stdin.on('error', () => undefined).end(input);
  const closed = new Promise<number | null>((done) => child.once('close', done));
  const [out, err] = await Promise.all([deaf ? '' : text(child.stdout), text(child.stderr)]);
  return { status: await closed, out, err };
}

describe.concurrent('the program', () => {
  it.each([
    [
      'a ledger of another kind, without its password,',
      'status',
      { ...OURS, DATABASE_URL: 'postgres://us:secret@db/silkwatch' },
      2,
      /^the environment\n +DATABASE_URL {2}is of a kind that is not supported; give sqlite: and a path\n1 problem\. Nothing was changed\.\n$/,
    ],
    [
      'a bad topic file by place, field and mend,',
      'check --topics bad',
      OURS,
      2,
      /^bad\/bridge\.yaml\n {2}7:\d+ +rules\[1\]\.severity {2}severity is one of low, medium, high\n1 problem\. Nothing was changed\.\n$/,
    ],
  ])('refuses %s in clear words without a stack', async (_, args, environment, status, words) => {
    expect(await run(args, environment)).toEqual({ status, out: '', err: expect.stringMatching(words) });
  });
  it('finds no problem in what is shipped', async () => {
    expect(await run('check', {})).toEqual({
      status: 0,
      out: expect.stringMatching(/documents; no problem\n$/),
      err: '',
    });
  });
  it.each([
    ['a mail that is piped in', letter('unsubscribe'), '-'],
    ['its mailbox where nothing is, as by a crontab', '', 'mail/new/100.a'],
  ])('reads as a bounce %s', async (_, input, file) => {
    const { status, out } = await run('bounces --json', { ...OURS, SILKWATCH_MAILDIR: 'mail' }, { input });
    expect({ ended: status, ...JSON.parse(out) }).toMatchObject({ ended: 0, file, kind: 'unsubscribe' });
  });
  it('decides items from standard input to standard output', async () => {
    const input = '{"id":"a","title":"The bridge collapsed"}\n{"id":"b","title":"A fair summer"}\n';
    const { status, out } = await run('match --explain', OURS, { input });
    expect(status).toBe(0);
    const [a, b] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(a).toMatchObject({ id: 'a', topics: ['bridge'], rules: ['bridge/falls'], severity: 'high' });
    expect(a.evidence[0].evidence[1].text).toBe('collapsed');
    expect(b).toEqual({ id: 'b', topics: [], rules: [], severity: null, story: null, evidence: [] });
  });
  it('does its work quietly where nobody reads on', async () => {
    const input = '{"id":"a","title":"The bridge collapsed"}\n'.repeat(2);
    expect(await run('match', OURS, { input, deaf: true })).toEqual({ status: 0, out: '', err: '' });
  });
  it('adds, lists and removes a subscriber', async () => {
    const added = await run('subscribers add nino@example.org --timezone Asia/Tbilisi --data people');
    expect(added).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^nino@example\.org {2}daily at 7:00 Asia\/Tbilisi/),
    });
    expect(await run('subscribers list --data people')).toEqual({ status: 0, out: added.out, err: '' });
    expect(await run('subscribers remove nino@example.org --data people')).toEqual({
      status: 0,
      out: 'nino@example.org has left: nothing is sent there from now on\n',
      err: '',
    });
  });
});
