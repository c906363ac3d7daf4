/** A world at the wire: the built-in fetch behind a guard, and a real server on loopback that does as it is told. */
import type { lookup as systemLookup } from 'node:dns';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { guardOf } from '../../watchers/guard.ts';
import type { PublishedItem } from '../../watchers/reading/published.ts';
import { NO_ITEM } from '../../watchers/reading/published.ts';
import type { Validators, Visit, VisitLimits, VisitWorld } from '../../watchers/visit.ts';
import { visit } from '../../watchers/visit.ts';

export const NOW = new Date('2026-11-22T12:00:00.000Z');
export const LOOPBACK = ['127.0.0.0/8'];
const LIMITS: VisitLimits = { timeout: 10_000, maxBytes: 1_000_000 };

type Resolve = typeof systemLookup;

/** A name server that knows these names, and answers its n-th question about one with the n-th list of addresses. */
export function names(known: Record<string, string[][]>): Resolve {
  const asked = new Map<string, number>();
  const answer = (
    host: string,
    _: unknown,
    callback: (error: Error | null, found?: { address: string; family: number }[]) => void,
  ) => {
    const n = asked.get(host) ?? 0;
    asked.set(host, n + 1);
    const found = known[host]?.[Math.min(n, known[host].length - 1)];
    if (!found) return callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return answer as unknown as Resolve;
}

/** The outside world of a visit, wired as `jobs/world.ts` does it. */
export function worldOf(allowed: readonly string[] = [], resolve: Resolve = names({})): VisitWorld {
  const guard = guardOf(allowed, resolve);
  const dispatcher = new Agent({ connect: { lookup: guard.lookup as never }, connections: 2 });
  return {
    // The global is looked up at each call, since nock puts its own there.
    fetch: (input, init) => fetch(input, { ...init, dispatcher: dispatcher as never }),
    guard,
    now: () => NOW,
    userAgent: 'Silkwatch/0.1.0 (+https://silkwatch.example)',
  };
}

export interface Asked {
  agent?: string;
  floor?: number;
  validators?: Validators;
  limits?: Partial<VisitLimits>;
  world?: VisitWorld;
}

export const ask = (url: string, { agent = 'own', floor = 0, validators = {}, limits, world }: Asked = {}) =>
  visit({ url, agent, floor }, validators, { ...LIMITS, ...limits }, world ?? worldOf());

/** How a visit ended, in one word: the reason of a failure, else the outcome. */
export const ending = (result: Visit): string => (result.outcome === 'failed' ? result.reason : result.outcome);

/** Serves on loopback while `use` runs. */
export async function serving<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export const item = (over: Partial<PublishedItem>): PublishedItem => ({ ...NO_ITEM, ...over });

export const rss = (...items: string[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`;
