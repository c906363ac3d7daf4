/** The keys of the configuration, and what each of them may be. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isLedgerUrl } from '../../state/database.ts';
import { isTimeZone } from '../../state/subscriber.ts';
import {
  address,
  domainLimits,
  imapServer,
  list,
  listener,
  mailbox,
  mailServer,
  ranges,
  schedule,
  sender,
  webAddress,
  whole,
} from './kinds.ts';

/** Where the shipped sources, topics and templates lie: two folders above this one. */
export const SHIPPED = resolve(import.meta.dirname, '../..');

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
  smtpUrl: mailServer
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
  mailbox: mailbox
    .optional()
    .describe(
      'where bounces and mailed unsubscriptions come in, `bounces@example.org`, each with a tag after a `+`; by default the sender, without tags',
    ),
  ops: address.optional().describe('who is told by mail where the mail itself is in trouble'),
  dkim: list
    .refine((all) => all.every((key) => /^[\w.-]+:.+$/.test(key)), 'names keys as selector:file')
    .default([])
    .describe('keys that sign all mail, RSA or Ed25519, as `selector:/etc/silkwatch/dkim.pem`'),
  mailConnections: whole(1, 100).default(5).describe('connections to the mail server at once'),
  mailPerMinute: whole(0, 1_000_000).default(0).describe('messages a minute at most; 0 is as many as there are'),
  mailDomains: domainLimits
    .default([])
    .describe(
      'messages a minute at most to a domain, as `gmail.com=60`; `*=100` is for each other one, and 0 is as many as there are',
    ),
  mailErrors: whole(1, 10_000).default(20).describe('failures in a row after which sending pauses'),
  web: webAddress.optional().describe('address at which subscribers reach the pages; mails name no pages without it'),
  webListen: listener.default('127.0.0.1:8080').describe('where `serve` and `web` listen'),
  webProxies: whole(0, 10).default(0).describe('proxies of yours in front of it, whose X-Forwarded-For is believed'),
  secret: z
    .string()
    .min(32, 'must have 32 characters or more')
    .optional()
    .describe('what tokens in addresses are signed with; by default made up once and kept in the ledger'),
  maildir: z.string().optional().describe('Maildir of the mailbox, read on a schedule and by `bounces --maildir`'),
  imapUrl: imapServer
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
  watchSchedule: schedule.default('*/5 * * * *').describe('when `serve` looks for sources that are due'),
  assessSchedule: schedule
    .default('* * * * *')
    .describe('when `serve` looks for alerts whose wait is over; what was watched is assessed at once'),
  digestSchedule: schedule.default('* * * * *').describe('when `serve` looks for editions that are due'),
  remindSchedule: schedule.default('* * * * *').describe('when `serve` looks for reminders that are due'),
  deliverSchedule: schedule
    .default('* * * * *')
    .describe('when `serve` sends what is waiting; what is written or due between is sent about a second later'),
  bouncesSchedule: schedule.default('*/5 * * * *').describe('when `serve` reads the mailbox, where one is configured'),
} as const;
