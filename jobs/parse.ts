/** `silkwatch parse`: one JSON line for each document, values as published. */
import { readFile, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type Failure, failed } from '../watchers/failure.ts';
import type { PublishedDocument } from '../watchers/reading/published.ts';
import type { Read } from '../watchers/reading/reader.ts';
import { type VisitWorld, visit } from '../watchers/visit.ts';
import type { Config } from './config.ts';

export type ParsedLine =
  | ({ file: string } & PublishedDocument)
  | { file: string; error: { reason: string; detail: string } };

export interface ParseOptions {
  contentType?: string | undefined;
  base?: string | undefined;
}

interface ParseWorld extends VisitWorld {
  read: Read;
}

/** What is known of a document that no row of the sources file describes. */
export const UNLISTED = { language: null, family: '', select: null, links: null, region: null, paths: null };

/** Reads a file, an address, or standard input (`-`) as a feed. */
export async function parseOne(
  name: string,
  options: ParseOptions,
  config: Config,
  world: ParseWorld,
): Promise<ParsedLine> {
  const got = await bytesOf(name, config, world);
  if ('reason' in got) return { file: name, error: { reason: got.reason, detail: got.detail } };
  const source = { ...UNLISTED, id: 'parse', title: name, kind: 'feed' as const, article: false };
  const contentType = options.contentType ?? got.contentType;
  const origin = { url: options.base ?? got.url, contentType, source, published: true };
  const read = await world.read(got.body, origin);
  if (read.outcome === 'failed') return { file: name, error: { reason: read.reason, detail: read.detail } };
  return { file: name, ...read.document };
}

const tooLarge = ({ maxBytes }: Config): Failure => failed('large', `more than ${maxBytes} bytes`);

export type Bytes = { body: Uint8Array; url: string; contentType: string | null };

export async function bytesOf(name: string, config: Config, world: ParseWorld): Promise<Bytes | Failure> {
  if (/^https?:\/\//.test(name)) {
    const limits = { timeout: config.timeout * 1000, maxBytes: config.maxBytes };
    const answer = await visit({ url: name, agent: 'own', floor: 0 }, {}, limits, world);
    return answer.outcome === 'unchanged' ? failed('http', 'HTTP 304 to an unconditional request') : answer;
  }
  return localBytes(name, config);
}

/** The bytes of a file, or of standard input (`-`). */
export async function localBytes(name: string, config: Config): Promise<Bytes | Failure> {
  try {
    if (name === '-') return await fromInput(config);
    // What is too large is not read into memory first.
    if ((await stat(name)).size > config.maxBytes) return tooLarge(config);
    return { body: await readFile(name), url: pathToFileURL(name).href, contentType: null };
  } catch (cause) {
    return failed('missing', (cause as Error).message);
  }
}

async function fromInput(config: Config): Promise<Bytes | Failure> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > config.maxBytes) return tooLarge(config);
  }
  return { body: Buffer.concat(chunks), url: 'stdin:', contentType: null };
}
