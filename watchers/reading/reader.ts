/**
 * Reading in worker threads with a deadline: a hostile document (cheerio is quadratic in unclosed tags, xml2js in
 * depth) costs its own source one visit, and holds up nothing else.
 */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Failure, failed } from '../failure.ts';
import type { Origin, Readout } from './read.ts';
import type { Message, Task } from './thread.ts';

export type Read = (body: Uint8Array, origin: Origin) => Promise<Readout | Failure>;
/** Reads the page behind an item for its whole text. */
export type ReadArticle = (body: Uint8Array, origin: Origin) => Promise<string | Failure>;

export interface Reader {
  /** @throws Error where the reader was closed before it was done: that says nothing about the document. */
  read: Read;
  /** @throws Error as `read` does. */
  article: ReadArticle;
  close(): Promise<void>;
}

/** The thread's program, beside this one: `.ts` in a clone, `.js` in the published package. */
const THREAD = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url);
/**
 * Large feeds of real sources take well under a second; what takes longer is not written to be read. The thread's own
 * start is within it, so that a command that reads one document ends within five seconds whatever the document is.
 */
const DEADLINE = 3500;
/**
 * What a thread's heap may grow to. Ten megabytes of feed need a third of it; a whole process that reads one hostile
 * document stays under 300 MB. A real document that needs more is refused, which is the lesser error.
 */
const HEAP = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };

interface Job extends Message {
  settle(result: Readout | string | Failure): void;
  abandon(error: Error): void;
}

/** A reader of up to `threads` documents at once, each within `deadline` milliseconds. Threads start when there is work. */
export function startReader(
  threads = Math.max(1, Math.min(4, availableParallelism() - 1)),
  deadline = DEADLINE,
): Reader {
  const queue: Job[] = [];
  let closed = false;
  const seats: Seat[] = Array.from({ length: threads }, () => new Seat(deadline, () => next()));
  const next = (): void => {
    const free = seats.find((seat) => !seat.busy);
    const job = free && queue.shift();
    if (job) free.work(job);
  };
  const does =
    <Result>(task: Task) =>
    (body: Uint8Array, origin: Origin): Promise<Result | Failure> =>
      new Promise((answer, abandon) => {
        const settle: Job['settle'] = (result) => (closed ? abandon(ended()) : answer(result as Result | Failure));
        if (closed) return abandon(ended());
        queue.push({ task, body, origin, settle, abandon });
        next();
      });
  return {
    read: does<Readout>('document'),
    article: does<string>('article'),
    close: async () => {
      closed = true;
      // What waits must not start a thread that nobody ends.
      for (const { abandon } of queue.splice(0)) abandon(ended());
      await Promise.all(seats.map((seat) => seat.close()));
    },
  };
}

const ended = (): Error => new Error('the reader was closed before it had read this document');

/** One thread's place: the thread is replaced after a document that it could not finish. */
class Seat {
  busy = false;
  #worker: Worker | undefined;
  readonly #deadline: number;
  readonly #free: () => void;

  constructor(deadline: number, free: () => void) {
    this.#deadline = deadline;
    this.#free = free;
  }

  work({ task, body, origin, settle }: Job): void {
    this.busy = true;
    const worker = this.#thread();
    const timer = setTimeout(() => end(failed('deadline', `more than ${this.#deadline} ms`), true), this.#deadline);
    const end = (result: Readout | string | Failure, spent: boolean) => {
      clearTimeout(timer);
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      if (spent) {
        this.#worker = undefined;
        void worker.terminate();
      }
      this.busy = false;
      settle(result);
      this.#free();
    };
    worker.once('message', (result: Readout | string | Failure) => end(result, false));
    worker.once('error', (error) => end(failed('unreadable', error.message), true));
    worker.once('exit', () => end(failed('unreadable', 'the document needs more memory than it may have'), true));
    // The body is copied: who asked may still need it, and copying ten megabytes takes a few milliseconds.
    worker.postMessage({ task, body, origin } satisfies Message);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #thread(): Worker {
    this.#worker ??= new Worker(THREAD, { resourceLimits: HEAP });
    return this.#worker;
  }
}
