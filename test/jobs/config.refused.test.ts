import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { Refusal } from '../../state/refusal.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'silkwatch.yaml');

/** What is refused of a configuration file of the given text, the environment and the options. */
function refusal(
  text: string | null,
  environment: NodeJS.ProcessEnv = {},
  flags: Record<string, string> = {},
): Refusal {
  if (text !== null) writeFileSync(file, text);
  try {
    readConfig({ ...(text !== null && { config: file }), ...flags }, environment);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('what is refused says how to mend it:', () => {
  it.each([
    ['web: watch.test', 'has no https:// before it; mend: https://watch.test'],
    ['web: localhost:8080', 'has no https:// before it; mend: https://localhost:8080'],
    ['web: ftp://watch.test', 'is no address of the web; mend: https:// and a host, as https://watch.example.org'],
    ['web: https://', 'is no address of the web; mend: https:// and a host, as https://watch.example.org'],
    ['web: https://watch.test/a', 'is a host alone: the pages have one of their own; mend: https://watch.test'],
    ['mailPerMinute: many', 'must be a whole number from 0 to 1000000'],
    ['webProxies: yes', 'must be a whole number from 0 to 10'],
    ['webProxies: 1.5', 'must be a whole number from 0 to 10'],
    ['mailDomains: [gmail=60]', 'gmail is no domain such as gmail.com'],
    ['mailDomains: [gmail.com]', 'gmail.com is no limit such as gmail.com=60'],
    ['mailDomains: [gmail.com=0, GMAIL.com=5, gmail.com=7]', 'gmail.com has several limits; mend: one'],
    ['imapUrl: pop3://mail.test', 'begins with imap:// or imaps://, as imaps://user:password@mail.example.org/INBOX'],
    ['imapUrl: imaps://mail.test/INBOX?tls=no', 'unknown option tls; there are none; mend: remove it'],
  ])('%s', (text, what) => {
    expect(refusal(text).problems.map((problem) => problem.what)).toEqual([what]);
  });
  it('what the environment has wrong, all of it', () => {
    const environment = { SILKWATCH_MAIL_PER_MINUTE: 'ten', SILKWATCH_WEB: 'watch.test', SMTP_URL: 'smtp://h?a=1&b=2' };
    expect(refusal(null, environment).problems).toMatchObject([
      { field: 'SILKWATCH_MAIL_PER_MINUTE', what: 'must be a whole number from 0 to 1000000' },
      { field: 'SILKWATCH_WEB', what: 'has no https:// before it; mend: https://watch.test' },
      { field: 'SMTP_URL', what: expect.stringMatching(/^unknown option a; there are requireTLS, /) },
      { field: 'SMTP_URL', what: expect.stringMatching(/^unknown option b/) },
    ]);
  });
});

const ENCODE = /mend: write signs of a user or password such as @ .* as %40/;

describe('the address of a mail server', () => {
  const flaws = (smtpUrl: string) => refusal(`smtpUrl: ${JSON.stringify(smtpUrl)}`).problems.map(({ what }) => what);

  it.each<[string, ...(string | RegExp)[]]>([
    ['http://mail.test', /^begins with smtp:\/\/, smtps:\/\/, sendmail:\/\/ or ses:\/\/, as/],
    ['mail.test', /^begins with smtp:/],
    ['mail.test:25', /^begins with smtp:/],
    [
      'smtp://127.0.0.1:2525?requireTSL=true&maxMessages=zero',
      'unknown option requireTSL; did you mean requireTLS?',
      'the option maxMessages must be a whole number from 1',
    ],
    ['smtp://h?requireTLS=yes', 'the option requireTLS must be true or false'],
    ['smtp://h?requireTLS=', 'the option requireTLS must be true or false'],
    ['smtp://h?requireTLS=true&requireTLS=false', 'the option requireTLS stands there 2 times; mend: once'],
    ['smtp://h?__proto__=1', /^unknown option __proto__/],
    ['smtp://h?proxy=socks5://127.0.0.1', /^the option proxy must be the address of an HTTP proxy/],
    ['smtp://h?localAddress=here', /^the option localAddress must be an IP address/],
    ['smtp://h?authMethod=XOAUTH2', /^the option authMethod must be PLAIN, LOGIN or CRAM-MD5/],
    ['smtp://', 'names no host'],
    ['smtp:h', ENCODE],
    ['smtp://h:99999', ENCODE],
    ['smtp://us:a#b@h', ENCODE],
    ['smtp://us:1/b@h', ENCODE],
    ['smtp://us:1#b@h', ENCODE],
    ['smtp://us:100%@h', ENCODE],
    ['sendmail://usr/sbin/sendmail', 'is sendmail:// and a whole path, as sendmail:///usr/sbin/sendmail'],
    ['sendmail:///usr/sbin/sendmail?a=1', 'is sendmail:// and a whole path, as sendmail:///usr/sbin/sendmail'],
    ['sendmail:///opt/100%', 'is sendmail:// and a whole path, as sendmail:///usr/sbin/sendmail'],
    ['ses://', 'is ses:// and a region alone, as ses://eu-central-1'],
    ['ses://us:secret@eu-central-1', 'is ses:// and a region alone, as ses://eu-central-1'],
  ])('%s is refused', (url, ...what) => {
    expect(flaws(url)).toEqual(what.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))));
  });
  it('is not told where it is refused: it holds a password', () => {
    for (const url of [
      'smtp://us:hush@h:99999',
      'http://us:hush@h',
      'smtp://us:hush@h/x',
      'smtp://h?proxy=ftp://us:hush@p',
      'ses://us:hush@r',
    ])
      expect(flaws(url).join()).not.toContain('hush');
  });
  it.each([
    'smtps://us%40h:se%3Acret%2F@mail.test:465/',
    'smtp://[::1]:25?requireTLS=true&tls.rejectUnauthorized=false&maxMessages=5&name=a.test',
    'smtp://h?proxy=http://127.0.0.1:3128&localAddress=127.0.0.1&authMethod=PLAIN&tls.minVersion=TLSv1.3',
    'sendmail:///usr/sbin/sendmail',
    'sendmail:',
    'ses://eu-central-1',
  ])('%s is taken', (url) => {
    expect(readConfig({}, { SMTP_URL: url }).smtpUrl).toBe(url);
  });
});

