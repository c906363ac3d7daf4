/** The command that drafts a topic from analyses. */
import { type Command, Option } from 'commander';
import type { Drafted } from '../draft.ts';
import { silent } from '../log.ts';
import { command, Setup, say, setupOf } from './setup.ts';

export function addDraft(silkwatch: Command): void {
  command(silkwatch, 'draft')
    .description('propose a topic from analyses (text, HTML or PDF): terms, rules with their paragraphs, deadlines')
    .argument('<file|url>', 'what to read')
    .argument('[more...]')
    .option('--topic <id>', 'what the topic is called (default: by what the documents name most)')
    .option('--date <date>', 'the day of the documents that do not name their own, for dates such as “by August 31”')
    .option('--out <folder>', 'write topics/<id>.yaml, documents.yaml and the texts there, where nothing is yet')
    .addOption(new Option('--json', 'the proposal as JSON').conflicts('out'))
    .action(async (first: string, more: string[], { out, json, ...wishes }, self: Command) => {
      // What reads English costs every other command a third of its start.
      const [{ draft }, { writeDraft }] = await Promise.all([import('../draft.ts'), import('../draft/write.ts')]);
      const { config } = setupOf(self);
      // Reading an analysis needs no ledger, and leaves none behind.
      const apart = new Setup({ ...config, databaseUrl: 'sqlite::memory:' });
      await apart.inWorld(async (world) => {
        const drafted = await draft([first, ...more], { ...wishes, out }, config, world);
        for (const remark of drafted.remarks) process.stderr.write(`${remark}\n`);
        if (out !== undefined) for (const file of await writeDraft(out, drafted)) say(file);
        else say(json ? JSON.stringify(dataOf(drafted), null, 2) : printed(drafted));
      }, silent);
    });
}

/** The rows of documents.yaml go before the topic as comments: two files cannot be one. */
const printed = ({ topic, documents }: Drafted): string =>
  [
    ...documents
      .trimEnd()
      .split('\n')
      .map((row) => (row === '' || row.startsWith('#') ? row || '#' : `# ${row}`)),
    '',
    topic.trimEnd(),
  ].join('\n');

/** The documents' texts are the analyst's own already. */
function dataOf({ proposal, remarks }: Drafted): object {
  const documents = proposal.documents.map(({ paragraphs: _, count, ...row }) => ({ ...row, paragraphs: count }));
  return { ...proposal, documents, remarks };
}
