/** Pages that say one thing. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { composeWebPage } from '../templates/pages.ts';
import type { Visit } from './site.ts';

/** Where a page leads on. */
export interface Way {
  label: string;
  to: string;
}

/** A page with a title and some sentences, and the ways on from it. */
export function noticePage(
  c: Context<Visit> | Context,
  status: ContentfulStatusCode,
  title: string,
  paragraphs: readonly string[],
  ways: readonly Way[] = [],
): Response {
  return c.html(composeWebPage('notice', { title, paragraphs, ways }), status);
}

/** Of a token that is not ours, is for something else, or is too old. */
export const badLink = (c: Context<Visit>, mend: string): Response =>
  noticePage(c, 404, 'This link does not work', [
    'It is not whole, or it is older than such links are good for. In mails, long links are sometimes cut in two.',
    mend,
  ]);

/** The answer to all other methods of a page, after its own (RFC 9110, 15.5.6). */
export const only =
  (...methods: readonly string[]) =>
  (c: Context<Visit>): Response => {
    c.header('Allow', methods.join(', '));
    return noticePage(c, 405, 'This page cannot do that', [`It takes ${methods.join(', ')}.`]);
  };
