/** `silkwatch mail`: what mail needs before it is believed. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readKeys, weakKeys } from '../mail/keys.ts';
import { recordsOf } from '../mail/records.ts';
import { refuse } from '../subject.ts';
import { command, say, setupOf } from './setup.ts';

export function addMail(silkwatch: Command): void {
  const mail = silkwatch.command('mail').description('what mail needs before it is believed: keys and DNS records');
  command(mail, 'records')
    .description('print what the DNS has to say of our mail, as lines of a zone file: DKIM, DMARC, SPF')
    .action((_, self: Command) => records(self));
  command(mail, 'key')
    .description('make a key that signs our mail (DKIM), and say how to configure it')
    .argument('<selector>', 'under which name its public half will stand in the DNS')
    .option('--ed25519', 'Ed25519 instead of RSA: faster; not every server knows it, so have an RSA key too')
    .requiredOption('--out <file>', 'file of the private key, which must not be there yet')
    .action((selector: string, options, self: Command) =>
      makeKey(selector, options.out, options.ed25519 === true, self),
    );
}

function records(self: Command): void {
  const { config } = setupOf(self);
  const keys = readKeys(config.dkim);
  for (const line of weakKeys(keys)) say(`; warning ${line}`);
  for (const line of recordsOf(config, keys)) say(line);
}

/** RFC 6376, 3.1: a selector is made of labels of a domain name. */
const SELECTOR = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

function makeKey(selector: string, file: string, ed25519: boolean, self: Command): void {
  const { config } = setupOf(self);
  if (!SELECTOR.test(selector)) refuse(selector, 'is no selector: letters, digits and hyphens');
  const { privateKey } = ed25519 ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeNew(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  say(`Written to ${file}. Configure it, as`);
  say(`  dkim: [${[...config.dkim, `${selector}:${file}`].join(', ')}]`);
  say('and once the DNS says this, it is believed:');
  for (const line of recordsOf(config, readKeys([`${selector}:${file}`])).slice(0, 2)) say(line);
}

/** Writes a file that nobody else may read; one that is there is left as it is. */
function writeNew(file: string, content: string | Buffer): void {
  try {
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    refuse(file, `cannot be written: ${(cause as Error).message}`);
  }
}
