/** Variable envelope return path (Bernstein, 1997): a mail that comes back says by the address that it comes to which one it is. */
import { createHmac } from 'node:crypto';
import type { Post } from './links.ts';

/** Servers may write a local part in lower case: what it holds is of one case. */
const MAC = 10;

/** The envelope sender of a delivery: `bounces+1a2b…@example.org`, or the bare mailbox where it takes no tags. */
export function returnPathOf(delivery: string, { mailbox, tagged, secret }: Post): string {
  if (!tagged) return mailbox;
  const id = delivery.replaceAll('-', '');
  return mailbox.replace(/@(?=[^@]*$)/, `+${id}${macOf(id, secret)}@`);
}

const macOf = (id: string, secret: string): string =>
  createHmac('sha256', secret).update('verp\0').update(id).digest('hex').slice(0, MAC);
