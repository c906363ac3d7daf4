/** Mails that came to us, one after the other, from wherever they lie. */
import { stat } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { localBytes } from '../parse.ts';
import { refuse } from '../subject.ts';
import { fromMaildir } from './maildir.ts';
import { messagesIn } from './mbox.ts';

export interface Arrived {
  /** Where it lies, in words. */
  name: string;
  bytes: Uint8Array;
  /** Marks it as read. Called once what it says is recorded: a crash before that repeats it, which counts once. */
  done(): Promise<void>;
}

/**
 * Files that were named, each a mail, an mbox of them or the folder of a Maildir, or standard input (`-`).
 *
 * @throws Refusal for one that cannot be read
 */
export async function* fromFiles(names: readonly string[], config: Config): AsyncGenerator<Arrived> {
  for (const name of names) yield* (await isFolder(name)) ? fromMaildir(name) : fromFile(name, config);
}

const isFolder = async (name: string): Promise<boolean> =>
  (await stat(name).catch(() => undefined))?.isDirectory() ?? false;

async function* fromFile(name: string, config: Config): AsyncGenerator<Arrived> {
  const read = await localBytes(name, config);
  if ('reason' in read) refuse(name, `cannot be read: ${read.detail}`);
  for (const bytes of messagesIn((read as { body: Uint8Array }).body))
    yield { name, bytes, done: async () => undefined };
}
