/** Which addresses we put a link on. Everything that a template links goes through here, as the helper `safeUrl`. */
import { bareAddress } from '../state/address.ts';

const LINKED = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address in its canonical form, or an empty text, which renders no link. Only absolute http, https and mailto
 * addresses are linked, and none with a name before the host: `https://bank.example@elsewhere.example` is a disguise.
 */
export function safeUrl(address: unknown): string {
  if (typeof address !== 'string' || !URL.canParse(address)) return '';
  const url = new URL(address);
  return LINKED.has(url.protocol) && url.username === '' && url.password === '' ? url.href : '';
}

/** A link that opens a mail to our own address with its subject filled in. */
export function mailTo(sender: string, subject: string): string {
  const address = encodeURIComponent(bareAddress(sender)).replaceAll('%40', '@');
  return `mailto:${address}?subject=${encodeURIComponent(subject)}`;
}
