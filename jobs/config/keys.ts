/** The keys of the configuration, and what each of them may be. */
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { bareAddress, isPlain, sameAddress } from '../../state/address.ts';
import { isLedgerUrl } from '../../state/database.ts';
import { isTimeZone } from '../../state/subscriber.ts';

/** Where the shipped sources, topics and templates lie: two folders above this one. */
export const SHIPPED = resolve(import.meta.dirname, '../..');

/** The environment and the command line write numbers as text; what else Number() would take is a mistake. */
const whole = (least: number, most: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    z.int().min(least).max(most),
  );
const list = z.union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean))]);
const ranges = list.refine(
  (all) => all.every((range) => isIP(range.split('/')[0]!) && /^[^/]+\/\d{1,3}$/.test(range)),
  'names address ranges such as 127.0.0.0/8',
);
const cron = z
  .string()
  .regex(/^(\S+\s+){4,5}\S+$/, 'a schedule has five fields (minute hour day month weekday), or six with seconds');

const NOT_PLAIN = 'has an address that not every server takes; mend: plain Latin letters before the @';
const sender = z
  .string()
  .regex(
    /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    'reads Name <mail@example.org>, or is a bare address',
  )
  .refine((name) => isPlain(sameAddress(bareAddress(name))), NOT_PLAIN);
const mailAddress = z
  .string()
  .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'is a bare mail address')
  .transform(sameAddress)
  .refine(isPlain, NOT_PLAIN);
/** RFC 5321, 4.5.3.1.1: 64 characters, of which the tag of a delivery takes 43. */
const LONGEST_MAILBOX = 21;

/** Every key, with what it is for: the README's table and the check of unknown keys are made of this. */
export const KEYS = {
  data: z.string().default('data').describe('folder of the ledger and the outbox'),
  sources: z.string().default(join(SHIPPED, 'watchers/sources.yaml')).describe('file of the sources to watch'),
  topics: z.string().default(join(SHIPPED, 'rules/topics')).describe('folder of the topic files'),
  documents: z
    .string()
    .default(join(SHIPPED, 'rules/documents.yaml'))
    .describe('file that names the documents that rules may cite'),
  databaseUrl: z
    .string()
    .refine(isLedgerUrl, 'is of a kind that is not supported; give sqlite: and a path')
    .optional()
    .describe('the ledger: `sqlite:` and a path; by default `silkwatch.db` in the data folder'),
  smtpUrl: z
    .url({ protocol: /^(smtps?|sendmail|ses)$/ })
    .optional()
    .describe(
      'mail server, `smtps://user:password@host`; or `sendmail:///usr/sbin/sendmail`, or `ses://eu-central-1`; without it mail is written to the outbox folder',
    ),
  outbox: z
    .string()
    .optional()
    .describe(
      'folder for the pages of editions, and for mail without a mail server; by default `outbox` in the data folder',
    ),
  from: sender.default('Silkwatch <silkwatch@localhost>').describe('sender of all mail'),
  alertsFrom: sender.optional().describe('sender of what is told at once, where it is another'),
  mailbox: mailAddress
    .refine(
      (address) => address.indexOf('@') <= LONGEST_MAILBOX,
      `has more than ${LONGEST_MAILBOX} characters before the @, where a tag of 43 follows them`,
    )
    .optional()
    .describe(
      'where bounces and mailed unsubscriptions come in, `bounces@example.org`, each with a tag after a `+`; by default the sender, without tags',
    ),
  ops: mailAddress.optional().describe('who is told by mail where the mail itself is in trouble'),
  dkim: list
    .refine((all) => all.every((key) => /^[\w.-]+:.+$/.test(key)), 'names keys as selector:file')
    .default([])
    .describe('keys that sign all mail, RSA or Ed25519, as `selector:/etc/silkwatch/dkim.pem`'),
  mailConnections: whole(1, 100).default(5).describe('connections to the mail server at once'),
  mailPerMinute: whole(0, 1_000_000).default(0).describe('messages a minute at most; 0 is as many as there are'),
  mailDomains: list
    .refine((all) => all.every((limit) => /^[^\s=@]+=\d{1,6}$/.test(limit)), 'names limits as gmail.com=60')
    .default([])
    .describe('messages a minute at most to a domain, as `gmail.com=60`; `*=100` is for each other one'),
  mailErrors: whole(1, 10_000).default(20).describe('failures in a row after which sending pauses'),
  web: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => new URL(url).href === `${new URL(url).origin}/`,
      'is a host alone: the pages have one of their own',
    )
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('address at which subscribers reach the pages; mails name no pages without it'),
  webListen: z
    .string()
    .regex(/^(\[[\da-f:.]+\]|[\w.-]+):\d{1,5}$/i, 'is a host and a port such as 127.0.0.1:8080')
    .default('127.0.0.1:8080')
    .describe('where `serve` and `web` listen'),
  webProxies: whole(0, 10).default(0).describe('proxies of yours in front of it, whose X-Forwarded-For is believed'),
  secret: z
    .string()
    .min(32, 'must have 32 characters or more')
    .optional()
    .describe('what tokens in addresses are signed with; by default made up once and kept in the ledger'),
  maildir: z.string().optional().describe('Maildir of the mailbox, read on a schedule and by `bounces --maildir`'),
  imapUrl: z
    .url({ protocol: /^imaps?$/ })
    .optional()
    .describe('the mailbox by IMAP, `imaps://user:password@host/INBOX`, read on a schedule and by `bounces --imap`'),
  contact: z
    .string()
    .default('https://silkwatch.example/about')
    .describe('address in the User-Agent where a publisher can reach you'),
  allowPrivate: ranges.default([]).describe('private address ranges that may be visited, as `127.0.0.0/8`'),
  timeout: whole(1, 300).default(30).describe('seconds that one visit may take'),
  maxBytes: whole(1024, 2 ** 30)
    .default(10_000_000)
    .describe('largest body in bytes, after decompression'),
  concurrency: whole(1, 256).default(8).describe('visits under way at once'),
  timezone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as Asia/Tbilisi')
    .default('UTC')
    .describe('time zone of a new subscriber'),
  alertWait: whole(0, 24 * 60)
    .default(5)
    .describe('minutes that a new story is gathered before it is told at once'),
  alertInterval: whole(0, 24 * 60)
    .default(60)
    .describe('minutes between what is told at once of one story'),
  watchSchedule: cron.default('*/5 * * * *').describe('when `serve` looks for sources that are due'),
  assessSchedule: cron
    .default('* * * * *')
    .describe('when `serve` looks for alerts whose wait is over; what was watched is assessed at once'),
  digestSchedule: cron.default('* * * * *').describe('when `serve` looks for editions that are due'),
  remindSchedule: cron.default('* * * * *').describe('when `serve` looks for reminders that are due'),
  deliverSchedule: cron.default('* * * * *').describe('when `serve` sends what is waiting'),
  bouncesSchedule: cron.default('*/5 * * * *').describe('when `serve` reads the mailbox, where one is configured'),
} as const;
