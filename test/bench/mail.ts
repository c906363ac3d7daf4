/** A ledger of the bench: subscribers, and for each a message of 30 KB that waits to be sent. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../jobs/config.ts';
import { limitsOf } from '../../jobs/deliver/limits.ts';
import { deliver } from '../../jobs/deliver.ts';
import { silent } from '../../jobs/log.ts';
import { linksOf as linksFor } from '../../jobs/mail/links.ts';
import { openWorld } from '../../jobs/world.ts';
import { holeOf, type Mail } from '../../state/delivery.ts';
import { subscriberWith } from '../jobs/fixture.ts';
import { dice, languages, wordIn } from './languages.ts';
import { timed } from './rows.ts';

export interface Recipient {
  id: string;
  address: string;
}

const BYTES = { html: 23_000, text: 4000 };
/** An edition is told in as many selections, about. */
const SELECTIONS = 20;
const WEB = 'https://watch.silkwatch.example';
const DOMAIN = 'silkwatch.example';

const post = { web: WEB, mailbox: `bounces@${DOMAIN}`, tagged: true, secret: 'a secret of the bench, not to be told' };

/** The links of a recipient, such as every mail has its own of. */
export const linksOf = (id: string) => linksFor(id, id, new Date(0), post);

/** An edition as one selection of it; each has its own words. */
export const MAIL = mailOf(0);

function mailOf(selection: number): Mail {
  const roll = dice(3_000_000 + selection);
  const paragraph = () => Array.from({ length: 40 }, () => wordIn(languages[0]!, roll)).join(' ');
  let [html, text] = ['', ''];
  while (html.length < BYTES.html)
    html += `<tr><td style="padding:0 0 16px 0;font-size:16px;line-height:24px"><p>${paragraph()}</p></td></tr>\n`;
  while (text.length < BYTES.text) text += `${paragraph()}\n\n`;
  const [leave, change, read] = (['leave', 'change', 'read'] as const).map(holeOf);
  return {
    subject: 'Silkwatch · Sunday, 22 November 2026',
    html: `<table>${html}</table><p><a href="${read}">Read</a> <a href="${change}">Change</a> <a href="${leave}">Leave</a></p>`,
    text: `${text}Read: ${read}\nChange: ${change}\nLeave: ${leave}\n`,
  };
}

export interface Office {
  recipients: Recipient[];
  keys: { rsa: string; ed25519: string };
  /** Writes a message to each recipient, and answers the milliseconds in which all were delivered and settled. */
  run(port: number, dkim: string[]): Promise<number>;
  close(): void;
}

/** A folder with a ledger, and keys to sign with. */
export async function openOffice(count: number, connections: number): Promise<Office> {
  const data = mkdtempSync(join(tmpdir(), 'silkwatch-bench-'));
  const recipients = Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    address: `reader-${n}@example.org`,
  }));
  const config = {
    ...readConfig({ data }, {}),
    ...{ from: `Silkwatch <digest@${DOMAIN}>`, web: WEB, mailbox: post.mailbox, mailConnections: connections },
  };
  const world = await openWorld(config, silent);
  for (const one of recipients)
    await world.ledger.subscribe(subscriberWith({ ...one, since: new Date(0).toISOString() }));
  await world.close();
  const mails = Array.from({ length: SELECTIONS }, (_, n) => mailOf(n));
  let runs = 0;
  return {
    recipients,
    keys: { rsa: keyIn(data, 'rsa'), ed25519: keyIn(data, 'ed25519') },
    run: (port, dkim) =>
      runOnce({ ...config, smtpUrl: `smtp://127.0.0.1:${port}`, dkim }, recipients, mails, `edition-${runs++}`),
    close: () => rmSync(data, { recursive: true }),
  };
}

function keyIn(folder: string, kind: 'rsa' | 'ed25519'): string {
  const pem = { format: 'pem', type: 'pkcs8' } as const;
  const { privateKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  const file = join(folder, `${kind}.pem`);
  writeFileSync(file, privateKey.export(pem));
  return file;
}

async function runOnce(
  config: Config,
  recipients: readonly Recipient[],
  mails: Mail[],
  edition: string,
): Promise<number> {
  const world = await openWorld(config, silent);
  const created = world.now().toISOString();
  const messages = recipients.map(({ id }, n) => ({
    ...{ id: randomUUID(), kind: 'edition' as const, subject: edition, revision: 0, subscriber: id, created },
    ...{ messageId: `<${edition}.${id}@${DOMAIN}>`, references: [], stories: [], period: null },
    mail: mails[n % mails.length]!,
  }));
  await world.ledger.enqueueAll(messages);
  try {
    let accepted = 0;
    const took = await timed(async () => ({ accepted } = await deliver(world, limitsOf(config))));
    if (accepted !== messages.length) throw new Error(`${accepted} of ${messages.length} messages were accepted`);
    return took;
  } finally {
    await world.close();
  }
}
