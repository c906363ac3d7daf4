/** How fast mail goes out: so many messages a minute, in all and to a domain, evenly spaced. Pure. */
import { domainOf } from '../../state/address.ts';
import type { Delivery } from '../../state/delivery.ts';
import { MINUTE } from '../../state/item.ts';
import type { Config } from '../config.ts';

/** Within what bounds mail is sent, and who is told where it cannot be. */
export interface Limits {
  /** Messages under way at once, which is how many a crash can leave in doubt. */
  connections: number;
  /** Messages a minute; 0 is as many as there are. */
  perMinute: number;
  /** Messages a minute to a domain; `*` is for each that is not named. */
  domains: ReadonlyMap<string, number>;
  /** Which kinds go out; all where none is named. */
  kinds: readonly Delivery['kind'][];
  /** Failures of the server in a row after which sending pauses. */
  errors: number;
  /** The address of whoever runs the program, where it is known, and the sender of the mail to them. */
  ops: string | null;
  from: string;
}

export const USUAL: Limits = {
  ...{ connections: 5, perMinute: 0, domains: new Map(), kinds: [], errors: 20, ops: null },
  from: 'silkwatch@localhost',
};

type Keys = 'mailConnections' | 'mailPerMinute' | 'mailDomains' | 'mailErrors' | 'ops' | 'from';

/** The limits that the configuration asks for. */
export function limitsOf(config: Pick<Config, Keys>): Limits {
  const domains = config.mailDomains.map((limit) => limit.toLowerCase().split('=') as [string, string]);
  return {
    connections: config.mailConnections,
    perMinute: config.mailPerMinute,
    domains: new Map(domains.map(([domain, perMinute]) => [domain, Number(perMinute)])),
    kinds: [],
    errors: config.mailErrors,
    ops: config.ops ?? null,
    from: config.from,
  };
}

/** A limit by the name that it has in the ledger, and how far apart its messages are, in milliseconds. */
export interface Rate {
  name: string;
  spacing: number;
}

/** The limit for all mail, where there is one. */
export const rateOfAll = ({ perMinute }: Pick<Limits, 'perMinute'>): Rate | null => rateOf('all', perMinute);

/** The limit for mail to the domain of an address, where there is one; 0 a minute is none. */
export function rateOfDomain(address: string, { domains }: Pick<Limits, 'domains'>): Rate | null {
  if (domains.size === 0) return null;
  const domain = domainOf(address).toLowerCase();
  return rateOf(`to ${domain}`, domains.get(domain) ?? domains.get('*') ?? 0);
}

const rateOf = (name: string, perMinute: number): Rate | null =>
  perMinute > 0 ? { name, spacing: MINUTE / perMinute } : null;

/** How much of a limit may be used at once, in milliseconds of it: more would be no even spacing, less a wait for each message. */
const BURST = 1000;

/**
 * The generic cell rate algorithm (ITU-T I.371, Annex A): a limit is spent until an instant, which each message puts off by its
 * spacing, and lets one more through while that instant is no more than a burst ahead. Answers from when; instants are in
 * milliseconds.
 */
export const allowedFrom = (spent: number, { spacing }: Rate, now: number): number =>
  Math.max(now, standing(spent, spacing, now) - Math.max(0, BURST - spacing));

/** Until when a limit is spent after one message more. */
export const spentAfter = (spent: number, { spacing }: Rate, now: number): number =>
  standing(spent, spacing, now) + spacing;

/** What is further ahead than messages bring it was spent before the clock was set back, or under another limit. */
const standing = (spent: number, spacing: number, now: number): number =>
  spent - now > 2 * Math.max(BURST, spacing) ? now : Math.max(spent, now);
