/** The pages of editions, as files beside the mails. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { standalone } from '../templates/standalone.ts';
import type { Publish } from './digest.ts';
import { whole } from './mail/outbox.ts';

/** Writes pages to a folder, also where mail goes to a server: a mail that was shortened names the page of the rest. */
export function pagesIn(folder: string): Publish {
  return async ({ name, ...page }) => {
    try {
      await mkdir(folder, { recursive: true });
      await whole(join(folder, name), standalone(page));
    } catch (cause) {
      throw new Error(`cannot write the page of an edition to ${folder}: ${(cause as Error).message}`, { cause });
    }
  };
}
