/**
 * Documents that are written to do harm, about 200 MB of them, each through `silkwatch parse` in a process of its own:
 * all end within five seconds and 300 MB, with items or a named reason.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect } from 'vitest';
import { FAILURES } from '../../watchers/failure.ts';
import { shared, withShared } from '../shared.ts';

const MAIN = resolve(import.meta.dirname, '../../jobs/main.ts');
const SECONDS = 5;
const MEGABYTES = 300;

/** Says at its end what the process took at most, in kilobytes. */
const PEAK = `process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS))`;

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  file: string;
  outcome: string;
  seconds: number;
  megabytes: number;
}

withShared('every hostile document ends soon and small, with items or a named reason', async () => {
  execFileSync(process.execPath, [join(shared!, 'feeds/hostile.mjs'), folder]);
  const runs: Run[] = [];
  for (const file of readdirSync(folder)) runs.push(await parsed(file));
  console.log(runs.map(line).join('\n'));
  expect(runs.length).toBeGreaterThanOrEqual(35);
  expect(runs.filter(({ outcome }) => !/^\d+ items( and a cut)?$|^[a-z]+: ./.test(outcome))).toEqual([]);
  expect(runs.filter(({ seconds }) => seconds >= SECONDS)).toEqual([]);
  expect(runs.filter(({ megabytes }) => megabytes >= MEGABYTES)).toEqual([]);
});

async function parsed(file: string): Promise<Run> {
  const started = performance.now();
  const peak = `data:text/javascript,${encodeURIComponent(PEAK)}`;
  const child = spawn(process.execPath, ['--import', peak, MAIN, 'parse', join(folder, file)]);
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const seconds = (performance.now() - started) / 1000;
  const kilobytes = Number(/\npeak (\d+)$/.exec(errors)?.[1]);
  return { file, outcome: outcomeOf(out), seconds, megabytes: kilobytes / 1024 };
}

function outcomeOf(out: string): string {
  const { items, cut, error } = JSON.parse(out);
  if (error)
    return error.reason in FAILURES ? `${error.reason}: ${error.detail}` : `an unknown reason: ${error.reason}`;
  return `${items.length} items${cut ? ' and a cut' : ''}`;
}

const line = ({ file, outcome, seconds, megabytes }: Run): string =>
  `${file.padEnd(30)} ${seconds.toFixed(2).padStart(5)} s ${megabytes.toFixed(0).padStart(4)} MB  ${outcome.slice(0, 80)}`;
