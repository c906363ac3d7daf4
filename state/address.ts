/** Mail addresses, which headers and envelopes are built of. */
import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** RFC 5321, 2.4: a domain is the same in any case, what stands before it need not be. Names of other scripts as RFC 5891 writes them. */
export function sameAddress(address: string): string {
  return address.trim().replace(/@([^@]*)$/, (_, domain) => `@${domainToASCII(domain) || domain.toLowerCase()}`);
}

/** RFC 5321, 4.1.2: a dot-string, whose first sign no program takes for an option or a formula, and a domain of names. */
const ADDRESS =
  /^[a-z\d_][\w!#$%&'*+/=?^`{|}~-]*(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])$/i;

/**
 * An address that mail reaches, in the form in which it is kept. RFC 5322's quoted local parts and comments are refused:
 * nobody has them. What stands before the @ is of ASCII: others need every server on the way to know RFC 6531.
 */
export const mailAddress = z
  .string()
  .transform(sameAddress)
  .pipe(
    z
      .string()
      .regex(
        ADDRESS,
        'is no mail address that mail reaches; mend: name@example.org, with plain Latin letters before the @',
      )
      .max(254, 'is longer than a mail address can be (254 characters)')
      .refine(
        (address) => address.length > 254 || address.indexOf('@') <= 64,
        'has more than 64 characters before the @',
      ),
  );

/**
 * Whether an address can stand in a message and its envelope as it is (RFC 5322, 3.4.1): what stands before the @ without quotes
 * and of ASCII, and so its domain, which may be one of this machine's alone, as of `root@localhost`.
 */
export const isPlain = (address: string): boolean => /^[\w!#$%&'*+/=?^`{|}~.-]+@[a-z\d.-]+$/i.test(address);

/** The bare address of a sender such as `Silkwatch <mail@example.org>`. */
export function bareAddress(sender: string): string {
  return (/<([^<>]+)>/.exec(sender)?.[1] ?? sender).trim();
}

/** What stands after the @; empty where there is none. */
export const domainOf = (address: string): string => /@([^@]*)$/.exec(address)?.[1] ?? '';
