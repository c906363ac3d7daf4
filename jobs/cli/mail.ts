/** `silkwatch mail`: whether it arrives, and what it needs before it is believed. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { mailAddress } from '../../state/address.ts';
import { limitsOf } from '../deliver/limits.ts';
import { outcomeLine } from '../deliveries/words.ts';
import { silent } from '../log.ts';
import { readKeys, weakKeys } from '../mail/keys.ts';
import { recordsOf } from '../mail/records.ts';
import { sendTrial, trialMail } from '../mail/trial.ts';
import { previewNamed } from '../preview/room.ts';
import { refuse } from '../subject.ts';
import { command, type Setup, say, setupOf } from './setup.ts';

export function addMail(silkwatch: Command): void {
  const mail = command(silkwatch, 'mail').description(
    'whether mail arrives, and what it needs before it is believed: a test, keys, DNS records',
  );
  command(mail, 'test')
    .description('send a mail to yourself: a word that it arrived, or any edition as `preview` shows it')
    .argument('<address>', 'where it goes, whether it subscribes or not')
    .argument('[edition]', 'daily or weekly for the next one, or a frozen one by the name of its page')
    .option('--as <address>', 'the edition as this subscriber would get it (default: somebody who joins now)')
    .action((address: string, edition: string | undefined, { as }, self: Command) =>
      trial(address, edition, as, setupOf(self)),
    );
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

async function trial(
  address: string,
  edition: string | undefined,
  as: string | undefined,
  setup: Setup,
): Promise<void> {
  const { config, installation } = setup;
  const to = mailAddress.safeParse(address);
  if (!to.success) refuse(address, to.error.issues[0]!.message);
  await setup.inWorld(async (world) => {
    const mail =
      edition === undefined
        ? trialMail(
            config.smtpUrl ? new URL(config.smtpUrl).host || config.smtpUrl : config.outbox,
            installation.sender,
          )
        : (await previewNamed(edition, as, setup, world)).letter.mail;
    const outcome = await sendTrial(to.data, mail, limitsOf(config), world);
    say(outcomeLine(outcome));
    if (outcome.state !== 'accepted') process.exitCode = 1;
  }, silent);
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
  const beside =
    config.dkim.length > 0 ? 'Configure it beside the others, as' : 'Add it to `dkim`, which without others reads';
  say(`Written to ${file}. ${beside}`);
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
