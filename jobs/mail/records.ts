/** What the DNS has to say of our mail, as lines of a zone file (RFC 1035, 5.1). Pure but for the keys. */
import { domainOf } from '../../state/address.ts';
import type { Config } from '../config.ts';
import { identityOf, mailboxOf } from './fields.ts';
import { type Key, recordOf } from './keys.ts';

type Asked = Pick<Config, 'from' | 'alertsFrom' | 'mailbox' | 'ops' | 'smtpUrl'>;

/** The records of each domain that our mail is from: keys, DMARC; and SPF of the one that bounces go back to. */
export function recordsOf(config: Asked, keys: readonly Key[]): string[] {
  const domains = [...new Set([config.from, config.alertsFrom ?? config.from].map((from) => identityOf(from).domain))];
  const mailbox = mailboxOf(config);
  const reports = config.ops ?? mailbox;
  return [
    ...domains.flatMap((domain) => [
      `; what signs the mail of ${domain} (DKIM, RFC 6376)`,
      ...keys.map((key) => record(`${key.selector}._domainkey.${domain}`, recordOf(key))),
      ...(keys.length === 0 ? ['; no key yet; mend: silkwatch mail key <selector> --out <file>'] : []),
      '; what is to become of mail that only pretends to be ours (DMARC, RFC 7489); once reports are clean, p=quarantine',
      record(`_dmarc.${domain}`, `v=DMARC1; p=none; rua=mailto:${reports}`),
      ...reportsTo(domainOf(reports), domain),
    ]),
    `; who may send in the name of ${domainOf(mailbox)} (SPF, RFC 7208): name here whatever else does`,
    record(domainOf(mailbox), `v=spf1 ${serverOf(config.smtpUrl)} ~all`),
    ...(config.mailbox === undefined ? [] : [tagsOf(mailbox)]),
  ];
}

/** Bounces and mailed unsubscriptions find the mailbox by the tag alone. */
const tagsOf = (mailbox: string): string =>
  `; ${domainOf(mailbox)} needs an MX, whose server brings to ${mailbox} what stands after a + too, as Postfix does with recipient_delimiter = +`;

/** Another domain has to say that it takes the reports (RFC 7489, 7.1), or none are sent there. */
function reportsTo(other: string, domain: string): string[] {
  if (other === domain) return [];
  return [
    `; that ${other} takes the reports on it (DMARC, RFC 7489, 7.1)`,
    record(`${domain}._report._dmarc.${other}`, 'v=DMARC1'),
  ];
}

/** A string of the DNS holds 255 octets at most; a text is of as many as it takes. */
function record(name: string, text: string): string {
  const strings = text.match(/.{1,255}/g)!.map((part) => `"${part}"`);
  return `${name}. IN TXT ${strings.length === 1 ? strings[0] : `( ${strings.join(' ')} )`}`;
}

/** The mechanism for the server that takes our mail, which may hand it on by another address. */
function serverOf(smtpUrl: string | undefined): string {
  if (smtpUrl?.startsWith('ses:')) return 'include:amazonses.com';
  const host = smtpUrl?.startsWith('smtp') ? new URL(smtpUrl).hostname : '';
  return /[a-z].*\./i.test(host) ? `mx a:${host}` : 'mx a';
}
