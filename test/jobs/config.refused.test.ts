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