describe('a configuration is refused, each problem at its place, for', () => {
  it.each([
    ['an unknown key', 'data: d\ntimeuot: 5', 'timeuot', 2],
    ['a word for a number', 'timeout: soon', 'timeout', 1],
    ['a switch for a number', 'timeout: true', 'timeout', 1],
    ['a list for a number', 'timeout: [5]', 'timeout', 1],
    ['nothing for a number', 'timeout:', 'timeout', 1],
    ['a broken number', '\nconcurrency: 1.5', 'concurrency', 2],
    ['a number out of bounds', 'concurrency: 0', 'concurrency', 1],
    ['a number for a path', 'data: 5', 'data', 1],
    ['a time zone that is none', 'timezone: Asia/Tiflis-on-Kura', 'timezone', 1],
    ['a mail server that is none', 'smtpUrl: https://mail.example.org', 'smtpUrl', 1],
    ['web pages in a folder of another site', 'web: https://example.org/watch', 'web', 1],
    ['web pages with a query', 'web: https://example.org/?a', 'web', 1],
    ['web pages with a password', 'web: https://us:secret@example.org', 'web', 1],
    ['a sender of other letters', 'from: Silkwatch <ხიდი@example.org>', 'from', 1],
    ['two senders', 'alertsFrom: a,b@example.org', 'alertsFrom', 1],
    ['a mailbox of other letters', 'mailbox: ხიდი@example.org', 'mailbox', 1],
    ['a schedule that is none', 'watchSchedule: hourly', 'watchSchedule', 1],
    ['a minute that no hour has', '\ndeliverSchedule: 99 * * * *', 'deliverSchedule', 2],
    ['a port that there is not', 'webListen: 127.0.0.1:99999', 'webListen', 1],
    ['a mailbox that has a tag', 'mailbox: bounces+foo@example.org', 'mailbox', 1],
  ])('%s', (_, text, field, line) => {
    expect(refusal(text).problems).toMatchObject([{ file: file, field, line }]);
  });
  it.each([
    ['an unknown variable', { SILKWATCH_TIMEUOT: '5' }, 'SILKWATCH_TIMEUOT'],
    ['an unknown secret', { SILKWATCH_PASSWORD_FILE: '/dev/null' }, 'SILKWATCH_PASSWORD_FILE'],
    ['a bad value', { SILKWATCH_TIMEOUT: 'soon' }, 'SILKWATCH_TIMEOUT'],
    ['a bad value under its usual name', { SMTP_URL: 'mail.example.org' }, 'SMTP_URL'],
    ['a secret that cannot be read', { SMTP_URL_FILE: '/nowhere/secret' }, 'SMTP_URL_FILE'],
  ])('%s in the environment', (_, environment, field) => {
    expect(refusal(null, environment).problems).toMatchObject([{ file: 'the environment', field }]);
  });
  it.each(['nowhere.yaml', 'silkwatch.yaml'])('a file that was named and is not there: %s', (config) => {
    expect(refusal(null, {}, { config }).problems).toEqual([{ file: config, what: 'there is no such file' }]);
  });
  it('an option of the command line', () => {
    const { problems } = refusal(null, {}, { timezone: 'Mars/Olympus' });
    expect(problems).toMatchObject([{ file: 'the command line', field: '--timezone' }]);
  });
  it('everything at once', () => {
    const { message } = refusal('timeuot: 5\nconcurrency: 0', { SILKWATCH_NO: '1' });
    for (const words of ['1:1 ', 'timeuot', '2:14', 'SILKWATCH_NO', '3 problems. Nothing was changed.'])
      expect(message).toContain(words);
  });
});
