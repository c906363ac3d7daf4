/** The folder of the mails that a person must look at. */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps a mail under the name that the ledger has of it. It is whole or not there, and the same one is kept once. */
export type Keep = (id: string, bytes: Uint8Array) => Promise<void>;

export const keptFolder = (data: string): string => join(data, 'kept');

export const keepIn =
  (folder: string): Keep =>
  async (id, bytes) => {
    const file = join(folder, `${id}.eml`);
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.part`, bytes, { mode: 0o600 });
    await rename(`${file}.part`, file);
  };

/** The names of the kept mails; whoever has looked at one deletes its file. */
export async function keptIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.eml')).sort();
}

export const readKept = (folder: string, name: string): Promise<Uint8Array> => readFile(join(folder, name));
