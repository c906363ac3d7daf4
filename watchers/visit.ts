/** One polite conditional GET to a source, and its outcome as a value. */
import type { Source } from '../state/source.ts';
import { type Failure, type FailureReason, failed, failureOf } from './failure.ts';
import { freshFor, retryAfter } from './freshness.ts';
import type { Guard } from './guard.ts';

/** RFC 9110 validators, kept and sent back verbatim. */
export interface Validators {
  etag?: string | undefined;
  lastModified?: string | undefined;
}

/** What a good answer says beside its body. */
interface Answer {
  /** Where permanent redirects alone led, null where there was none. */
  moved: string | null;
  /** Milliseconds for which the host says that nothing changes. */
  freshFor: number | null;
  /** Milliseconds from the question to the end of the answer. */
  took: number;
}

export type Visit = Fetched | Unchanged | Failure;

interface Unchanged extends Answer {
  outcome: 'unchanged';
}

type Untimed<T> = Omit<T, 'took'>;

export interface Fetched extends Answer {
  outcome: 'fetched';
  url: string;
  contentType: string | null;
  body: Uint8Array;
  validators: Validators;
}

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
const REDIRECTS = [301, 302, 303, 307, 308];
const PERMANENT = [301, 308];
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
  const started = performance.now();
  try {
    const signal = AbortSignal.timeout(limits.timeout);
    const headers = headersFor(source, validators, world.userAgent);
    const answer = await followed(source.url, { headers, signal, redirect: 'manual' }, world);
    begun = true;
    if ('outcome' in answer) return answer;
    const outcome = await outcomeOf(answer, source, limits, world);
    return outcome.outcome === 'failed' ? outcome : { ...outcome, took: performance.now() - started };
  } catch (error) {
    return failureOf(error, begun ? 'cut' : 'connect');
  }
}

function headersFor({ agent }: Pick<Source, 'agent'>, { etag, lastModified }: Validators, userAgent: string) {
  return {
    'user-agent': agent === 'own' ? userAgent : agent === 'browser' ? BROWSER : agent,
    accept: ACCEPT,
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  };
}

/** A response, the address that gave it, and whether every redirect on the way there was for good. */
interface Arrived {
  response: Response;
  at: string;
  moved: string | null;
}

/** Follows redirects one by one: each address is checked before it is asked. */
async function followed(from: string, init: RequestInit, world: VisitWorld): Promise<Arrived | Failure> {
  let url = new URL(from);
  let forGood = true;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    if (url.username || url.password) return failed('address', 'it holds a user or password');
    world.guard.checkUrl(url);
    const response = await world.fetch(url.href, init);
    if (!REDIRECTS.includes(response.status))
      return { response, at: url.href, moved: hops > 0 && forGood ? url.href : null };
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (!location || !URL.canParse(location, url.href))
      return failed('redirects', `${response.status} without a place to go`);
    const next = new URL(location, url);
    if (!/^https?:$/.test(next.protocol)) return failed('redirects', `to ${next.protocol}, which is not http`);
    // What was encrypted stays so: whoever sits between us and the host could send us anywhere.
    forGood &&= PERMANENT.includes(response.status) && !(url.protocol === 'https:' && next.protocol === 'http:');
    url = next;
  }
  return failed('redirects', `more than ${MAX_REDIRECTS}, the last to ${url.href}`);
}

async function outcomeOf(
  { response, at, moved }: Arrived,
  source: Pick<Source, 'floor'>,
  limits: VisitLimits,
  world: VisitWorld,
): Promise<Untimed<Fetched> | Untimed<Unchanged> | Failure> {
  const { status, headers } = response;
  const answer = { moved, freshFor: freshFor(headers, world.now()) };
  if (status !== 200) await response.body?.cancel();
  if (status === 304) return { outcome: 'unchanged', ...answer };
  if (status !== 200) return refusal(status, headers, world.now());
  const body = await bounded(response, limits.maxBytes);
  if (body === 'large') return failed('large', `more than ${limits.maxBytes} bytes`);
  if (body.length < Math.max(source.floor, 1)) return failed('empty', `${body.length} bytes`);
  const validators = {
    etag: headers.get('etag') ?? undefined,
    lastModified: headers.get('last-modified') ?? undefined,
  };
  return { outcome: 'fetched', ...answer, url: at, contentType: headers.get('content-type'), body, validators };
}

function refusal(status: number, headers: Headers, now: Date): Failure {
  const named = failed(REFUSALS[status] ?? 'http', `HTTP ${status}`);
  return named.reason === 'busy' ? { ...named, retryAfter: retryAfter(headers, now) } : named;
}

/** Statuses that say more than that something is wrong. */
const REFUSALS: Record<number, FailureReason> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'missing',
  410: 'gone',
  429: 'busy',
  451: 'forbidden',
  503: 'busy',
};

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
