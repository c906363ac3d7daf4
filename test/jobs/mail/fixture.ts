/** A configuration of mail, keys that sign it, and letters as octets. */

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Letter } from '../../../jobs/deliver.ts';
import { rawBuilder } from '../../../jobs/mail/raw.ts';
import type { MailConfig } from '../../../jobs/mailer.ts';
import { FROM, letterWith, POST } from '../fixture.ts';

export const mailConfig = (its: Partial<MailConfig> = {}): MailConfig => ({
  from: FROM,
  outbox: '',
  web: POST.web!,
  dkim: [],
  mailConnections: 1,
  ...its,
});

/** The octets of a letter. */
export async function octetsOf(its: Partial<Letter> = {}, config: Partial<MailConfig> = {}): Promise<Buffer> {
  return Buffer.concat(await rawBuilder(mailConfig(config))(letterWith(its)));
}

/** Writes a private key to a file of its own, and answers where. */
export function keyFile(secret: KeyObject | string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'silkwatch-key-')), 'key.pem');
  writeFileSync(file, typeof secret === 'string' ? secret : secret.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  return file;
}

export const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
export const ed25519 = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/** What every message promises, whatever it holds: its lines end with CRLF, and are short; none needs a dot. */
export function flawsOf(message: Buffer, longest = 998): string[] {
  const text = message.toString('latin1');
  const lines = text.split('\r\n');
  return [
    ...(/[^\r]\n|\r(?!\n)/.test(text) ? ['a bare CR or LF'] : []),
    ...(text.endsWith('\r\n') ? [] : ['no line end at the end']),
    ...(/[^\x20-\x7e\r\n\t]/.test(text) ? ['an octet that is no printable ASCII'] : []),
    ...lines.filter((line) => line.length > longest).map((line) => `too long: ${line}`),
    ...lines.filter((line) => /^\.|^From |\s$/.test(line)).map((line) => `hurt on the way: ${line}`),
  ];
}
