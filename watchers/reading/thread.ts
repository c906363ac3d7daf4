/** A reader's thread: does the jobs that it is sent, one after the other. */
import { parentPort } from 'node:worker_threads';
import { type Origin, readArticleBody, readBody } from './read.ts';

/** What a body is read for: the items of a document, or the whole text of the page behind one item. */
export type Task = 'document' | 'article';

export interface Message {
  task: Task;
  body: Uint8Array;
  origin: Origin;
}

parentPort?.on('message', async ({ task, body, origin }: Message) => {
  parentPort?.postMessage(await (task === 'article' ? readArticleBody(body, origin) : readBody(body, origin)));
});
