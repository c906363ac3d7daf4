/** Bench of the whole `watch`: fetch, parse, match and commit, against the bare fetches at the same concurrency. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Agent } from 'undici';
import { readConfig } from '../../jobs/config.ts';
import { silent } from '../../jobs/log.ts';
import { readRulebook } from '../../jobs/rulebook.ts';
import { watch as watchJob } from '../../jobs/watch.ts';
import { openWorld } from '../../jobs/world.ts';
import type { Source } from '../../state/source.ts';
import { median, type Row, row, timed } from './rows.ts';

const SIZES = [200, 1000] as const;
const ROUNDS = 5;
const CONCURRENCY = 64;
const MEMORY_MB = 250;

/** Cold: nothing is known. Warm: everything is, and every host answers 304. */
interface Times {
  cold: number;
  warm: number;
}

export async function watch(say: (words: string) => void): Promise<Row[]> {
  const { port, server } = await publish(Math.max(...SIZES));
  try {
    const rows: Row[] = [];
    const colds: number[] = [];
    for (const size of SIZES) {
      const [ours, bound] = await rounds(size, port, say);
      colds.push(ours.cold);
      rows.push(row('watch', `cold ${size} feeds, ms, against bare fetches`, ours.cold, bound.cold, 3));
      rows.push(row('watch', `warm ${size} feeds, ms, against bare fetches`, ours.warm, bound.warm, 1.3));
    }
    const [few, many] = colds as [number, number];
    rows.push(row('watch', `cold ${SIZES[1]} feeds, ms, against ${SIZES[0]}`, many, few, 5));
    rows.push(
      row(
        'watch',
        `peak resident memory of a run of ${SIZES[1]} feeds, MB, against what it may take`,
        await peak(SIZES[1], port),
        MEMORY_MB,
        1,
      ),
    );
    return rows;
  } finally {
    server.kill();
  }
}

async function publish(size: number): Promise<{ port: number; server: ChildProcess }> {
  const program = join(import.meta.dirname, 'feeds.ts');
  const server = spawn(process.execPath, [program, String(size)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(createInterface(server.stdout!), 'line');
  return { port: Number(port), server };
}

/** The peak memory of one run in a process of its own, under this one's flags, in MB. */
async function peak(size: number, port: number): Promise<number> {
  const program = join(import.meta.dirname, 'once.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, program, `${size}`, `${port}`]);
  return Number(stdout);
}

/** Both in turn, so that what slows the machine slows both. */
async function rounds(size: number, port: number, say: (words: string) => void): Promise<[Times, Times]> {
  const [ours, bound]: [Times[], Times[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    bound.push(await bare(size, port));
    ours.push(await whole(size, port));
    say(`${size} feeds, round ${round + 1} of ${ROUNDS}: ${words(ours)} against ${words(bound)} ms`);
  }
  return [middle(ours), middle(bound)];
}

const words = (all: readonly Times[]): string => `${all.at(-1)!.cold.toFixed(0)}/${all.at(-1)!.warm.toFixed(0)}`;
const middle = (all: readonly Times[]): Times => ({
  cold: median(all.map(({ cold }) => cold)),
  warm: median(all.map(({ warm }) => warm)),
});

async function bare(size: number, port: number): Promise<Times> {
  const agent = new Agent();
  const etags: string[] = [];
  const get = async (n: number) => {
    const headers = { 'accept-encoding': 'gzip', ...(etags[n] && { 'if-none-match': etags[n] }) };
    const answer = await fetch(`http://127.0.0.1:${port}/${n}`, { headers, dispatcher: agent as never } as RequestInit);
    await answer.arrayBuffer();
    etags[n] = answer.headers.get('etag')!;
  };
  const all = async () => {
    const waiting = Array.from({ length: size }, (_, n) => n).values();
    const worker = async () => {
      for (const n of waiting) await get(n);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  };
  const times = { cold: await timed(all), warm: await timed(all) };
  await agent.destroy();
  return times;
}

export async function whole(size: number, port: number): Promise<Times> {
  const data = mkdtempSync(join(tmpdir(), 'silkwatch-bench-'));
  const config = { ...readConfig({ data }, {}), allowPrivate: ['127.0.0.0/8'], concurrency: CONCURRENCY };
  const { topics } = readRulebook(config);
  const sources = Array.from({ length: size }, (_, n) =>
    sourceAt(
      n,
      port,
      topics.map(({ id }) => id),
    ),
  );
  const ids = sources.map(({ id }) => id);
  const world = await openWorld(config, silent);
  try {
    const cold = await timed(() => watchJob(sources, topics, config, world));
    const known = await world.ledger.countItems();
    if (known !== size * 20) throw new Error(`${known} items are known, and ${size * 20} were published`);
    return { cold, warm: await timed(() => watchJob(sources, topics, config, world, ids)) };
  } finally {
    await world.close();
    rmSync(data, { recursive: true });
  }
}

function sourceAt(n: number, port: number, topics: string[]): Source {
  const nothing = { floor: 0, select: null, links: null, region: null, paths: null, article: false, note: null };
  const url = `http://127.0.0.1:${port}/${n}`;
  const named = { id: `outlet-${n}`, title: `Outlet ${n}`, family: `outlet-${n}`, url, language: 'en', topics };
  return { ...named, ...nothing, kind: 'feed', every: 1800_000, agent: 'own', enabled: true };
}
