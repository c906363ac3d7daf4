/** Promise 1: a crash anywhere only repeats work. The program is killed at random moments while it watches. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';

const MAIN = resolve(import.meta.dirname, '../../jobs/main.ts');
const SOURCES = 60;
const ITEMS = 40;
const KILLS = 10;

const server = createServer((request, response) => {
  const source = request.url!.slice(1);
  const etag = `"${source}"`;
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
  const items = Array.from(
    { length: ITEMS },
    (_, n) =>
      `<item><title>TRIPP survey ${source}.${n}</title><guid>${source}-${n}</guid><description>Armenia and the Trump Route, part ${n}</description></item>`,
  );
  // A little latency spreads the work over time, so that a kill hits every step of it.
  setTimeout(
    () =>
      response
        .writeHead(200, { etag })
        .end(`<rss version="2.0"><channel><title>${source}</title>${items.join('')}</channel></rss>`),
    15,
  );
});

let base: string;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it(`after ${KILLS} kills at random moments and one run to the end, the ledger holds what an undisturbed run holds`, async () => {
  const calm = installation();
  await run(calm);
  const disturbed = installation();
  let cutShort = 0;
  for (let kill = 0; kill < KILLS; kill++) cutShort += Number(await runAndKill(disturbed, 250 + Math.random() * 900));
  await run(disturbed);
  expect(cutShort).toBeGreaterThan(KILLS / 2);
  expect(contents(disturbed)).toEqual(contents(calm));
  expect(contents(calm).items).toHaveLength(SOURCES * ITEMS);
});

it('a full disk stops the program in clear words, and the ledger opens again and is completed', async () => {
  const full = installation();
  // No file may grow beyond this many blocks of 512 bytes: to SQLite that is a disk that cannot be written.
  const limited = `ulimit -f 1500; exec "${process.execPath}" ${command(full).join(' ')}`;
  const failure = await promisify(execFile)('sh', ['-c', limited]).catch((error) => error);
  expect(failure).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^silkwatch: the ledger cannot be written \(.*\n$/),
  });
  await run(full);
  expect(contents(full).items).toHaveLength(SOURCES * ITEMS);
});

function installation(): string {
  const folder = mkdtempSync(join(tmpdir(), 'silkwatch-'));
  const sources = Array.from({ length: SOURCES }, (_, n) => ({
    id: `s${n}`,
    title: `Source ${n}`,
    kind: 'feed',
    url: `${base}/s${n}`,
    language: 'en',
    topics: ['tripp'],
    family: `s${n}`,
    every: '1s',
  }));
  writeFileSync(join(folder, 'sources.yaml'), stringify(sources));
  writeFileSync(
    join(folder, 'silkwatch.yaml'),
    stringify({ data: 'data', sources: 'sources.yaml', allowPrivate: ['127.0.0.0/8'] }),
  );
  return folder;
}

const command = (folder: string) => [MAIN, 'watch', '--config', join(folder, 'silkwatch.yaml')];

const run = (folder: string) => promisify(execFile)(process.execPath, command(folder));

/** Kills a run with SIGKILL, and answers whether it was still under way. */
async function runAndKill(folder: string, after: number): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, command(folder), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), after);
  await ended;
  clearTimeout(timer);
  return child.signalCode === 'SIGKILL';
}

/** Everything that does not depend on the clock. */
function contents(folder: string) {
  const ledger = new Sqlite(join(folder, 'data/silkwatch.db'), { readonly: true });
  expect(ledger.pragma('integrity_check', { simple: true })).toBe('ok');
  const items = ledger.prepare('select id, source, key, title, summary from items order by id').all();
  const matches = ledger
    .prepare('select item, topic, rule, version, evidence from matches order by item, topic, rule')
    .all();
  const stories = ledger.prepare('select count(*) as n from story_items').all();
  ledger.close();
  return { items, matches, stories };
}
