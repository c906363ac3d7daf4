/** A draft in a folder of its own: nothing that is there is touched. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { schemaText } from '../../rules/schemas.ts';
import { refuseAny } from '../../state/refusal.ts';
import type { Drafted } from '../draft.ts';

/** The shipped sources name the shipped topics: a draft is checked and tried without them. */
const CONFIG = 'topics: topics\ndocuments: documents.yaml\nsources: sources.yaml\n';

/**
 * Writes the topic with the schema that editors help by, the documents' rows, the texts that were read, and a
 * configuration that names them, so that
 * `silkwatch check --config <folder>/silkwatch.yaml` checks the draft alone; gives the files' names.
 *
 * @throws Refusal naming every file that is there already; then nothing is written.
 */
export async function writeDraft(folder: string, { proposal, topic, documents, texts }: Drafted): Promise<string[]> {
  const files: [string, string][] = [
    [join(folder, 'topics', `${proposal.topic}.yaml`), topic],
    [join(folder, 'topic.schema.json'), schemaText('topic')],
    [join(folder, 'documents.yaml'), documents],
    [join(folder, 'sources.yaml'), '[]\n'],
    [join(folder, 'silkwatch.yaml'), CONFIG],
    ...texts.map(({ file, text }): [string, string] => [join(folder, 'documents', file), text]),
  ];
  const there = files.filter(([file]) => existsSync(file));
  refuseAny(there.map(([file]) => ({ file, what: 'is there already; mend: name another folder with --out' })));
  for (const [file, text] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  }
  return files.map(([file]) => file);
}
