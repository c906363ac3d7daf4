import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endedAs } from '../../../jobs/mail/sendmail.ts';
import { mailer } from '../../../jobs/mailer.ts';
import { letterWith } from '../fixture.ts';
import { mailConfig, octetsOf } from './fixture.ts';

/** A mail program that keeps what it is given, and ends as it is told. */
function program(ending: string) {
  const folder = mkdtempSync(join(tmpdir(), 'silkwatch-sendmail-'));
  const [path, message, words] = ['sendmail', 'message', 'words'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(path, `#!/bin/sh\necho "$@" > '${words}'\ncat > '${message}'\n${ending}\n`);
  chmodSync(path, 0o700);
  const { send } = mailer(mailConfig({ smtpUrl: `sendmail://${path}` }));
  return { send, message: () => readFileSync(message, 'latin1'), words: () => readFileSync(words, 'utf8').trim() };
}

describe('the mail program', () => {
  it('gets the message with the line ends of the system, its return path and its recipient', async () => {
    const { send, message, words } = program('exit 0');
    expect(await send(letterWith())).toMatchObject({ outcome: 'accepted' });
    expect(message()).toBe((await octetsOf()).toString('latin1').replaceAll('\r\n', '\n'));
    expect(words()).toBe('-i -f bounces+1a2b3c4d@silkwatch.example nino@example.org');
  });

  it.each([
    ['knows no such user', 'exit 67', { outcome: 'refused', status: '5.1.1' }],
    ['is in trouble for now', 'exit 75', { outcome: 'later', status: null }],
    ['is killed', 'kill -KILL $$', { outcome: 'lost', status: null }],
  ])('%s', async (_, ending, sent) => expect(await program(ending).send(letterWith())).toMatchObject(sent));

  it('that is not there stops the run, and is named', async () => {
    const { send } = mailer(mailConfig({ smtpUrl: 'sendmail:///nowhere/sendmail' }));
    await expect(send(letterWith())).rejects.toThrow(
      /cannot send by \/nowhere\/sendmail: cannot be run: ENOENT.*; mend: name a mail program/,
    );
  });
});

describe('an exit status', () => {
  const failed = (code: number) => new Error(`Sendmail exited with code ${code}`);

  it.each([
    [65, 'refused', '5.6.0'],
    [67, 'refused', '5.1.1'],
    [68, 'refused', '5.1.2'],
    [69, 'later', null],
    [71, 'later', null],
    [75, 'later', null],
    [1, 'later', null],
  ])('of %i is %s', (code, outcome, status) =>
    expect(endedAs(failed(code), 'sendmail')).toMatchObject({ outcome, status }),
  );

  it.each([64, 77, 78, 126, 127])('of %i is a fault of the program, not of the message', (code) =>
    expect(() => endedAs(failed(code), 'sendmail')).toThrow(/cannot send by sendmail/),
  );
});
