/** An open connection to a mail server: what is written, and the answers in their order. */
import type { Socket } from 'node:net';
import { type Garbage, type Reply, replyReader } from './replies.ts';
import type { Broken, Heard } from './verdict.ts';

/** Extensions that a server offers, by their names, with what stands after them: `SIZE` → `52428800`. */
export type Offers = ReadonlyMap<string, string>;

export interface Wire {
  offers: Offers;
  /** Why nothing can be said on it any more. */
  broken(): Broken | undefined;
  /** Writes all of it at once, to which so many answers are due. Calls back when the last byte has left this machine. */
  write(bytes: readonly (Buffer | string)[], answers: number, gone?: () => void): void;
  /** The next answer, which is waited for so many milliseconds. It is an answer that the connection broke, too. */
  reply(patience: number): Promise<Heard>;
  /** Cuts the connection. What has not left by then never does. */
  cut(because: string): void;
}

/** A wire over a socket that is connected, and greeted. Calls back once when it breaks. */
export function wireOf(socket: Socket, offers: Offers, onBroken: (wire: Wire) => void): Wire {
  const read = replyReader();
  const heard: Reply[] = [];
  let due = 0;
  let broken: Broken | undefined;
  let waiting: ((heard: Heard) => void) | undefined;
  const answer = (one: Heard) => {
    waiting?.(one);
    waiting = undefined;
  };
  const cut = (because: string, silent = false) => {
    if (broken) return;
    broken = { broken: because, silent };
    socket.destroy();
    answer(broken);
    onBroken(wire);
  };
  const hear = (one: Reply | Garbage) => {
    if ('garbage' in one) return cut(`the mail server said what is no answer: ${one.garbage}`);
    if (due-- === 0) return cut(`the mail server said without being asked: ${one.words}`);
    if (waiting) answer(one);
    else heard.push(one);
  };
  socket.on('data', (chunk: Buffer) => void read(chunk).forEach(hear));
  socket.on('error', ({ message }) => cut(message));
  // Of a server that has said that it is leaving, we wait for no more.
  for (const event of ['end', 'close']) socket.on(event, () => cut('the mail server closed the connection'));
  const wire: Wire = {
    offers,
    broken: () => broken,
    cut,
    write(bytes, answers, gone) {
      due += answers;
      socket.cork();
      for (const [n, one] of bytes.entries())
        socket.write(one, n === bytes.length - 1 ? (error) => error || gone?.() : undefined);
      socket.uncork();
    },
    reply(patience) {
      const first = heard.shift() ?? broken;
      if (first) return Promise.resolve(first);
      const timer = setTimeout(() => cut(`the mail server did not answer in ${patience / 1000} s`, true), patience);
      return new Promise((resolve) => {
        waiting = (one) => {
          clearTimeout(timer);
          resolve(one);
        };
      });
    },
  };
  return wire;
}
