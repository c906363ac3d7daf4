/** What a host says of when to come again: Retry-After, and the freshness of what it served (RFC 9110, RFC 9111). */
import { DAY } from '../state/item.ts';

/** The longest that any of a publisher's wishes is followed: a clock that is off, or a year of max-age, must not silence a source. */
export const LONGEST_WISH = DAY;

/** Retry-After in milliseconds from now, given in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const rest = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isNaN(rest) ? undefined : Math.min(Math.max(rest, 0), LONGEST_WISH);
}

/**
 * Milliseconds for which a document says that it stays as it is: max-age less the age that a cache gave it, else
 * Expires against the host's own clock (RFC 9111, 4.2.1). Null where it says nothing, or that it is stale at once.
 */
export function freshFor(headers: Headers, now: Date): number | null {
  const control = headers.get('cache-control') ?? '';
  const [, seconds] = /(?:^|[,\s])max-age\s*=\s*"?(\d+)/i.exec(control) ?? [];
  const fresh =
    seconds === undefined
      ? Date.parse(headers.get('expires') ?? '') - (Date.parse(headers.get('date') ?? '') || now.getTime())
      : (Number(seconds) - (Number(headers.get('age')) || 0)) * 1000;
  const bypassed = /\bno-(?:cache|store)\b/i.test(control);
  return fresh > 0 && !bypassed ? Math.min(fresh, LONGEST_WISH) : null;
}
