/** Mail as files, until there is a mail server: the very octets that would go to it. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filled } from '../../state/delivery.ts';
import { standalone } from '../../templates/standalone.ts';
import type { Letter, Send } from '../deliver.ts';
import type { Raw } from './raw.ts';

/** Writes each message as `.eml`, with the HTML part beside it for a browser. A file is whole or not there. */
export function outbox(folder: string, raw: Raw): Send {
  return async (letter) => {
    const name = join(folder, fileNameOf(letter));
    const message = Buffer.concat(await raw(letter));
    try {
      await mkdir(folder, { recursive: true });
      await whole(`${name}.html`, filled(standalone(letter.mail), letter.links));
      await whole(`${name}.eml`, message);
    } catch (cause) {
      throw new Error(`cannot write to the outbox ${folder}: ${(cause as Error).message}`, { cause });
    }
    return { outcome: 'accepted', because: `written to ${name}.eml`, status: null };
  };
}

/** Writes a file that is whole or not there. */
export async function whole(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

/** `2026-11-22T0600 alert tamar-example.org 1a2b3c`: sorts by time, and says who got what. */
function fileNameOf({ date, kind, to, id }: Letter): string {
  const time = date.toISOString().slice(0, 16).replace(':', '');
  return `${time}-${kind}-${to.replace(/[^\w.-]+/g, '-').slice(0, 60)}-${id.slice(0, 6)}`;
}
