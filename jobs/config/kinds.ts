/** What the values of keys may be, and what is said of those that are not. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import cron from 'node-cron';
import { z } from 'zod';
import { bareAddress, isPlain, sameAddress } from '../../state/address.ts';
import { imapFlaws, mailServerFlaws, webFlaws } from './servers.ts';

/** The environment and the command line write numbers as text; what else Number() would take is a mistake. */
export function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    z.number({ error }).refine((value) => Number.isInteger(value) && value >= least && value <= most, error),
  );
}

/** Text in which a function finds no flaws. */
const flawless = (flawsOf: (text: string) => string[]) =>
  z.string().superRefine((text, found) => {
    for (const flaw of flawsOf(text)) found.addIssue(flaw);
  });

export const mailServer = flawless(mailServerFlaws);
export const imapServer = flawless(imapFlaws);
export const webAddress = flawless(webFlaws).transform((url) => new URL(url).origin);

export const list = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)),
]);
export const ranges = list.refine(
  (all) => all.every((range) => isIP(range.split('/')[0]!) && /^[^/]+\/\d{1,3}$/.test(range)),
  'names address ranges such as 127.0.0.0/8',
);

const DOMAIN = /^(?:\*|(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63})$/;

/** Limits by domain, these in the form that addresses are kept in. */
export const domainLimits = list
  .transform((all) => all.map((limit) => limit.replace(/^[^=*]+/, (domain) => domainToASCII(domain) || domain)))
  .superRefine((all, found) => {
    for (const limit of all) {
      const [domain, perMinute] = limit.split('=', 2) as [string, string | undefined];
      if (!/^[^=]+=\d{1,6}$/.test(limit)) found.addIssue(`${limit} is no limit such as gmail.com=${perMinute || 60}`);
      else if (!DOMAIN.test(domain)) found.addIssue(`${domain} is no domain such as gmail.com`);
    }
    const domains = all.map((limit) => limit.split('=')[0]!);
    for (const domain of new Set(domains.filter((one, n) => domains.indexOf(one) !== n)))
      found.addIssue(`${domain} has several limits; mend: one`);
  });

export const schedule = z
  .string()
  .refine(
    (text) => /^(\S+\s+){4,5}\S+$/.test(text) && cron.validate(text),
    'is no schedule such as */5 * * * *: five fields (minute hour day month weekday), or six with seconds',
  );

export const listener = z
  .string()
  .regex(/^(\[[\da-f:.]+\]|[\w.-]+):\d{1,5}$/i, 'is a host and a port such as 127.0.0.1:8080')
  .refine((text) => Number(/\d*$/.exec(text)![0]) <= 65_535, 'has a port above 65535');

const NOT_PLAIN = 'has an address that not every server takes; mend: plain Latin letters before the @';
export const sender = z
  .string()
  .regex(
    /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    'reads Name <mail@example.org>, or is a bare address',
  )
  .refine((name) => isPlain(sameAddress(bareAddress(name))), NOT_PLAIN);
export const address = z
  .string()
  .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'is a bare mail address')
  .transform(sameAddress)
  .refine(isPlain, NOT_PLAIN);

/** RFC 5321, 4.5.3.1.1: 64 characters, of which the tag of a delivery takes 43. */
const LONGEST_MAILBOX = 21;

export const mailbox = address
  .refine(
    (text) => text.indexOf('@') <= LONGEST_MAILBOX,
    `has more than ${LONGEST_MAILBOX} characters before the @, where a tag of 43 follows them`,
  )
  .refine((text) => !text.includes('+'), 'has a + already, after which each mail puts its own tag; mend: leave it out');
