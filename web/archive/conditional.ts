/** Answers that are sent once: who has them already is told that nothing changed (RFC 9110, 13). */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Instant } from '../../state/item.ts';
import type { Visit } from '../site.ts';

/** What may be kept by whoever asks, and looked after as often as this. */
export interface Kind {
  type: string;
  /** Seconds. */
  maxAge: number;
}

/** Sends a public text, or 304 to who has it. `modified` is never before what changed it last. */
export function conditionally(c: Context<Visit>, text: string, { type, maxAge }: Kind, modified: Instant): Response {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const last = new Date(modified).toUTCString();
  c.header('ETag', tag);
  c.header('Last-Modified', last);
  c.header('Cache-Control', `public, max-age=${maxAge}`);
  const asked = { match: c.req.header('If-None-Match'), since: c.req.header('If-Modified-Since') };
  return isFresh(asked, tag, last) ? c.body(null, 304) : c.body(text, 200, { 'Content-Type': type });
}

/** RFC 9110, 13.2.2: where a tag is given, the time is not asked. A proxy that compressed the text has made its tag a weak one. */
export function isFresh(
  { match, since }: { match?: string | undefined; since?: string | undefined },
  tag: string,
  last: string,
): boolean {
  if (match !== undefined) return match.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
  return since !== undefined && Date.parse(since) >= Date.parse(last);
}
