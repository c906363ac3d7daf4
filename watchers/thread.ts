/** A reader's thread: reads the documents that it is sent, one after the other. */
import { parentPort } from 'node:worker_threads';
import { type Origin, readBody } from './read.ts';

parentPort?.on('message', async ({ body, origin }: { body: Uint8Array; origin: Origin }) => {
  parentPort?.postMessage(await readBody(body, origin));
});
