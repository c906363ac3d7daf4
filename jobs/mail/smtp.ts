/** Mail to the mail server: raw messages over few connections that stay open. */
import type { Letter, Send, Sent } from '../deliver.ts';
import type { Raw } from './raw.ts';
import { handOver, PATIENCE, type Patience } from './smtp/dialogue.ts';
import { mailServer } from './smtp/open.ts';
import { poolOf } from './smtp/pool.ts';

export interface Smtp {
  send: Send;
  /** Takes leave of the server. */
  close(): Promise<void>;
}

interface Manner {
  /** Connections at once. */
  connections: number;
  /** Milliseconds after the last letter until they are closed. */
  idle?: number;
  patience?: Patience;
}

const IDLE = 10_000;

/**
 * Sends letters to the mail server at a URL (`smtp:`, `smtps:`), as many at once as there are connections; more of them
 * wait. Never throws for what a server does: every letter ends as `Sent` says, within half an hour (RFC 5321, 4.5.3.2 has
 * that much patience). Where a connection that was used before has ended, as servers end idle ones, before the letter's
 * recipient was answered, the letter goes over another one.
 *
 * @param raw makes the message, once there is a connection for it: what waits takes no memory.
 */
export function smtp(url: string, raw: Raw, { connections, idle = IDLE, patience = PATIENCE }: Manner): Smtp {
  const pool = poolOf(mailServer(url), connections, idle);
  const attempt = async (letter: Letter, tries: number): Promise<Sent> => {
    const line = await pool.take();
    if ('outcome' in line) return line;
    const used = line.letters > 1;
    const sent = await raw(letter)
      .then((message) => handOver(letter, message, line.wire, patience))
      .finally(() => pool.give(line));
    const again = used && sent.stage === 'connection' && !line.wire.broken()?.silent;
    return again && tries > 0 ? attempt(letter, tries - 1) : sent;
  };
  return { send: (letter) => attempt(letter, connections), close: pool.close };
}
