/**
 * What we refuse to reach: an address that is not public may be a router, a database or a cloud's metadata service
 * (server-side request forgery). Addresses are judged where they are connected to, so that neither a redirect nor a
 * DNS answer that changes between check and connect gets past.
 */
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export class RefusedAddress extends Error {
  constructor(host: string, address: string) {
    super(
      host === address ? `${address} is not a public address` : `${host} leads to ${address}, not a public address`,
    );
    this.name = 'RefusedAddress';
  }
}

export interface Guard {
  /** Throws `RefusedAddress` where a URL names a refused address outright. */
  checkUrl(url: URL): void;
  /** A `dns.lookup` that answers only with addresses that may be reached. */
  lookup(
    host: string,
    options: LookupOptions,
    callback: (error: Error | null, address?: string | LookupAddress[], family?: number) => void,
  ): void;
}

/** All that is given out of IPv6; what lies outside (`::7f00:1`, which is 127.0.0.1 in an old form) is nobody's. */
const GIVEN_OUT = ipaddr.parseCIDR('2000::/3');

/**
 * A guard that lets public addresses pass, and of the others those in the given CIDR ranges.
 *
 * @throws Error where a range is malformed.
 */
export function guardOf(allowed: readonly string[], resolve: typeof systemLookup = systemLookup): Guard {
  const ranges = allowed.map((range) => ipaddr.parseCIDR(range));
  const check = (host: string, address: string): void => {
    // Unwraps ::ffff:a.b.c.d, so that the IPv4 address inside is judged.
    const ip = ipaddr.process(address);
    if (ip.range() === 'unicast' && (ip.kind() === 'ipv4' || ip.match(GIVEN_OUT))) return;
    if (!ranges.some(([net, bits]) => net.kind() === ip.kind() && ip.match(net, bits)))
      throw new RefusedAddress(host, address);
  };
  return {
    checkUrl({ hostname }) {
      const bare = hostname.replace(/^\[|\]$/g, '');
      if (isIP(bare)) check(bare, bare);
    },
    lookup(host, options, callback) {
      resolve(host, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error);
        try {
          for (const { address } of addresses) check(host, address);
        } catch (refused) {
          return callback(refused as Error);
        }
        const first = addresses[0]!;
        return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
      });
    },
  };
}
