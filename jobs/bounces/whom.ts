/** Whom a mail that came back is about, and what proves it. Pure. */
import { verified } from '../../web/token.ts';
import type { Post } from '../mail/links.ts';
import { deliveryAt } from '../mail/verp.ts';
import { allOf, type Fields, field } from './fields.ts';
import type { ReturnedMail } from './mail.ts';
import { subjectOf } from './reply.ts';

/** The headers in which servers write to which address a mail came. */
const CAME_TO = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'to',
  'cc',
  'apparently-to',
];
/** Where a mail that is given back, or a report on it, says from which address it was sent. */
const SENT_FROM = ['return-path', 'x-postfix-sender', 'original-mail-from', 'x-envelope-from'];

/** The delivery whose return path it came to, signed by us (VERP). It may be quoted by what it gives back, too. */
export function signedDelivery({ headers, original, report, feedback }: ReturnedMail, post: Post): string | null {
  const addresses = [
    ...allOf(headers, ...CAME_TO),
    ...[original, ...report, feedback ?? []].flatMap((one) => allOf(one, ...SENT_FROM)),
  ];
  for (const address of addresses) {
    const delivery = deliveryAt(address, post);
    if (delivery) return delivery;
  }
  return null;
}

const MESSAGE_ID = /<([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})@[\w.-]{1,255}>/i;

/** The delivery that a Message-ID names, and that Message-ID, for the ledger to compare: ours is made of the delivery's id. */
export function namedDelivery({ original, text }: ReturnedMail): { id: string; messageId: string } | null {
  const written = allOf(original, 'message-id').find((one) => MESSAGE_ID.test(one));
  const found = MESSAGE_ID.exec(written ?? /^\s*message-id: .*$/im.exec(text)?.[0] ?? '');
  return found && { id: found[1]!.toLowerCase(), messageId: found[0] };
}

/** The subscriber whose signed wish to leave a mail's subject holds. */
export function signedLeaving(headers: Fields, { secret }: Post, now: Date): string | null {
  const token = /\b[\w-]{52}(?![\w-])/.exec(subjectOf(headers))?.[0];
  return (token && verified(token, 'leave', secret, now)?.subject) || null;
}

/**
 * Whether our own mail server, which writes on top, found the sender forged. A server of ours that does not check says
 * nothing, and what stands further down, the sender may have written.
 */
export const isForged = (headers: Fields): boolean => {
  const results = field(headers, 'authentication-results');
  return /\bdmarc=fail\b/i.test(results) || (/\bspf=(?:soft)?fail\b/i.test(results) && !/\bdkim=pass\b/i.test(results));
};
