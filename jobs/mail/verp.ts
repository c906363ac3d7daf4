/** Variable envelope return path (Bernstein, 1997): a mail that comes back says by the address that it comes to which one it is. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Post } from './links.ts';

/** So many hexadecimal digits are 40 bits: each guess costs a mail. A server may write a local part in lower case, so hexadecimal. */
const MAC = 10;

/**
 * The envelope sender of a delivery: `bounces+1a2b…@example.org`, or the bare mailbox where it takes no tags. An id is a
 * UUID, or lower-case letters, digits and hyphens.
 */
export function returnPathOf(delivery: string, { mailbox, tagged, secret }: Post): string {
  if (!tagged) return mailbox;
  const tag = UUID.test(delivery) ? delivery.replaceAll('-', '') : delivery;
  return mailbox.replace(/@(?=[^@]*$)/, `+${tag}${macOf(tag, secret)}@`);
}

/**
 * The id of the delivery that came back to an address, or null where the address names none of ours. It may be in any
 * case, and wrapped as BATV (`prvs=…=bounces+…@`) and SRS (`SRS0=…=example.org=bounces+…@forwarder`) wrap it: what
 * tells that it is ours is the keyed hash, compared in constant time.
 */
export function deliveryAt(address: string, { tagged, secret }: Pick<Post, 'tagged' | 'secret'>): string | null {
  if (!tagged) return null;
  for (const [, tag, mac] of address.toLowerCase().matchAll(TAG))
    if (timingSafeEqual(Buffer.from(mac!), Buffer.from(macOf(tag!, secret)))) return idOf(tag!);
  return null;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const TAG = new RegExp(`\\+([\\da-z-]{1,64})([\\da-f]{${MAC}})(?![\\da-z-])`, 'g');

/** A UUID stands without its hyphens in an address, whose local part may have 64 signs (RFC 5321, 4.5.3.1.1). */
const idOf = (tag: string): string =>
  /^[\da-f]{32}$/.test(tag) ? tag.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : tag;

const macOf = (tag: string, secret: string): string =>
  createHmac('sha256', secret).update('verp\0').update(tag).digest('hex').slice(0, MAC);
