/**
 * Tokens in the addresses of our pages: they say who may do what, signed, and name no mail address. One is good for one
 * purpose and one person, and most only for a time.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DAY, HOUR } from '../state/item.ts';

/**
 * `confirm` a wish to join, `leave` by one click, `change` what one gets, `read` one message on the web, `data` to take out
 * or erase what is known of one. For how long each is good, in milliseconds: who leaves may do so from the oldest of mails.
 */
const LIFETIMES = {
  confirm: 3 * DAY,
  leave: Number.POSITIVE_INFINITY,
  change: 366 * DAY,
  read: 366 * DAY,
  data: HOUR,
} as const;

export type Purpose = keyof typeof LIFETIMES;

const PURPOSES = Object.keys(LIFETIMES) as Purpose[];

/** Purpose, subject (a UUID), and the second in which it was signed; then the first half of an HMAC-SHA256 (RFC 2104, 5). */
const [PURPOSE, SUBJECT, SECONDS, MAC] = [1, 16, 6, 16];
const SIGNED = PURPOSE + SUBJECT + SECONDS;

/** A token for one purpose, of a subscriber, a wish to join or a delivery by its UUID: 52 letters that an address may hold. */
export function sign(purpose: Purpose, subject: string, at: Date, secret: string): string {
  const bytes = Buffer.alloc(SIGNED);
  bytes.writeUInt8(PURPOSES.indexOf(purpose));
  Buffer.from(subject.replaceAll('-', ''), 'hex').copy(bytes, PURPOSE);
  bytes.writeUIntBE(Math.floor(at.getTime() / 1000), PURPOSE + SUBJECT, SECONDS);
  return Buffer.concat([bytes, macOf(bytes, secret)]).toString('base64url');
}

/** Whom a token is of, and since when; null where it is not ours, is for another purpose, or is too old. */
export function verified(
  token: string,
  purpose: Purpose,
  secret: string,
  now: Date,
): { subject: string; at: Date } | null {
  if (!/^[\w-]{52}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const signed = bytes.subarray(0, SIGNED);
  if (!timingSafeEqual(bytes.subarray(SIGNED), macOf(signed, secret))) return null;
  if (PURPOSES[signed.readUInt8()] !== purpose) return null;
  const at = signed.readUIntBE(PURPOSE + SUBJECT, SECONDS) * 1000;
  if (now.getTime() - at > LIFETIMES[purpose]) return null;
  return { subject: uuidOf(signed.subarray(PURPOSE, PURPOSE + SUBJECT)), at: new Date(at) };
}

const macOf = (bytes: Buffer, secret: string): Buffer =>
  createHmac('sha256', secret).update('token\0').update(bytes).digest().subarray(0, MAC);

const uuidOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
