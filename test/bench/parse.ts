/** Bench of reading: bytes to items over real feeds, against rss-parser alone; the second reader against feedsmith. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as setImmediateAsync } from 'node:timers/promises';
import { parseFeed } from 'feedsmith';
import { Parser as Htmlparser2 } from 'htmlparser2';
import RssParser from 'rss-parser';
import { readFeed } from '../../watchers/feeds/feed.ts';
import { decode } from '../../watchers/reading/decode.ts';
import { type Origin, readBody } from '../../watchers/reading/read.ts';
import { type Reader, startReader } from '../../watchers/reading/reader.ts';
import { shared } from '../material.ts';
import { median, type Row, row, timed } from './rows.ts';

/** The first one warms up the compiler, and is not counted. */
const ROUNDS = 6;

const source: Origin['source'] = {
  ...{ id: 'bench', title: 'Bench', kind: 'feed', language: null, family: 'bench', article: false },
  ...{ select: null, links: null, region: null, paths: null },
};
const origin: Origin = { url: 'https://bench.example/feed', contentType: null, source };

export async function parse(say: (words: string) => void): Promise<Row[]> {
  if (!shared) return [];
  const folder = join(shared, 'feeds/real');
  const names = readdirSync(folder).filter((name) => name !== 'manifest.json');
  const bodies = names.map((name) => readFileSync(join(folder, name)));
  const megabytes = bodies.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const texts = bodies.map((body) => decode(body).text);
  const xml = texts.filter((text) => !text.trimStart().startsWith('{'));
  // Before there is garbage: what is collected of the others would be held against the threads.
  const [threads, inline] = [
    await held(bodies, startReader()),
    await held(bodies, { read: readBody, close: async () => {} }),
  ];
  const times = await sideBySide({
    ours: () => each(bodies, (body) => readBody(body, origin)),
    rssParser: () => each(bodies, (body) => new RssParser().parseString(decode(body).text)),
    tolerant: () => each(xml, (text) => readFeed(text, 'tolerant')),
    feedsmith: () => each(xml, (text) => parseFeed(text)),
    htmlparser2: () => each(xml, bare),
  });
  for (const [name, time] of Object.entries(times))
    say(`${name.padEnd(12)} ${((megabytes * 1000) / time).toFixed(1).padStart(6)} MB/s`);
  return [
    row(
      'parse',
      `bytes to items, ms for ${megabytes.toFixed(0)} MB, against rss-parser alone`,
      times.ours,
      times.rssParser,
      1,
    ),
    row('parse', 'tolerant reader, ms, against feedsmith', times.tolerant, times.feedsmith, 0.5),
    row('parse', 'tolerant reader, ms, against a bare htmlparser2 pass', times.tolerant, times.htmlparser2, null),
    row('parse', 'longest hold of the main thread, ms, against reading on it', threads, inline, null),
  ];
}

/** Medians of the rounds, every contestant once in each. */
async function sideBySide<Name extends string>(work: Record<Name, () => Promise<void>>): Promise<Record<Name, number>> {
  const names = Object.keys(work) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < ROUNDS; round++) for (const name of names) times[name].push(await timed(work[name]));
  return Object.fromEntries(names.map((name) => [name, median(times[name].slice(1))])) as Record<Name, number>;
}

/** Reads everything; what a reader throws on is that reader's loss of items, and its gain of time. */
async function each<T>(all: readonly T[], read: (one: T) => unknown): Promise<void> {
  for (const one of all) {
    try {
      await read(one);
    } catch {}
  }
}

function bare(text: string): void {
  const parser = new Htmlparser2({}, { xmlMode: true });
  parser.write(text);
  parser.end();
}

/** Documents under way at once, as visits are. */
const AT_ONCE = 8;

/** The longest time in milliseconds between two turns of the main thread while everything is read. */
async function held(bodies: readonly Uint8Array[], reader: Pick<Reader, 'read' | 'close'>): Promise<number> {
  let [longest, last, done] = [0, 0, false];
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!done) setImmediate(turn);
  };
  const waiting = bodies.values();
  const worker = async () => {
    for (const body of waiting) {
      await reader.read(body, origin);
      // An answer comes in a turn of its own, also where it is computed here.
      await setImmediateAsync();
    }
  };
  // The first document starts the thread, which happens once in the life of a program.
  await reader.read(Buffer.from('<rss><channel/></rss>'), origin);
  last = performance.now();
  turn();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  done = true;
  await reader.close();
  return longest;
}
