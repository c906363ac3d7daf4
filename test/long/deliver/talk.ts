/** One connection to the mail server of the kill matrix. */
import { hash } from 'node:crypto';
import type { Socket } from 'node:net';

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

const LINE_END = Buffer.from('\r\n');
const MESSAGE_END = Buffer.from('\r\n.\r\n');

/** Who is told of what comes over a connection. */
interface Desk {
  /** Answers whether the connection goes on. */
  meet(at: Met): boolean;
  take(one: Taken): void;
  leave(): void;
}

/** One connection: commands by their lines, after DATA a message by its end, whatever pieces they come in. */
export class Talk {
  readonly #socket: Socket;
  readonly #desk: Desk;
  readonly #answers: Record<string, string>;
  #rest: Buffer = Buffer.alloc(0);
  #inside = false;
  #envelope = { from: '', to: '' };

  constructor(socket: Socket, desk: Desk, pipelining: boolean) {
    [this.#socket, this.#desk] = [socket, desk];
    const offers = `250-test${pipelining ? '\r\n250-PIPELINING' : ''}\r\n250 8BITMIME`;
    this.#answers = { EHLO: offers, DATA: '354 go on', QUIT: '221 bye' };
    if (!desk.meet('connected')) return;
    this.#say('220 test');
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
  }

  #say(words: string): void {
    this.#socket.write(`${words}\r\n`);
  }

  #hear(chunk: Buffer): void {
    const begun = this.#inside && this.#rest.length === 0;
    // The first bytes of a message are there; whether more of them are, nobody has looked at.
    let on: boolean | undefined = !begun || this.#desk.meet('inside');
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (on) on = this.#step();
    if (on === false) this.#socket.removeAllListeners('data').resume();
  }

  /** Takes what is complete, and answers whether the connection goes on; nothing where it waits for more. */
  #step(): boolean | undefined {
    const ending = this.#inside ? MESSAGE_END : LINE_END;
    const end = this.#rest.indexOf(ending);
    if (end < 0) return undefined;
    const piece = this.#rest.subarray(0, end);
    this.#rest = this.#rest.subarray(end + ending.length);
    return this.#inside ? this.#message(piece) : this.#command(piece.toString('latin1'));
  }

  #command(line: string): boolean {
    const word = line.split(/[\s:]/)[0]!;
    const met = MET.find((one) => one === word);
    if (met && !this.#desk.meet(met)) return false;
    const address = /<(.*?)>/.exec(line)?.[1] ?? '';
    if (word === 'MAIL') this.#envelope = { from: address, to: '' };
    if (word === 'RCPT') this.#envelope.to = address;
    this.#inside = word === 'DATA';
    this.#say(this.#answers[word] ?? '250 ok');
    if (word !== 'QUIT') return true;
    this.#desk.leave();
    this.#socket.end();
    return false;
  }

  #message(bytes: Buffer): boolean {
    this.#inside = false;
    this.#desk.take({ ...this.#envelope, ...readOf(bytes) });
    if (!this.#desk.meet('dot')) return false;
    this.#say('250 2.0.0 taken');
    return this.#desk.meet('answered');
  }
}

function readOf(bytes: Buffer): Pick<Taken, 'messageId' | 'digest' | 'head'> {
  const head = bytes
    .subarray(0, bytes.indexOf('\r\n\r\n'))
    .toString('latin1')
    .replace(/\r\n(?=[ \t])/g, '');
  return { messageId: /^Message-ID: *(\S+)/im.exec(head)?.[1] ?? '', digest: hash('sha1', bytes), head };
}
