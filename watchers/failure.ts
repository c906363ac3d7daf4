/** Failures that we expect are values with a name. */
import { RefusedAddress } from './guard.ts';

export const FAILURES = {
  dns: 'the host is unknown',
  connect: 'the host does not answer',
  tls: 'the certificate is not valid',
  timeout: 'the answer took too long',
  address: 'the address is not public',
  redirects: 'the redirects lead nowhere',
  busy: 'the host asks us to come later',
  gone: 'the source is gone for good',
  http: 'the host answers with an error',
  large: 'the body is too large',
  cut: 'the body was cut short',
  empty: 'the answer is empty or too short',
  format: 'the answer is no feed',
  unreadable: 'the document cannot be read',
  selector: 'the page does not hold what the selectors name',
  deadline: 'reading the document took too long',
} as const;

export type FailureReason = keyof typeof FAILURES;

export interface Failure {
  outcome: 'failed';
  reason: FailureReason;
  detail: string;
  /** Milliseconds that the host asked us to stay away (RFC 9110, 10.2.3). */
  retryAfter?: number | undefined;
}

export const failed = (reason: FailureReason, detail: string): Failure => ({ outcome: 'failed', reason, detail });

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
