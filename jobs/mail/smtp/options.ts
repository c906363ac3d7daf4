/** The options of a mail server, as the query of its address says them. Pure. */
import { isIP } from 'node:net';
import { didYouMean } from '../../../state/refusal.ts';

/** What an option may be, in words and as a test. */
type Kind = readonly [words: string, fits: (value: string) => boolean];

const flag: Kind = ['true or false', (value) => /^(true|false)$/.test(value)];
const number: Kind = ['a whole number from 1', (value) => /^[1-9]\d{0,8}$/.test(value)];
const version: Kind = ['TLSv1.2 or TLSv1.3', (value) => /^TLSv1\.[23]$/.test(value)];
const host: Kind = ['the name of a host', (value) => /^(?=.*[a-z[])[\w.:[\]-]+$/i.test(value)];
const method: Kind = ['PLAIN, LOGIN or CRAM-MD5', (value) => /^(PLAIN|LOGIN|CRAM-MD5)$/.test(value)];
const address: Kind = ['an IP address of this machine', (value) => isIP(value) > 0];
const proxy: Kind = [
  'the address of an HTTP proxy',
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
];

/** Those of nodemailer's that an address can say, and ours: `maxMessages`. Timeouts are in milliseconds. */
export const SMTP_OPTIONS: Readonly<Record<string, Kind>> = {
  ...{ requireTLS: flag, ignoreTLS: flag, opportunisticTLS: flag, 'tls.rejectUnauthorized': flag },
  ...{ 'tls.servername': host, 'tls.minVersion': version, 'tls.maxVersion': version, authMethod: method },
  ...{ name: host, localAddress: address, proxy, allowInternalNetworkInterfaces: flag },
  ...{ connectionTimeout: number, greetingTimeout: number, socketTimeout: number, dnsTimeout: number },
  maxMessages: number,
};

/** What is wrong with the options of an address, one by one: what nodemailer does not know it ignores without a word. */
export function optionFlaws(options: URLSearchParams): string[] {
  const names = Object.keys(SMTP_OPTIONS);
  // No value is quoted: that of a proxy may hold a password.
  return [...new Set(options.keys())].flatMap((name) => {
    if (!Object.hasOwn(SMTP_OPTIONS, name))
      return [`unknown option ${name}${didYouMean(name, names) || `; there are ${names.join(', ')}`}`];
    const [[words, fits], values] = [SMTP_OPTIONS[name]!, options.getAll(name)];
    if (values.length > 1) return [`the option ${name} stands there ${values.length} times; mend: once`];
    return fits(values[0]!) ? [] : [`the option ${name} must be ${words}`];
  });
}
