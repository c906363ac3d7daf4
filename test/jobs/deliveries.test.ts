import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { program } from '../../jobs/cli.ts';
import { openDatabase } from '../../state/database.ts';
import type { Delivery } from '../../state/delivery.ts';
import type { Edition } from '../../state/edition.ts';
import { type Ledger, ledgerOf } from '../../state/ledger.ts';
import { subscriberWith } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-deliveries-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'silkwatch.yaml');
writeFileSync(config, 'data: data\n');
const NOW = new Date().toISOString();
const DUE = `${NOW.slice(0, 13)}:00:00.000Z`;
const NAME = `${DUE.slice(0, 16).replace(':', '')}-daily-edition`;

/** Runs a command line in this process, and answers its exit status and what it said. */
async function run(...args: string[]) {
  const said: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const before = process.exitCode;
  try {
    await program().parseAsync([...args, '--config', config], { from: 'user' });
    return { status: process.exitCode ?? 0, out: said.join('') };
  } finally {
    process.exitCode = before;
    write.mockRestore();
  }
}

async function inLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const { db, close } = await openDatabase(join(folder, 'data/silkwatch.db'));
  try {
    return await work(ledgerOf(db));
  } finally {
    await close();
  }
}

const write = (ledger: Ledger, id: string, subscriber: string, kind: Delivery['kind'], subject: string) => {
  const mail = { subject: `Message ${id}`, text: 'text', html: '<p>html</p>' };
  const same = { revision: 0, period: null, references: [], stories: [], created: NOW };
  return ledger.enqueue({ ...same, id, kind, subject, subscriber, mail, messageId: `<${id}@x>` });
};

beforeAll(async () => {
  mkdirSync(join(folder, 'data'));
  await inLedger(async (ledger) => {
    const edition = { id: 'e1', cadence: 'daily', due: DUE, frozen: DUE, stories: [] as Edition['stories'] };
    await ledger.freeze(edition as Edition);
    for (const id of ['ada', 'bob', 'eve', 'nino']) await ledger.subscribe(subscriberWith({ id }));
    for (const id of ['ada', 'bob', 'eve', 'nino']) await write(ledger, id, id, 'edition', 'e1');
    await write(ledger, 'ops', 'to:ops@example.org', 'ops', 'pause:p');
    await ledger.settle('ops', 'accepted', '250 ok', NOW);
    await ledger.lease('a run', 9, NOW, '2999');
    await ledger.hand(['bob'], 'a run', NOW, '2999');
    const same = { at: NOW, next: NOW, attempted: true };
    await ledger.conclude([{ ...same, id: 'bob', state: 'unknown', because: 'no answer' }], 'a run');
    await ledger.settle('ada', 'accepted', '250 ok', NOW);
    await ledger.settle('eve', 'refused', '550 5.1.1 nobody', NOW);
    await ledger.settle('nino', 'queued', '450 greylisted', NOW, '2999-01-01T00:00:00.000Z');
  });
});

afterEach(() => vi.restoreAllMocks());

describe('silkwatch deliveries', () => {
  it('counts what became of each edition and kind, and says what is in trouble and why', async () => {
    const { out, status } = await run('deliveries');
    expect(status).toBe(0);
    expect(out).toContain(`${NAME}  1 accepted, 1 queued, 1 refused, 1 unknown\n`);
    expect(out).toMatch(/^ops +1 accepted$/m);
    expect(out).toMatch(
      /^waiting to be tried again:\n {2}bob@.*: unknown, to be tried from .* \(no answer\) {2}“Message bob”\n {2}nino@/m,
    );
    expect(out).toMatch(/^refused:\n {2}eve@example\.org: refused .* \(550 5\.1\.1 nobody\) {2}“Message eve”\n/m);
  });
  it('says of one edition what became of every recipient, or of those in a state', async () => {
    const all = (await run('deliveries', NAME)).out.split('\n');
    expect(all.map((line) => line.split(':')[0])).toEqual([
      ...['ada', 'bob', 'eve', 'nino'].map((id) => `${id}@example.org`),
      '',
    ]);
    expect((await run('deliveries', 'e1', '--state', 'refused')).out).toMatch(/^eve@.*\n$/);
  });
  it('says how many more are in trouble than it names', async () => {
    const many = Array.from({ length: 20 }, (_, n) => `more${n}`);
    await inLedger(async (ledger) => {
      for (const id of many) await write(ledger, id, 'nino', 'alert', id);
      for (const id of many) await ledger.settle(id, 'queued', '450 greylisted', NOW, '2999-01-01T00:00:00.000Z');
    });
    expect((await run('deliveries')).out).toMatch(/\n {2}and 2 more\n/);
    await inLedger(async (ledger) => {
      for (const id of many) await ledger.settle(id, 'skipped', null, NOW);
    });
    expect((await run('deliveries')).out).not.toMatch(/ more\n/);
  });
  it('says the same to programs', async () => {
    const rows = (await run('deliveries', `${NAME}.html`, '--json')).out
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
    expect(rows.map(({ to, state }) => `${to} ${state}`)).toContain('bob@example.org unknown');
    expect(JSON.parse((await run('deliveries', '--json')).out)).toMatchObject({ paused: null, troubled: [{}, {}] });
  });
  it('refuses an edition that is not there, and a state that is none', async () => {
    await expect(run('deliveries', '2020-01-01T0000-daily-edition')).rejects.toThrow(/there is no such edition; mend:/);
    await expect(run('deliveries', '--state', 'queued')).rejects.toThrow(/--state +it is of one edition; mend: name/);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(run('deliveries', 'e1', '--state', 'sent')).rejects.toThrow(/Allowed choices are queued/);
  });
});

describe('silkwatch deliver', () => {
  it('in a pause sends nothing, ends with 1, and says why and how it goes on; --resume ends the pause', async () => {
    const because = '550 5.7.1 listed as spam';
    const pause = { id: 'p', since: NOW, until: null, because, delivery: null, ended: null };
    await inLedger((ledger) => ledger.startPause(pause));
    const paused = await run('deliver');
    expect(paused.status).toBe(1);
    expect(paused.out).toMatch(
      /sending is paused since .*: 550 5\.7\.1 listed as spam; mend it, then run: silkwatch deliver --resume/,
    );
    expect((await run('deliveries')).out).toMatch(/^sending is paused since/);
    const resumed = await run('deliver', '--resume');
    expect(resumed.out).toMatch(/"sending goes on; it was paused since .*listed as spam"\}\n.*\n.*"accepted":1,/);
    expect(resumed.status).toBe(0);
    expect((await run('deliveries')).out).toMatch(/^.*-daily-edition {2}2 accepted, .*; 1 of them perhaps twice$/m);
  });
});
