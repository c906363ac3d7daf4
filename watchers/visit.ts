/** One polite conditional GET to a source, and its outcome as a value. */
import type { Source } from '../state/source.ts';
import { type Failure, failed, failureOf } from './failure.ts';
import type { Guard } from './guard.ts';

/** RFC 9110 validators, kept and sent back verbatim. */
export interface Validators {
  etag?: string | undefined;
  lastModified?: string | undefined;
}

export type Visit =
  | { outcome: 'fetched'; url: string; contentType: string | null; body: Uint8Array; validators: Validators }
  | { outcome: 'unchanged' }
  | Failure;

export interface VisitLimits {
  /** Whole visit, redirects and body included, in milliseconds. */
  timeout: number;
  /** After decompression. */
  maxBytes: number;
}

export interface VisitWorld {
  fetch: typeof fetch;
  guard: Guard;
  now(): Date;
  /** Our own User-Agent: a name, a version and an address where we can be reached. */
  userAgent: string;
}

const MAX_REDIRECTS = 5;
const BROWSER = 'Mozilla/5.0 (X11; Linux x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5';

/** Visits a source once. Never throws for anything that the network or the host does. */
export async function visit(
  source: Pick<Source, 'url' | 'agent' | 'floor'>,
  validators: Validators,
  limits: VisitLimits,
  world: VisitWorld,
): Promise<Visit> {
  // The one thing that is known of a nameless error is whether the host had begun to answer.
  let begun = false;
  try {
    const signal = AbortSignal.timeout(limits.timeout);
    const headers = headersFor(source, validators, world.userAgent);
    const answer = await followed(source.url, { headers, signal, redirect: 'manual' }, world);
    begun = true;
    return 'reason' in answer ? answer : await outcomeOf(answer, source, limits, world);
  } catch (error) {
    return failureOf(error, begun ? 'cut' : 'connect');
  }
}

function headersFor({ agent }: Pick<Source, 'agent'>, { etag, lastModified }: Validators, userAgent: string) {
  return {
    'user-agent': agent === 'browser' ? BROWSER : userAgent,
    accept: ACCEPT,
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  };
}

/** Follows redirects one by one: each address is checked before it is asked. */
async function followed(
  from: string,
  init: RequestInit,
  world: VisitWorld,
): Promise<(Response & { at?: string }) | Failure> {
  let url = new URL(from);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    world.guard.checkUrl(url);
    const response = await world.fetch(url.href, init);
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status)) return Object.assign(response, { at: url.href });
    await response.body?.cancel();
    if (!location || !URL.canParse(location, url.href))
      return failed('redirects', `${response.status} without a place to go`);
    url = new URL(location, url);
    if (!/^https?:$/.test(url.protocol)) return failed('redirects', `to ${url.protocol}, which is not http`);
  }
  return failed('redirects', `more than ${MAX_REDIRECTS}, the last to ${url.href}`);
}

async function outcomeOf(
  response: Response & { at?: string },
  source: Pick<Source, 'url' | 'floor'>,
  limits: VisitLimits,
  world: VisitWorld,
): Promise<Visit> {
  const { status, headers } = response;
  if (status !== 200) await response.body?.cancel();
  if (status === 304) return { outcome: 'unchanged' };
  if (status === 410) return failed('gone', 'HTTP 410');
  if (status === 429 || status === 503) {
    return { ...failed('busy', `HTTP ${status}`), retryAfter: retryAfter(headers.get('retry-after'), world.now()) };
  }
  if (status !== 200) return failed('http', `HTTP ${status}`);
  const body = await bounded(response, limits.maxBytes);
  if (body === 'large') return failed('large', `more than ${limits.maxBytes} bytes`);
  if (body.length < Math.max(source.floor, 1)) return failed('empty', `${body.length} bytes`);
  const validators = {
    etag: headers.get('etag') ?? undefined,
    lastModified: headers.get('last-modified') ?? undefined,
  };
  return {
    outcome: 'fetched',
    url: response.at ?? source.url,
    contentType: headers.get('content-type'),
    body,
    validators,
  };
}

/** Reads a body as it unpacks, and stops at the bound: 256 MB of spaces travel in 405 bytes. */
async function bounded(response: Response, maxBytes: number): Promise<Uint8Array | 'large'> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the stream.
    if (size > maxBytes) return 'large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A week is the longest rest that a host may ask of us; a clock that is off must not silence a source. */
const LONGEST_REST = 7 * 24 * 3600_000;

/** Retry-After in milliseconds from now, given in seconds or as a date. */
function retryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  const rest = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isNaN(rest) ? undefined : Math.min(Math.max(rest, 0), LONGEST_REST);
}
