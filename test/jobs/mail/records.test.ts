import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { program } from '../../../jobs/cli.ts';
import { readConfig } from '../../../jobs/config.ts';
import { readKeys } from '../../../jobs/mail/keys.ts';
import { recordsOf } from '../../../jobs/mail/records.ts';
import { ed25519, keyFile, rsa } from './fixture.ts';

const config = { from: 'Silkwatch <digest@example.org>' };
const keys = readKeys([`s1:${keyFile(rsa(2048))}`, `s2:${keyFile(ed25519())}`]);
const record = (name: string, given: Parameters<typeof recordsOf>[0], of = keys) =>
  recordsOf(given, of)
    .find((line) => line.startsWith(`${name}. IN TXT `))
    ?.slice(name.length + 9);

describe('the records of the DNS', () => {
  it.each<[string, string, Parameters<typeof recordsOf>[0], string | RegExp]>([
    [
      'an RSA key, in two strings',
      's1._domainkey.example.org',
      config,
      /^\( "v=DKIM1; k=rsa; p=[\w+/]{237}" "[\w+/=]+" \)$/,
    ],
    ['an Ed25519 key', 's2._domainkey.example.org', config, /^"v=DKIM1; k=ed25519; p=[\w+/]{43}="$/],
    [
      'a key of another sender',
      's2._domainkey.alert.example',
      { ...config, alertsFrom: 'now@alert.example' },
      /ed25519/,
    ],
    [
      'who hears of mail that is not ours',
      '_dmarc.example.org',
      config,
      '"v=DMARC1; p=none; rua=mailto:digest@example.org"',
    ],
    [
      'that it is ops',
      '_dmarc.example.org',
      { ...config, ops: 'ops@example.net' },
      '"v=DMARC1; p=none; rua=mailto:ops@example.net"',
    ],
    [
      'that another domain takes the reports',
      'example.org._report._dmarc.example.net',
      { ...config, ops: 'ops@example.net' },
      '"v=DMARC1"',
    ],
    ['a sender’s domain of another script', 'xn--80a1acny.example', { from: 'd@почта.example' }, '"v=spf1 mx a ~all"'],
    ['who sends', 'example.org', config, '"v=spf1 mx a ~all"'],
    [
      'that a server does',
      'example.org',
      { ...config, smtpUrl: 'smtps://u:p@mail.example.net' },
      '"v=spf1 mx a:mail.example.net ~all"',
    ],
    [
      'that Amazon does',
      'example.org',
      { ...config, smtpUrl: 'ses://eu-central-1' },
      '"v=spf1 include:amazonses.com ~all"',
    ],
    ['that this machine does', 'example.org', { ...config, smtpUrl: 'smtp://127.0.0.1:25' }, '"v=spf1 mx a ~all"'],
    [
      'of the domain that bounces go back to',
      'bounce.example',
      { ...config, mailbox: 'b@bounce.example' },
      '"v=spf1 mx a ~all"',
    ],
  ])('name %s', (_, name, given, text) =>
    expect(record(name, given)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text)),
  );

  it('say that there is no key, and how to make one', () =>
    expect(recordsOf(config, []).join('\n')).toContain(
      '; no key yet; mend: silkwatch mail key <selector> --out <file>',
    ));
});

describe('a mailbox that takes tags', () => {
  const mailbox = 'b@bounce.example';
  it('needs a server that brings them', () => {
    expect(recordsOf({ ...config, mailbox }, []).at(-1)).toMatch(/^; bounce\.example needs an MX.* after a \+/);
  });
  it('is none where none is named', () => {
    expect(recordsOf(config, []).join('\n')).not.toContain('MX');
  });
});

describe('on the command line', () => {
  let [folder, said] = ['', ''];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'silkwatch-mail-'));
    said = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const run = (...args: string[]) => program().parseAsync(args, { from: 'user' });

  it.each([
    ['RSA', []],
    ['Ed25519', ['--ed25519']],
  ])('a key of %s is made for its owner alone, and its record printed', async (_, options) => {
    const [file, settings] = [join(folder, 'key.pem'), join(folder, 'silkwatch.yaml')];
    await run('mail', 'key', 's2026', '--out', file, ...options);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(said).toContain(`dkim: [s2026:${file}]`);
    writeFileSync(settings, `from: Silkwatch <digest@example.org>\ndkim: ['s2026:key.pem']\n`);
    expect(readConfig({ config: settings }, {}).dkim).toEqual([`s2026:${file}`]);
    said = '';
    await run('mail', 'records', '--config', settings);
    expect(said).toMatch(/^s2026\._domainkey\.example\.org\. IN TXT .*"v=DKIM1; k=/m);
  });

  it('the first key is not all that there may be, and a further one stands beside the others', async () => {
    const [first, second] = [join(folder, '1.pem'), join(folder, '2.pem')];
    const settings = join(folder, 'silkwatch.yaml');
    await run('mail', 'key', 's1', '--out', first);
    expect(said).toMatch(/Add it to `dkim`, which without others reads\n {2}dkim: \[s1:/);
    writeFileSync(settings, 'dkim: [s1:1.pem]');
    await run('mail', 'key', 's2', '--ed25519', '--out', second, '--config', settings);
    expect(said).toContain(`Configure it beside the others, as\n  dkim: [s1:${first}, s2:${second}]\n`);
  });

  it('a file that is no key is told without words of OpenSSL', () => {
    const file = join(folder, 'key.pem');
    writeFileSync(file, 'not a key');
    expect(() => readKeys([`s1:${file}`])).toThrow(
      /dkim s1 {2}is no private key in PEM without a passphrase; mend: silkwatch mail key s1 --out <file>\n/,
    );
  });

  it('a key that is there is not written over', async () => {
    const file = join(folder, 'key.pem');
    writeFileSync(file, 'mine');
    await expect(run('mail', 'key', 's1', '--out', file)).rejects.toThrow(/key\.pem {2}cannot be written: EEXIST/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it.each(['a b', 'a_b', '-a', 'a..b', 'x'.repeat(64), 'a"b'])('%s is refused as a selector', async (selector) => {
    const file = join(folder, 'key.pem');
    await expect(run('mail', 'key', '--out', file, '--', selector)).rejects.toThrow(/is no selector/);
    expect(existsSync(file)).toBe(false);
  });
});
