/**
 * PDF → the text of its pages, in a thread of its own with a deadline and a bounded heap: a few kilobytes of PDF can ask
 * for gigabytes and hours, and no honest analysis does.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Failure, failed } from '../failure.ts';
import type { PdfText } from './pdfthread.ts';

export type { PdfText } from './pdfthread.ts';

const THREAD = new URL(`./pdfthread${extname(import.meta.filename)}`, import.meta.url);
/** The library's own start takes half a second; two hundred pages of text take three on a slow machine. */
const DEADLINE = 15_000;
/** Streams unpack outside of the heap, so that the whole process is looked at: bytes that it may grow by meanwhile. */
const GROWTH = 400_000_000;
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

/** Whether bytes begin as a PDF does (ISO 32000-1, 7.5.2, with what readers forgive: up to 1024 bytes before it). */
export const isPdf = (body: Uint8Array): boolean => Buffer.from(body.subarray(0, 1024)).includes('%PDF-');

/** Reads a PDF's text, page by page; a PDF that cannot be read, or not in time, is a failure with a reason. */
export async function readPdf(body: Uint8Array, deadline = DEADLINE): Promise<PdfText | Failure> {
  const worker = new Worker(THREAD, { resourceLimits: HEAP, stdout: true, stderr: true });
  const { promise, resolve } = Promise.withResolvers<PdfText | Failure>();
  const timer = setTimeout(() => resolve(failed('deadline', `more than ${deadline} ms`)), deadline);
  const before = process.memoryUsage.rss();
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > GROWTH)
      resolve(failed('large', `it unpacks to more than ${GROWTH} bytes`));
  }, 20);
  worker.once('message', resolve);
  worker.once('error', (error) => resolve(failed('unreadable', error.message)));
  worker.once('exit', () => resolve(failed('unreadable', 'the PDF needs more memory than it may have')));
  worker.postMessage(body);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    await worker.terminate();
  }
}
