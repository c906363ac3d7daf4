/** A Maildir (Bernstein, 1995): a mail is a file, and what is known of it stands in the file's name. */
import { open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../subject.ts';
import type { Arrived } from './arrived.ts';

/** A bounce says in its first parts what it has to say. */
const MOST_BYTES = 1_000_000;

/** The mails in `new/`, and those in `cur/` that nobody has seen, the oldest first. @throws Refusal where the folder is no Maildir */
export async function* fromMaildir(folder: string): AsyncGenerator<Arrived> {
  for (const place of ['new', 'cur']) {
    const names = await readdir(join(folder, place)).catch((cause: Error): never => refuse(folder, noMaildir(cause)));
    // A name begins with the second in which the mail came.
    for (const name of names.filter(isUnseen).sort()) {
      const file = join(folder, place, name);
      const bytes = await head(file);
      if (bytes) yield { name: file, bytes, done: () => seen(folder, place, name) };
    }
  }
}

export const noMaildir = (cause: Error): string =>
  `is no Maildir: ${cause.message}; mend: name a folder that has new, cur and tmp`;

/** Flags stand after `:2,` (where a file's name may hold no colon, after `;2,` or `!2,`); `S` is seen, `T` thrown away. */
const FLAGS = /[:;!]2,([A-Za-z]*)$/;

const isUnseen = (name: string): boolean => !name.startsWith('.') && !/[ST]/.test(FLAGS.exec(name)?.[1] ?? '');

/** A rename is whole or not at all; one that another program has moved on meanwhile is left to it. */
async function seen(folder: string, place: string, name: string): Promise<void> {
  const flags = [...new Set(`${FLAGS.exec(name)?.[1] ?? ''}S`)].sort().join('');
  const named = name.replace(FLAGS, '');
  await rename(join(folder, place, name), join(folder, 'cur', `${named}:2,${flags}`)).catch(unlessGone);
}

/** As much of a file as is read; null where it is gone. */
async function head(file: string): Promise<Uint8Array | null> {
  const handle = await open(file).catch(unlessGone);
  if (!handle) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
