/** robots.txt (RFC 9309): asked for pages, which are read as no feed is meant to be. */
import robots from 'robots-parser';
import { DAY } from '../state/item.ts';
import type { Memory } from '../state/memory.ts';
import { type Failure, failed, failureWords } from './failure.ts';
import { type VisitLimits, type VisitWorld, visit } from './visit.ts';

/** The package's types describe an ES module, which it is not. */
const parse = robots as unknown as typeof robots.default;

/** The name by which a robots.txt may speak of us: the same whatever User-Agent a source needs. */
const NAME = 'Silkwatch';
/** RFC 9309, 2.4: no rule is kept for longer. */
const KEPT = DAY;
/** RFC 9309, 2.5: at least so many bytes are read. */
const MOST_BYTES = 512 * 1024;
/** A longer delay would keep a page's lane, and every source of its host, waiting for nothing. */
const LONGEST_DELAY = 30_000;

/** What a host lets us do with an address: a refusal, or the pause that it wants between two requests. */
export type Permission = Failure | { outcome: 'allowed'; delay: number };

/**
 * Asks whether a page may be read. Where there is no robots.txt it may (2.3.1.3); where it cannot be read, not
 * (2.3.1.4), for then nobody knows.
 */
export async function mayRead(
  url: string,
  memory: Pick<Memory, 'get' | 'set'>,
  limits: VisitLimits,
  world: VisitWorld,
): Promise<Permission> {
  const address = new URL('/robots.txt', url).href;
  const known = await memory.get<string>(address);
  const rules = known ?? (await fetched(address, limits, world));
  if (typeof rules !== 'string') return rules;
  if (known === undefined) await memory.set(address, rules, KEPT);
  const parsed = parse(address, rules);
  if (parsed.isAllowed(url, NAME) === false) return failed('robots', `${address} forbids ${new URL(url).pathname}`);
  return { outcome: 'allowed', delay: Math.min((parsed.getCrawlDelay(NAME) ?? 0) * 1000, LONGEST_DELAY) };
}

async function fetched(address: string, limits: VisitLimits, world: VisitWorld): Promise<string | Failure> {
  const bounded = { ...limits, maxBytes: MOST_BYTES };
  const answer = await visit({ url: address, agent: 'own', floor: 0 }, {}, bounded, world);
  if (answer.outcome === 'fetched') return new TextDecoder().decode(answer.body);
  if (answer.outcome === 'unchanged' || ['missing', 'forbidden', 'gone', 'empty'].includes(answer.reason)) return '';
  // A host that does not answer, or is busy, is not one that forbids anything.
  if (answer.reason === 'http' && /HTTP 4/.test(answer.detail)) return '';
  return ['http', 'large', 'redirects'].includes(answer.reason)
    ? failed('robots', `${address} cannot be read: ${failureWords(answer)}`)
    : answer;
}
