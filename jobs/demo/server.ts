/** The demo's publishers: one loopback server that serves the week's sources as feeds of every format and charset. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { WeekItem, WeekSource } from './week.ts';

export interface Publishers {
  /** Address of a source's document. */
  urlOf(source: WeekSource): string;
  close(): Promise<void>;
}

/** A document shows the newest items that were published by now. */
const SHOWN = 15;

/** Starts the server. What it serves depends on the clock alone. */
export async function publish(sources: readonly WeekSource[], now: () => Date): Promise<Publishers> {
  const server = createServer((request, response) => {
    const source = sources.find(({ id }) => request.url === `/${id}`);
    if (!source) return void response.writeHead(404).end();
    if (source.dies && now() >= source.dies) return void response.destroy();
    const body = bytesOf(source, now());
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    response
      .writeHead(200, { 'content-type': TYPES[source.format], 'content-encoding': 'gzip', etag })
      .end(gzipSync(body));
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: ({ id }) => `http://127.0.0.1:${port}/${id}`,
    close: () => new Promise((closed) => server.close(() => closed()).closeAllConnections()),
  };
}

const listen = (server: Server): Promise<void> => new Promise((listening) => server.listen(0, '127.0.0.1', listening));

function bytesOf(source: WeekSource, now: Date): Buffer {
  const items = source.items
    .filter(({ at, until }) => at <= now && !(until && until <= now))
    .map((item) =>
      Object.assign({}, item, ...item.edits.filter(({ at }) => at <= now).map(({ at: _, ...words }) => words)),
    )
    .slice(-SHOWN)
    .reverse();
  const text = WRITERS[source.format](source, items);
  if (source.charset === 'utf-16') return Buffer.from(`\ufeff${text}`, 'utf16le');
  return source.charset === 'windows-1251' ? windows1251(text) : Buffer.from(text);
}

const CYRILLIC = new Map(
  [...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, n) => n))].map((letter, byte) => [
    letter,
    byte,
  ]),
);

function windows1251(text: string): Buffer {
  return Buffer.from(Uint8Array.from(text, (letter) => CYRILLIC.get(letter) ?? 0x3f));
}

const TYPES: Record<WeekSource['format'], string> = {
  rss2: 'application/rss+xml',
  rss091: 'text/xml',
  rdf: 'application/rdf+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
  page: 'text/html',
};

type Writer = (source: WeekSource, items: readonly WeekItem[]) => string;

const WRITERS: Record<WeekSource['format'], Writer> = {
  rss2: (source, items) =>
    `${declaration(source)}<rss version="2.0"><channel>${channel(source)}${items
      .map(
        (item) =>
          `<item>${basics(source, item)}<guid isPermaLink="false">${source.id}${item.path}</guid><pubDate>${item.at.toUTCString()}</pubDate></item>`,
      )
      .join('\n')}</channel></rss>`,
  rss091: (source, items) =>
    `${declaration(source)}<rss version="0.91"><channel>${channel(source)}${items.map((item) => `<item>${basics(source, item)}</item>`).join('\n')}</channel></rss>`,
  rdf: (source, items) =>
    `${declaration(source)}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${home(source)}">${channel(source)}</channel>${items
      .map(
        (item) =>
          `<item rdf:about="${home(source)}${item.path}">${basics(source, item)}<dc:date>${item.at.toISOString()}</dc:date></item>`,
      )
      .join('\n')}</rdf:RDF>`,
  atom: (source, items) =>
    `${declaration(source)}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${source.language}"><title>${escaped(source.title)}</title><id>${home(source)}</id><updated>${(items[0]?.at ?? new Date(0)).toISOString()}</updated>${items
      .map(
        (item) =>
          `<entry><title>${escaped(item.title)}</title><id>${home(source)}${item.path}</id><link rel="alternate" href="${home(source)}${item.path}"/><updated>${item.at.toISOString()}</updated><published>${item.at.toISOString()}</published><summary>${escaped(item.summary)}</summary></entry>`,
      )
      .join('\n')}</feed>`,
  json: (source, items) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: source.title,
      language: source.language,
      items: items.map(({ path, title, summary, at }) => ({
        id: path,
        url: home(source) + path,
        title,
        content_text: summary,
        date_published: at.toISOString(),
      })),
    }),
  page: (source, items) =>
    `<!doctype html><html lang="${source.language}"><meta charset="utf-8"><title>${escaped(source.title)}</title><main>${items
      .map(
        (item) =>
          `<article><h2><a href="${home(source)}${item.path}">${escaped(item.title)}</a></h2><time datetime="${item.at.toISOString()}"></time><p>${escaped(item.summary)}</p></article>`,
      )
      .join('\n')}</main></html>`,
};

const declaration = ({ charset }: WeekSource): string => `<?xml version="1.0" encoding="${charset}"?>\n`;
const home = ({ id }: WeekSource): string => `https://${id}.example`;

function channel(source: WeekSource): string {
  return `<title>${escaped(source.title)}</title><link>${home(source)}/</link><description/><language>${source.language}</language>`;
}

function basics(source: WeekSource, { title, path, summary }: WeekItem): string {
  return `<title>${escaped(title)}</title><link>${home(source)}${path}</link><description>${escaped(summary)}</description>`;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
