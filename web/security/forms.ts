/** Forms: what they hold, how large they may be, and from whose pages they may come. */
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { noticePage } from '../notice.ts';
import type { Visit } from '../site.ts';

/** A form of ours with everything filled in has two kilobytes. */
export const MOST_BYTES = 16_384;

/** Refuses a body that is too large, whether it says how large it is or not, before any of it is read as a form. */
export const bounded = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (c) =>
    noticePage(c, 413, 'This is too much', [`A form of ours is never larger than ${MOST_BYTES / 1024} kilobytes.`]),
});

/** The values of each field of a form, in the order in which they were sent. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** RFC 8058 allows both kinds. Files, and what is no form at all, are no fields. */
export async function fieldsOf(c: Context<Visit>): Promise<Fields> {
  // What breaks off in the middle is as if it had not been sent.
  const form = await c.req.formData().catch(() => new FormData());
  const pairs = [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return new Map([...Map.groupBy(pairs, ([name]) => name)].map(([name, its]) => [name, its.map(([, value]) => value)]));
}

/** A field's value; of one that was sent twice the first. */
export const fieldOf = (fields: Fields, name: string): string | undefined => fields.get(name)?.[0];

/**
 * Whether a form came from our own pages. Every browser of today says so in Sec-Fetch-Site or Origin, and no page of others
 * can write either (Fetch, 3.1). What says neither is no browser, and acts in nobody's name.
 */
export function isOurs(header: (name: string) => string | undefined, url: string): boolean {
  const site = header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = header('Origin');
  return origin === undefined || origin === new URL(url).origin;
}
