/** From where a request comes: the one address that nobody can make up, and the networks that it is of. Pure. */
import { isIP } from 'node:net';

/**
 * The IP address that a request came from. Each proxy adds whom it was asked by at the right end of X-Forwarded-For, so
 * as many entries from the right are believed as there are proxies of ours; what stands left of them anybody may write.
 */
export function networkOf(connected: string, forwarded: string, proxies: number): string {
  const believed = proxies === 0 ? [] : forwarded.split(',').slice(-proxies).map(addressOf).reverse();
  const broken = believed.indexOf('');
  return [addressOf(connected), ...believed.slice(0, broken < 0 ? undefined : broken)].at(-1)!;
}

/** An address in its one spelling: without brackets, port and zone, IPv4 out of IPv6; empty where it is none. */
function addressOf(text: string): string {
  const bare = text
    .trim()
    .replace(/^"|"$/g, '')
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare;
  const kind = isIP(mapped);
  return kind === 6 ? new URL(`http://[${mapped}]`).hostname.slice(1, -1) : kind === 4 ? mapped : '';
}

/** Who has an address: one of IPv4, or the 64 bits of IPv6 that one household is given (RFC 6177). */
export const hostOf = (network: string): string => (network.includes(':') ? bitsOf(network, 4) : network);

/** The neighbourhood of an address, which often is of one hand: 24 bits of IPv4, 48 of IPv6. */
export const siteOf = (network: string): string =>
  network.includes(':') ? bitsOf(network, 3) : network.replace(/\.\d+$/, '.0/24');

/** So many groups of 16 bits of an IPv6 address. */
function bitsOf(network: string, groups: number): string {
  const [left = '', right] = network.split('::');
  const [first, last] = [left, right ?? ''].map((half) => half.split(':').filter(Boolean));
  const between = right === undefined ? 0 : 8 - first!.length - last!.length;
  const all = [...first!, ...Array<string>(between).fill('0'), ...last!];
  return `${all.slice(0, groups).join(':')}::/${groups * 16}`;
}
