/**
 * Reading in worker threads with a deadline: a hostile document (cheerio is quadratic in unclosed tags, xml2js in
 * depth) costs its own source one visit, and holds up nothing else.
 */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Failure, failed } from './failure.ts';
import type { Origin, Readout } from './read.ts';

export type Read = (body: Uint8Array, origin: Origin) => Promise<Readout | Failure>;

export interface Reader {
  /** @throws Error where the reader was closed before it was done: that says nothing about the document. */
  read: Read;
  close(): Promise<void>;
}

/** The thread's program, beside this one: `.ts` in a clone, `.js` in the published package. */
const THREAD = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url);
/** Large feeds of real sources take well under a second; what takes longer is not written to be read. */
const DEADLINE = 10_000;
const MEMORY_MB = 512;

interface Job {
  body: Uint8Array;
  origin: Origin;
  settle(result: Readout | Failure): void;
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
  return {
    read: (body, origin) =>
      new Promise((answer, abandon) => {
        const settle: Job['settle'] = (result) => (closed ? abandon(ended()) : answer(result));
        if (closed) return abandon(ended());
        queue.push({ body, origin, settle, abandon });
        next();
      }),
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

  work({ body, origin, settle }: Job): void {
    this.busy = true;
    const worker = this.#thread();
    const timer = setTimeout(() => end(failed('deadline', `more than ${this.#deadline} ms`), true), this.#deadline);
    const end = (result: Readout | Failure, spent: boolean) => {
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
    worker.once('message', (result: Readout | Failure) => end(result, false));
    worker.once('error', (error) => end(failed('unreadable', error.message), true));
    worker.once('exit', () => end(failed('unreadable', 'the document needs more memory than it may have'), true));
    worker.postMessage({ body, origin });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #thread(): Worker {
    this.#worker ??= new Worker(THREAD, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    return this.#worker;
  }
}
