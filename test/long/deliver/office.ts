/** A copy of the ledger, a mail server that counts, and processes that deliver from the one to the other. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { stringify } from 'yaml';
import { HOUR, MINUTE } from '../../../state/item.ts';
import { FROM, POST } from '../../jobs/fixture.ts';
import type { LedgerStep, Life } from './life.ts';
import type { Seed } from './seed.ts';
import { goingOn, type Sink, startSink } from './sink.ts';
import type { Met } from './talk.ts';

const MAIN = resolve(import.meta.dirname, '../../../jobs/main.ts');
const MORTAL = resolve(import.meta.dirname, 'mortal.ts');

/** What a process held when it was killed, and what had arrived by then. */
export interface Kill {
  inDoubt: number;
  arrived: number;
}

export interface Office {
  seed: Seed;
  connections: number;
  config: string;
  database: string;
  sink: Sink;
  kills: Kill[];
  close(): Promise<void>;
}

export async function openOffice(seed: Seed, connections: number): Promise<Office> {
  // What may be written at once is written step by step where there are many connections.
  const sink = await startSink(connections < 10);
  const folder = mkdtempSync(join(dirname(seed.file), 'office-'));
  const [config, database] = [join(folder, 'silkwatch.yaml'), join(folder, 'data/silkwatch.db')];
  mkdirSync(dirname(database));
  copyFileSync(seed.file, database);
  const { web, mailbox, secret } = POST;
  const smtpUrl = `smtp://127.0.0.1:${sink.port}`;
  const written = { data: 'data', from: FROM, web, mailbox, secret, smtpUrl, mailConnections: connections };
  writeFileSync(config, stringify(written));
  const close = async () => {
    await sink.close();
    rmSync(folder, { recursive: true });
  };
  return { seed, connections, config, database, sink, kills: [], close };
}

/** Asks the ledger, which nobody else has open or whose next commit waits. */
export function asked<Row>({ database }: Pick<Office, 'database'>, query: string, ...given: unknown[]): Row[] {
  const ledger = new Sqlite(database);
  try {
    return ledger.prepare(query).all(...given) as Row[];
  } finally {
    ledger.close();
  }
}

/** `silkwatch deliver`, after what a shell is told. */
export const startProgram = ({ config }: Office, told = ''): ChildProcess =>
  spawn('sh', ['-c', `${told}exec "$0" "$@"`, process.execPath, MAIN, 'deliver', '--config', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });

/** The same job by a clock that is ahead. */
export function startMortal({ config }: Office, life: Omit<Life, 'config'>): ChildProcess {
  const given = JSON.stringify({ config, ...life } satisfies Life);
  return spawn(process.execPath, [MORTAL, given], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Its exit status or the signal that ended it, with what it said, once all that it sent is counted. */
export async function ended(child: ChildProcess, { sink }: Office): Promise<{ by: number | string; said: string }> {
  let said = '';
  child.stderr!.on('data', (chunk) => {
    said += chunk;
  });
  const [code, signal] = await once(child, 'close');
  await sink.quiet();
  return { by: signal ?? code, said };
}

/** Where a life ends: at a step of the program's or of the server's, after so many messages. */
export type Death = { step: LedgerStep; nth: number } | { met: Met; nth: number };

/**
 * A life that is killed. Each that is killed at a step of its own is 20 minutes after the one before, so that what that one
 * had is free; the program itself has the clock of this machine, and leaves it alone.
 */
export async function killedLife(death: Death, office: Office): Promise<void> {
  const before = new Set(handed(office));
  office.sink.plan();
  const child = 'step' in death ? startMortal(office, { aheads: [aheadOf(office)], die: death }) : startProgram(office);
  // What has come of a message by then the server takes, as it would from anybody who is gone.
  if ('met' in death) office.sink.plan(goingOn(death.met, death.nth, () => child.kill('SIGKILL')));
  await killed(child, before, office);
}

const aheadOf = ({ kills }: Office): number => kills.length * 20 * MINUTE;

/** @throws where it ended in another way, for then nothing was tried. */
export async function killed(child: ChildProcess, before: ReadonlySet<string>, office: Office): Promise<void> {
  const end = await ended(child, office);
  if (end.by !== 'SIGKILL') throw new Error(`it was not killed, but ended by ${end.by}: ${end.said}`);
  const inDoubt = handed(office).filter((id) => !before.has(id)).length;
  office.kills.push({ inDoubt, arrived: office.sink.taken.length });
}

/** What was handed to a connection and not settled, at which attempt. */
export function handed(office: Office): string[] {
  const query = "select id || ' ' || attempts as attempt from deliveries where state = 'handed'";
  return asked<{ attempt: string }>(office, query).map(({ attempt }) => attempt);
}

/** How many messages the next life would send, but for what waits for the end of quiet hours. */
export function dueIn(office: Office, own: 'own clock' | 'clock of this machine'): number {
  const now = new Date(Date.now() + (own === 'own clock' ? aheadOf(office) : 0)).toISOString();
  const [{ n }] = asked<{ n: number }>(
    office,
    `select count(*) as n from deliveries left join subscribers on subscribers.id = subscriber
      where next <= ? and state in ('queued', 'unknown', 'leased', 'handed') and "left" is null
        and (quiet is null or kind = 'edition')`,
    now,
  ) as [{ n: number }];
  return n;
}

/** Longer than any lease, then than quiet hours, then than each rest before another attempt. */
const LATER = [1, 3, 5, 9, 17, 33].map((hours) => hours * HOUR);

/** The program is started again, and lives on. */
export async function recover(office: Office): Promise<void> {
  office.sink.plan();
  const { by, said } = await ended(startMortal(office, { aheads: LATER }), office);
  if (by !== 0) throw new Error(`it did not recover, but ended by ${by}: ${said}`);
}
