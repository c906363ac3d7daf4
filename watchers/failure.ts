/** Failures that we expect are values with a name. */
import { RefusedAddress } from './guard.ts';

interface Kind {
  /** What a subscriber reads. */
  words: string;
  /** How much one such failure says against the source: what passes by itself weighs half, what does not weighs two. */
  weight: number;
  /** What whoever looks after the source can do. */
  mend: string;
}

const kind = (weight: number, words: string, mend: string): Kind => ({ words, weight, mend });

export const FAILURES = {
  dns: kind(1, 'the host is unknown', 'look the address up in a browser; the outlet may have a new one'),
  connect: kind(0.5, 'the host does not answer', 'wait; where it stays so, the host may let only some networks in'),
  tls: kind(2, 'the certificate is not valid', 'nothing to do but wait, or an http address where there is one'),
  timeout: kind(0.5, 'the answer took too long', 'wait; where it stays so, raise timeout in the configuration'),
  slow: kind(0, 'the answer takes long', 'nothing: the next visit, in a minute, waits twice as long'),
  address: kind(2, 'the address is not public', 'mend the url; allowPrivate lets in ranges of your own network'),
  redirects: kind(2, 'the redirects lead nowhere', 'find the address anew: silkwatch sources add <page of the outlet>'),
  robots: kind(2, 'the host asks robots to stay away', 'respect it: look for a feed of the outlet, or ask the outlet'),
  busy: kind(0, 'the host asks us to come later', 'nothing: the host is left alone for as long as it asks'),
  gone: kind(2, 'the source is gone for good', 'set enabled: false, or find the address anew: silkwatch sources add'),
  missing: kind(
    2,
    'there is nothing at the address',
    'find the address anew: silkwatch sources add <page of the outlet>',
  ),
  forbidden: kind(
    2,
    'the host lets us not in',
    'try agent: browser; where that fails too, watch the outlet by google-news',
  ),
  http: kind(0.5, 'the host answers with an error', 'wait: it is the host that has to be mended'),
  large: kind(2, 'the document is too large', 'raise maxBytes in the configuration, or ask for fewer items in the url'),
  cut: kind(0.5, 'the body was cut short', 'wait; nothing was withdrawn'),
  empty: kind(1, 'the answer is empty or too short', 'look at it in a browser: the id in the url may be wrong'),
  format: kind(1, 'the answer is no feed', 'look at it in a browser: it may be a block, or the feed has moved'),
  unreadable: kind(1, 'the document cannot be read', 'tell us, with the document: it should be readable'),
  selector: kind(
    2,
    'the page does not hold what is looked for',
    'mend select, links, region or paths by what it does hold',
  ),
  deadline: kind(2, 'reading the document took too long', 'tell us, with the document'),
} as const satisfies Record<string, Kind>;

export type FailureReason = keyof typeof FAILURES;

export interface Failure {
  outcome: 'failed';
  reason: FailureReason;
  detail: string;
  /** Milliseconds that the host asked us to stay away (RFC 9110, 10.2.3). */
  retryAfter?: number | undefined;
}

export const failed = (reason: FailureReason, detail: string): Failure => ({ outcome: 'failed', reason, detail });

/** A failure as people read it. */
export const failureWords = ({ reason, detail }: Pick<Failure, 'reason' | 'detail'>): string =>
  `${FAILURES[reason].words} (${detail})`;

/** Names what undici and Node throw. What has no name of its own is called what it most likely is at that point. */
export function failureOf(error: unknown, otherwise: 'connect' | 'cut'): Failure {
  const chain = causes(error);
  const code = chain.map((e) => (e as NodeJS.ErrnoException).code).find(Boolean) ?? '';
  const detail = chain.at(-1)?.message ?? String(error);
  if (chain.some((e) => e instanceof RefusedAddress)) return failed('address', detail);
  if (chain.some((e) => e.name === 'TimeoutError') || /TIMEOUT|TIMEDOUT/.test(code))
    return failed('timeout', 'no whole answer in time');
  if (/ENOTFOUND|EAI_/.test(code)) return failed('dns', detail);
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|VERIFY|EPROTO/.test(code)) return failed('tls', detail);
  return failed(otherwise, detail);
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let e = error; e instanceof Error && chain.length < 10; e = e.cause) chain.push(e);
  return chain;
}
