/** A mail server that counts what it is given, and does something at the n-th time that it comes to a step. */
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** The steps of a letter as the server sees them; at `answered` its 250 is written, at each other one nothing is yet. */
export const MET = ['connected', 'MAIL', 'RCPT', 'DATA', 'inside', 'dot', 'answered'] as const;
export type Met = (typeof MET)[number];

/** A complete message. */
export interface Taken {
  from: string;
  to: string;
  messageId: string;
  /** Of all its bytes. */
  digest: string;
  head: string;
}

/** What is done at the n-th time that any connection comes to a step; the server says no more there where it answers `over`. */
export interface Plan {
  at: Met;
  nth: number;
  act(socket: Socket): 'over' | 'go on';
}

export interface Sink {
  port: number;
  taken: Taken[];
  open: Set<Socket>;
  /** How many connections were open at once, at most. */
  most(): number;
  /** Counts its steps anew, towards another plan. */
  plan(plan?: Plan): void;
  /** Until all that came over connections that ended is counted. */
  quiet(): Promise<void>;
  /** Nobody is let in any more. */
  close(): Promise<void>;
}

export async function startSink(pipelining: boolean): Promise<Sink> {
  const open = new Set<Socket>();
  const taken: Taken[] = [];
  let [plan, met, most]: [Plan | undefined, number, number] = [undefined, 0, 0];
  const meet = (at: Met, socket: Socket): boolean => {
    if (plan?.at !== at || ++met !== plan.nth) return true;
    return plan.act(socket) === 'go on';
  };
  const server = createServer((socket) => {
    open.add(socket.setNoDelay(true));
    most = Math.max(most, open.size);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    talk(socket, pipelining, meet, taken);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...{ port: (server.address() as AddressInfo).port, taken, open, most: () => most },
    plan: (next) => {
      [plan, met] = [next, 0];
    },
    quiet: async () => {
      while (open.size > 0) await once([...open][0]!, 'close');
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const END = Buffer.from('\r\n.\r\n');

/** One connection: commands by their lines, after DATA a message by its end, whatever pieces they come in. */
function talk(socket: Socket, pipelining: boolean, meet: (at: Met, socket: Socket) => boolean, taken: Taken[]): void {
  let rest: Buffer = Buffer.alloc(0);
  let [inside, from, to] = [false, '', ''];
  const say = (words: string) => socket.write(`${words}\r\n`);
  /** Answers whether the connection goes on. */
  const command = (line: string): boolean => {
    const [word] = line.split(/[\s:]/) as [string];
    if ((word === 'MAIL' || word === 'RCPT' || word === 'DATA') && !meet(word, socket)) return false;
    const address = /<(.*?)>/.exec(line)?.[1] ?? '';
    if (word === 'MAIL') from = address;
    if (word === 'RCPT') to = address;
    inside = word === 'DATA';
    say(
      inside
        ? '354 go on'
        : word === 'EHLO'
          ? `250-test${pipelining ? '\r\n250-PIPELINING' : ''}\r\n250 8BITMIME`
          : '250 ok',
    );
    if (word === 'QUIT') socket.end();
    return word !== 'QUIT';
  };
  const message = (bytes: Buffer): boolean => {
    inside = false;
    taken.push({ from, to, ...readOf(bytes) });
    if (!meet('dot', socket)) return false;
    say('250 2.0.0 taken');
    return meet('answered', socket);
  };
  const step = (): boolean | undefined => {
    const end = rest.indexOf(inside ? END : '\r\n');
    if (end < 0) return undefined;
    const [piece, length] = [rest.subarray(0, end), inside ? END.length : 2];
    const letter = inside;
    rest = rest.subarray(end + length);
    return letter ? message(piece) : command(piece.toString('latin1'));
  };
  if (!meet('connected', socket)) return;
  say('220 test');
  socket.on('data', (chunk: Buffer) => {
    // The bytes of a message that have come are there; that more of them have, nobody has looked at.
    if (inside && rest.length === 0 && !meet('inside', socket)) return void socket.removeAllListeners('data').resume();
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let on: boolean | undefined = true;
    while (on) on = step();
    if (on === false) socket.removeAllListeners('data').resume();
  });
}

function readOf(bytes: Buffer): Pick<Taken, 'messageId' | 'digest' | 'head'> {
  const head = bytes
    .subarray(0, bytes.indexOf('\r\n\r\n'))
    .toString('latin1')
    .replace(/\r\n(?=[ \t])/g, '');
  return { messageId: /^Message-ID: *(\S+)/im.exec(head)?.[1] ?? '', digest: hash('sha1', bytes), head };
}
