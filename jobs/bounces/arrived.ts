/** Mails that came to us, one after the other, from wherever they lie. */
import type { Config } from '../config.ts';
import { localBytes } from '../parse.ts';
import { refuse } from '../subject.ts';
import { messagesIn } from './mbox.ts';

export interface Arrived {
  /** Where it lies, in words. */
  name: string;
  bytes: Uint8Array;
  /** Marks it as read. Called once what it says is recorded: a crash before that repeats it, which counts once. */
  done(): Promise<void>;
}

/** Files that were named, each a mail or an mbox of them, or standard input (`-`). @throws Refusal for one that cannot be read */
export async function* fromFiles(names: readonly string[], config: Config): AsyncGenerator<Arrived> {
  for (const name of names) {
    const read = await localBytes(name, config);
    if ('reason' in read) refuse(name, `cannot be read: ${read.detail}`);
    for (const bytes of messagesIn((read as { body: Uint8Array }).body))
      yield { name, bytes, done: async () => undefined };
  }
}
