/**
 * Pages on which whoever runs the program sees a mail before anybody gets it: served on this machine alone, and to no page
 * of others that has made its own name lead here (DNS rebinding).
 */
import { type Context, Hono } from 'hono';
import { previewPage } from './preview/page.ts';

/** What can be chosen from, and a mail; whoever serves the pages hands it in. */
export interface Previews {
  /** Names of editions. */
  editions(): Promise<string[]>;
  readers(): Promise<{ id: string; name: string }[]>;
  mail(edition: string, reader: string): Promise<Previewed | null>;
}

/** A mail as it would leave, its holes filled. */
export interface Previewed {
  subject: string;
  /** Null to who wants the text alone. */
  html: string | null;
  text: string;
  /** The message, an octet a character. */
  source: string;
}

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** The mail runs nothing, loads nothing, and cannot lead the page around it elsewhere. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

/** @param hosts by which names and ports the pages are asked for */
export function previewApp(previews: Previews, hosts: () => readonly string[]): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (!hosts().includes(c.req.header('Host') ?? '')) return c.text('These pages are asked for by another name.', 421);
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    return undefined;
  });
  app.get('/', async (c) => {
    const [edition, reader] = chosen(c);
    const mail = edition && reader ? await previews.mail(edition, reader) : null;
    c.header('Content-Security-Policy', PAGE_POLICY);
    return c.html(previewPage(await previews.editions(), await previews.readers(), { edition, reader }, mail));
  });
  app.get('/mail', async (c) => {
    const mail = await previews.mail(...chosen(c));
    c.header('Content-Security-Policy', MAIL_POLICY);
    return mail?.html ? c.html(mail.html) : c.text('There is no such mail.', 404);
  });
  return app;
}

const chosen = (c: Context): [edition: string, reader: string] => [
  c.req.query('edition') ?? '',
  c.req.query('to') ?? '',
];
