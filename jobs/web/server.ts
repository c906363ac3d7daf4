/** Node's server, which takes nobody's time without a bound. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

export type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** Who sends a request letter by letter holds a connection for so long and no longer; in milliseconds and bytes. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 10_000,
  maxHeaderSize: 16_384,
};
/** Connections at once. */
const MOST = 1000;
/** Who is still being answered when the program ends has so long, in milliseconds. */
const LAST_WORDS = 5_000;

/**
 * Listens at a host and port such as `127.0.0.1:8080`; at any port where it is 0.
 *
 * @throws Error naming the place where it cannot be listened at.
 */
export async function listen(
  fetch: Fetch,
  place: string,
  limits: Partial<typeof LIMITS> = {},
): Promise<{ port: number; close: () => Promise<void> }> {
  const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(place)!;
  const server = createAdaptorServer({ fetch, serverOptions: { ...LIMITS, ...limits } }) as Server;
  server.maxConnections = MOST;
  server.listen(Number(port), host);
  await once(server, 'listening').catch((cause: Error) => {
    throw new Error(`cannot listen at ${place}: ${cause.message}`, { cause });
  });
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) };
}

async function closed(server: Server): Promise<void> {
  const over = once(server, 'close');
  server.close();
  // A connection that has had its last answer is kept open for a next one, which does not come any more.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), LAST_WORDS);
  await over;
  clearInterval(idle);
  clearTimeout(late);
}
