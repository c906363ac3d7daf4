/** A mail server that answers what its script says, and keeps what it was told. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import tlsOptions from 'smtp-server/lib/tls-options';

/** What is answered: words, nothing at all from then on, or the end of the connection. */
export type Answer = string | 'silence' | 'close';

type Word = 'greeting' | 'EHLO' | 'HELO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | '.' | 'RSET' | 'QUIT';

export interface Script extends Partial<Record<Word, Answer | ((nth: number, connection: number) => Answer)>> {
  pipelining?: boolean;
  /** Answers a byte at a time. */
  slow?: boolean;
}

export interface Scripted {
  url: string;
  /** What each connection was told, in order: commands, and `.` for a message. */
  told: string[][];
  /** The bytes between DATA and the final dot. */
  messages: string[];
  sockets: Socket[];
  close(): Promise<void>;
}

const ANSWERS = {
  ...{ greeting: '220 test', HELO: '250 test', MAIL: '250 ok', RCPT: '250 ok', DATA: '354 go on', RSET: '250 ok' },
  ...{ '.': '250 2.0.0 taken', QUIT: '221 bye' },
};

export async function scripted(script: Script = {}): Promise<Scripted> {
  const [told, messages, sockets]: [string[][], string[], Socket[]] = [[], [], []];
  const server = createServer((socket) => {
    const mine: string[] = [];
    const connection = told.push(mine);
    sockets.push(socket.setNoDelay(true));
    let answer = sayer(socket, script.slow === true);
    const meet = (word: Word): Answer => {
      mine.push(word);
      const offers = `250-test${script.pipelining ? '\r\n250-PIPELINING' : ''}\r\n250 SIZE 6000000`;
      const answers: Script = { ...ANSWERS, EHLO: offers, ...script };
      const written = answers[word] ?? '500 what';
      const words =
        typeof written === 'string' ? written : written(mine.filter((one) => one === word).length, connection);
      answer(words);
      if (word === 'STARTTLS') encrypt();
      return words;
    };
    const encrypt = () => {
      socket.removeAllListeners('data');
      setImmediate(() => {
        const encrypted = new TLSSocket(socket, { isServer: true, ...tlsOptions() });
        answer = sayer(encrypted, script.slow === true);
        listen(encrypted, meet, messages);
      });
    };
    listen(socket, meet, messages);
    meet('greeting');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `smtp://127.0.0.1:${port}/`, told, messages, sockets, close };
}

/** Takes apart what comes: commands by their lines, and after DATA that was let through, the message. */
function listen(socket: Socket, meet: (word: Word) => Answer, messages: string[]): void {
  let [rest, inside]: [string, boolean] = ['', false];
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (;;) {
      const end = inside ? /(?:^|\r\n)\.\r\n/.exec(rest) : /\r\n/.exec(rest);
      if (!end) return;
      const taken = rest.slice(0, end.index);
      rest = rest.slice(end.index + end[0].length);
      if (inside) messages.push(taken);
      const word = inside ? '.' : (taken.split(/[\s:]/)[0]!.toUpperCase() as Word);
      inside = meet(word).startsWith('354') && word === 'DATA';
    }
  });
}

/** Answers in order; what is slow leaves in as many packets as it has bytes. */
function sayer(socket: Socket, slow: boolean): (words: Answer) => void {
  let before = Promise.resolve();
  let silent = false;
  return (words) => {
    before = before.then(async () => {
      silent ||= words === 'silence';
      if (silent || socket.destroyed) return;
      if (words === 'close') return void socket.destroy();
      const bytes = Buffer.from(`${words}\r\n`);
      for (const piece of slow ? bytes : [bytes]) {
        socket.write(typeof piece === 'number' ? Buffer.of(piece) : piece);
        if (slow) await new Promise(setImmediate);
      }
    });
  };
}
