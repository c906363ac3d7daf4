/** `silkwatch bounces`: what comes back to us, read by hand or from the mailbox. */
import type { Command } from 'commander';
import { isThere } from '../../state/database.ts';
import { type Arrived, fromFiles } from '../bounces/arrived.ts';
import { classify } from '../bounces/classify.ts';
import { keepIn, keptFolder, keptIn, readKept } from '../bounces/kept.ts';
import { readMail } from '../bounces/mail.ts';
import { arrivedIn, mailboxesOf } from '../bounces/mailboxes.ts';
import { tellOps } from '../bounces/tell.ts';
import { jsonLine, line } from '../bounces/words.ts';
import { type BouncesRun, foreseeBounces, type Show, takeBounces } from '../bounces.ts';
import type { Config } from '../config.ts';
import { silent } from '../log.ts';
import { shown } from '../sources/told.ts';
import { refuse } from '../subject.ts';
import type { World } from '../world.ts';
import { command, type Setup, say, setupOf } from './setup.ts';

interface Options {
  json?: boolean;
  dryRun?: boolean;
  maildir?: boolean;
  imap?: boolean;
  kept?: boolean;
}

export function addBounces(silkwatch: Command): void {
  command(silkwatch, 'bounces')
    .description('read mails that came back: who is gone, who complains, who wants to leave; and follow them')
    .argument('[file...]', 'a mail, an mbox or the folder of a Maildir each; - is standard input')
    .option('--maildir', 'read the unseen mails of the Maildir that maildir names')
    .option('--imap', 'read the unseen mails of the mailbox that imapUrl names')
    .option('--dry-run', 'show what would follow, and change nothing')
    .option('--kept', 'list the mails that were kept for a person')
    .option('--json', 'as JSON lines, one for each recipient')
    .action((files: string[], options: Options, self: Command) => bounces(setupOf(self), files, options));
}

async function bounces(setup: Setup, files: string[], options: Options): Promise<void> {
  const { config } = setup;
  if (options.kept) return listKept(config, options);
  const arrived = arrivalsOf(config, files, options);
  const show: Show = (mail, all) => {
    for (const { finding, verdict } of all) tell(options, mail.name, finding, verdict);
  };
  // Without a ledger there is nobody whom they could be about.
  if (!isThere(config.databaseUrl)) return justRead(arrived, options);
  await setup.inWorld(async (world) => {
    if (options.dryRun) await foreseeBounces(arrived, world, show);
    else await takeFor(config, world, arrived, show);
  }, silent);
}

/** What is asked for; where nothing is, what is piped in, and where nothing is, the mailboxes that are configured. */
function arrivalsOf(config: Config, files: string[], { maildir, imap }: Options): AsyncIterable<Arrived> {
  if (maildir && config.maildir === undefined)
    refuse('--maildir', 'needs the Maildir; mend: set maildir, or name its folder as a file');
  if (imap && config.imapUrl === undefined)
    refuse('--imap', 'needs the mailbox; mend: set imapUrl, as imaps://user:password@host/INBOX');
  const asked = mailboxesOf({
    maildir: maildir ? config.maildir : undefined,
    imapUrl: imap ? config.imapUrl : undefined,
  });
  if (asked.length > 0) return arrivedIn([...(files.length > 0 ? [fromFiles(files, config)] : []), ...asked]);
  if (files.length > 0) return fromFiles(files, config);
  return process.stdin.isTTY ? configured(config) : orElse(fromFiles(['-'], config), config);
}

function configured(config: Config): AsyncIterable<Arrived> {
  const known = mailboxesOf(config);
  if (known.length === 0) refuse('silkwatch bounces', 'nothing to read; mend: name files, or set maildir or imapUrl');
  return arrivedIn(known);
}

/** A crontab and a service manager pipe in nothing. */
async function* orElse(piped: AsyncIterable<Arrived>, config: Config): AsyncGenerator<Arrived> {
  let any = false;
  for await (const one of piped) {
    any = true;
    yield one;
  }
  if (!any) yield* configured(config);
}

/** Records and follows what came back: for the command, and for the round of `serve`. */
export function takeFor(
  config: Config,
  world: World,
  arrived: AsyncIterable<Arrived>,
  show?: Show,
): Promise<BouncesRun> {
  const { now, ledger, post, log } = world;
  const sender = { from: config.from, web: config.web ?? null };
  const hands = {
    keep: keepIn(keptFolder(config.data)),
    tell: (told: { n: number; because: string | null }) => tellOps(told, config.ops ?? null, sender, world),
  };
  return takeBounces(arrived, { now, ledger, post, log, ...hands }, show);
}

async function justRead(arrived: AsyncIterable<Arrived>, options: Options): Promise<void> {
  for await (const { name, bytes } of arrived)
    for (const finding of classify(await readMail(bytes))) tell(options, name, finding);
}

async function listKept({ data }: Config, options: Options): Promise<void> {
  const folder = keptFolder(data);
  for (const name of await keptIn(folder))
    for (const finding of classify(await readMail(await readKept(folder, name))))
      tell(options, `${folder}/${name}`, finding);
}

function tell({ json }: Options, ...told: Parameters<typeof line>): void {
  say(json ? jsonLine(...told) : shown(line(...told)));
}
