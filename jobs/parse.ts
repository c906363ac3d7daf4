/** `silkwatch parse`: one JSON line for each document, values as published. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { type Failure, failed } from '../watchers/failure.ts';
import type { PublishedDocument } from '../watchers/published.ts';
import type { Read } from '../watchers/reader.ts';
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

/** Reads a file, an address, or standard input (`-`) as a feed. */
export async function parseOne(
  name: string,
  options: ParseOptions,
  config: Config,
  world: ParseWorld,
): Promise<ParsedLine> {
  const got = await bytesOf(name, config, world);
  if ('reason' in got) return { file: name, error: { reason: got.reason, detail: got.detail } };
  const source = {
    id: 'parse',
    title: name,
    kind: 'feed' as const,
    language: null,
    family: '',
    select: null,
    links: null,
  };
  const origin = { url: options.base ?? got.url, contentType: options.contentType ?? got.contentType, source };
  const read = await world.read(got.body, origin);
  if (read.outcome === 'failed') return { file: name, error: { reason: read.reason, detail: read.detail } };
  return { file: name, ...read.document };
}

type Bytes = { body: Uint8Array; url: string; contentType: string | null };

async function bytesOf(name: string, config: Config, world: ParseWorld): Promise<Bytes | Failure> {
  if (/^https?:\/\//.test(name)) {
    const limits = { timeout: config.timeout * 1000, maxBytes: config.maxBytes };
    const answer = await visit({ url: name, agent: 'own', floor: 0 }, {}, limits, world);
    return answer.outcome === 'unchanged' ? failed('http', 'HTTP 304 to an unconditional request') : answer;
  }
  try {
    const body = name === '-' ? await buffer(process.stdin) : await readFile(name);
    if (body.length > config.maxBytes) return failed('large', `more than ${config.maxBytes} bytes`);
    const url = name === '-' ? 'stdin:' : pathToFileURL(name).href;
    return { body, url, contentType: null };
  } catch (cause) {
    return failed('connect', (cause as Error).message);
  }
}
