import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KEYS, SHIPPED } from '../../jobs/config/keys.ts';
import { readConfig, variableOf } from '../../jobs/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a configuration file of the given text, which lies in a folder of its own. */
function read(text: string | null, environment: NodeJS.ProcessEnv = {}, flags: Record<string, string> = {}) {
  const config = join(folder, 'silkwatch.yaml');
  if (text === null) return readConfig(flags, environment);
  writeFileSync(config, text);
  return readConfig({ config, ...flags }, environment);
}

describe('what counts', () => {
  it('is the default where nobody says otherwise', () => {
    expect(read(null)).toMatchObject({ data: 'data', timeout: 30, timezone: 'UTC', allowPrivate: [], concurrency: 8 });
    expect(read(null).sources).toBe(join(SHIPPED, 'watchers/sources.yaml'));
  });
  it.each([
    ['the file before the default', 'data: /file', {}, {}, '/file'],
    ['the environment before the file', 'data: /file', { SILKWATCH_DATA: '/variable' }, {}, '/variable'],
    ['the option before both', 'data: /file', { SILKWATCH_DATA: '/variable' }, { data: '/option' }, '/option'],
    ['the file where the variable is empty', 'data: /file', { SILKWATCH_DATA: '' }, {}, '/file'],
  ])('is %s', (_, text, environment, flags, data) => {
    expect(read(text, environment, flags).data).toBe(data);
  });
  it('is the file that SILKWATCH_CONFIG names', () => {
    const other = join(folder, 'other.yaml');
    writeFileSync(other, 'timeout: 7');
    expect(readConfig({}, { SILKWATCH_CONFIG: other }).timeout).toBe(7);
  });
  it.each(['', '\n\n', '# timeout: 7\n', '---\n'])('is the default where the file says nothing: %j', (text) => {
    expect(read(text).timeout).toBe(30);
  });
});

const SAID: Record<keyof typeof KEYS, [variable: string, value: unknown]> = {
  data: ['/d', '/d'],
  sources: ['/s.yaml', '/s.yaml'],
  topics: ['/t', '/t'],
  documents: ['/d.yaml', '/d.yaml'],
  databaseUrl: ['sqlite:/l.db', 'sqlite:/l.db'],
  smtpUrl: ['smtp://mail.example.org', 'smtp://mail.example.org'],
  outbox: ['/o', '/o'],
  from: ['us@example.org', 'us@example.org'],
  alertsFrom: ['Us <us@example.org>', 'Us <us@example.org>'],
  mailbox: ['bounces@example.org', 'bounces@example.org'],
  ops: ['ops@example.org', 'ops@example.org'],
  dkim: ['r:/r.pem e:/e.pem', ['r:/r.pem', 'e:/e.pem']],
  mailConnections: ['9', 9],
  mailPerMinute: ['600', 600],
  mailDomains: ['Gmail.com=60, *=100 почта.рф=0', ['gmail.com=60', '*=100', 'xn--80a1acny.xn--p1ai=0']],
  mailErrors: ['3', 3],
  web: ['https://watch.example.org/', 'https://watch.example.org'],
  webListen: ['[::1]:8081', '[::1]:8081'],
  webProxies: ['1', 1],
  secret: ['0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'],
  maildir: ['/m', '/m'],
  imapUrl: ['imaps://u:p@mail.example.org/INBOX', 'imaps://u:p@mail.example.org/INBOX'],
  contact: ['https://example.org', 'https://example.org'],
  allowPrivate: ['127.0.0.0/8, ::1/128', ['127.0.0.0/8', '::1/128']],
  timeout: ['7', 7],
  maxBytes: ['2048', 2048],
  concurrency: ['2', 2],
  timezone: ['Asia/Tbilisi', 'Asia/Tbilisi'],
  alertWait: ['0', 0],
  alertInterval: ['30', 30],
  assessSchedule: ['4 * * * *', '4 * * * *'],
  watchSchedule: ['1 * * * *', '1 * * * *'],
  digestSchedule: ['2 * * * *', '2 * * * *'],
  remindSchedule: ['5 * * * *', '5 * * * *'],
  deliverSchedule: ['3 * * * *', '3 * * * *'],
  bouncesSchedule: ['6 * * * *', '6 * * * *'],
};

describe('the environment', () => {
  it.each(Object.keys(KEYS) as (keyof typeof KEYS)[])('can say %s', (key) => {
    const [variable, value] = SAID[key];
    expect(read(null, { [variableOf(key)]: variable })[key]).toEqual(value);
  });
  it.each([
    ['SMTP_URL', 'smtpUrl', 'smtps://u:p@mail.example.org'],
    ['DATABASE_URL', 'databaseUrl', 'sqlite:/elsewhere.db'],
  ] as const)('can use the usual name %s', (name, key, value) => {
    expect(read(null, { [name]: value })[key]).toBe(value);
  });
  it.each(['DATABASE_URL_FILE', 'SILKWATCH_DATABASE_URL_FILE'])('can name a file that holds the secret: %s', (name) => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'sqlite:/elsewhere.db\n');
    expect(read(null, { [name]: secret }).databaseUrl).toBe('sqlite:/elsewhere.db');
  });
  it('may leave SILKWATCH_CONFIG empty', () => {
    expect(readConfig({}, { SILKWATCH_CONFIG: '' })).toEqual(read(null));
  });
  it('of other programs is none of our business', () => {
    expect(read(null, { TIMEOUT: 'never', DATA: '/no', SMTP: 'no' })).toEqual(read(null));
  });
});

describe('paths', () => {
  const text = 'data: d\nsources: s.yaml\ntopics: t\ndocuments: d.yaml\noutbox: ../o\n';
  it('in the file are relative to the file', () => {
    const { data, sources, topics, documents, outbox, databaseUrl } = read(text);
    expect([data, sources, topics, documents]).toEqual(
      ['d', 's.yaml', 't', 'd.yaml'].map((name) => join(folder, name)),
    );
    expect(outbox).toBe(join(folder, '../o'));
    expect(databaseUrl).toBe(`sqlite:${join(folder, 'd/silkwatch.db')}`);
  });
  it('in the environment are relative to where we are', () => {
    expect(read(text, { SILKWATCH_DATA: 'here' }).data).toBe('here');
  });
  it('of ledger and outbox follow the data folder', () => {
    expect(read(null, {}, { data: '/d' })).toMatchObject({
      outbox: '/d/outbox',
      databaseUrl: 'sqlite:/d/silkwatch.db',
    });
  });
  it.each(['sqlite:ledger.db', 'sqlite:./ledger.db'])('of the ledger too are relative to the file: %s', (url) => {
    expect(read(`databaseUrl: ${url}`).databaseUrl).toBe(`sqlite:${join(folder, 'ledger.db')}`);
  });
  it.each(['sqlite:/l/ledger.db', 'sqlite::memory:'])('of the ledger stay where they are whole: %s', (url) => {
    expect(read(`databaseUrl: "${url}"`).databaseUrl).toBe(url);
  });
});
