/** Mail servers that take everything and keep nothing, and what else sends mail to them. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface Sink {
  name: string;
  port: number;
  server: ChildProcess;
}

const POSTFIX = '/usr/sbin/smtp-sink';
const SOURCE = '/usr/sbin/smtp-source';

/** Those that are there: Postfix's comes with Debian's package `postfix`. */
export async function startSinks(say: (words: string) => void): Promise<Sink[]> {
  const missing = [POSTFIX, SOURCE].filter((program) => !existsSync(program));
  for (const program of missing) say(`left out: there is no ${program}`);
  return [...(missing.length === 0 ? [await startPostfix()] : []), await startNpm()];
}

async function startPostfix(): Promise<Sink> {
  const port = await freePort();
  // It refuses to be root.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const server = spawn(POSTFIX, [...user, `127.0.0.1:${port}`, '100'], { stdio: 'inherit' });
  for (let tries = 0; !(await listens(port)); tries++) {
    if (tries > 100) throw new Error(`${POSTFIX} does not listen`);
    await sleep(20);
  }
  return { name: 'smtp-sink', port, server };
}

async function startNpm(): Promise<Sink> {
  const program = join(import.meta.dirname, 'smtpserver.ts');
  const server = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(createInterface(server.stdout!), 'line');
  return { name: 'smtp-server', port: Number(port), server };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

const listens = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => answer(true));
    socket.on('error', () => answer(false)).on('connect', () => socket.destroy());
  });

/** The bound: Postfix's own client, which writes so many messages of this size again and again, made beforehand. */
export async function bareSource({ port }: Sink, count: number, bytes: number, connections: number): Promise<void> {
  const size = ['-s', `${connections}`, '-m', `${count}`, '-l', `${bytes}`];
  await promisify(execFile)(SOURCE, ['-d', ...size, `127.0.0.1:${port}`]);
}

/** Milliseconds that a plain pool of nodemailer's takes in a process of its own: what it leaves behind would slow ours. */
export async function plainPool({ port }: Sink, count: number, connections: number, key = ''): Promise<number> {
  const program = join(import.meta.dirname, 'plainpool.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    ...[port, count, connections, key].map(String),
  ]);
  return Number(stdout);
}
