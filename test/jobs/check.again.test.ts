import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesOf, checkAgain } from '../../jobs/check/again.ts';

/** Changes that come when they are told to, and pauses that end when they are told to. */
function stage() {
  const said: string[] = [];
  const queue: (string | undefined)[] = [];
  const pauses: (() => void)[] = [];
  let wake = () => {};
  async function* changes() {
    for (;;) {
      while (queue.length === 0) await new Promise<void>((done) => (wake = done));
      const change = queue.shift();
      if (change === undefined) return;
      yield change;
    }
  }
  const settle = () => new Promise<void>((done) => setImmediate(done));
  let reports = 0;
  return {
    said,
    run: checkAgain(async () => `report ${++reports}`, changes(), {
      now: () => new Date('2026-10-05T06:00:00.000Z'),
      pause: () => new Promise<void>((done) => pauses.push(done)),
      say: (line) => void said.push(line),
    }),
    async change(...names: (string | undefined)[]) {
      queue.push(...names);
      wake();
      await settle();
    },
    async quiet() {
      for (const end of pauses.splice(0)) end();
      await settle();
    },
  };
}

const report = (n: number) => `2026-10-05T06:00:00.000Z\nreport ${n}\n`;

describe('a check that goes on', () => {
  it('checks at once, and again when changes have settled, once for each burst', async () => {
    const { said, run, change, quiet } = stage();
    await change();
    expect(said).toEqual([report(1)]);
    await change('a.yaml', 'a.yaml');
    await change('b.yaml');
    expect(said).toEqual([report(1)]);
    await quiet();
    expect(said).toEqual([report(1), report(2)]);
    await quiet();
    expect(said).toHaveLength(2);
    await change('a.yaml');
    await quiet();
    expect(said).toEqual([report(1), report(2), report(3)]);
    await change(undefined);
    await run;
    expect(said).toHaveLength(3);
  });

  it('tells what changed last before it ends', async () => {
    const { said, run, change } = stage();
    await change('a.yaml', undefined);
    await run;
    expect(said).toEqual([report(1), report(2)]);
  });
});

describe('changes', () => {
  it('are those of the files and folders that are named, until the end', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkwatch-again-'));
    const at = (name: string) => join(folder, name);
    mkdirSync(at('topics'));
    const end = new AbortController();
    const changes = changesOf([at('topics'), at('documents.yaml'), at('nowhere/x.yaml')], end.signal);
    const first = changes.next();
    writeFileSync(at('other.yaml'), '');
    writeFileSync(at('documents.yaml'), '');
    expect(await first).toEqual({ done: false, value: at('documents.yaml') });
    const seen = new Set<string>();
    writeFileSync(at('topics/a.yaml'), '');
    while (!seen.has(at('topics/a.yaml'))) seen.add((await changes.next()).value as string);
    expect([...seen].filter((path) => path === at('other.yaml'))).toEqual([]);
    end.abort();
    while (!(await changes.next()).done);
    rmSync(folder, { recursive: true });
  });
});
