/** `silkwatch subscribers import` and `export`: tables of people. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Subscriber } from '../../state/subscriber.ts';
import { silent } from '../log.ts';
import { shown } from '../sources/told.ts';
import { refuse } from '../subject.ts';
import { importSum, importTable, importWords } from '../subscribers/import.ts';
import { type Person, readTable, writeTable } from '../subscribers/table.ts';
import type { World } from '../world.ts';
import { command, inLedger, say, setupOf } from './setup.ts';

export function addTables(subscribers: Command): void {
  command(subscribers, 'import', 'topics')
    .description('add the people of a table (CSV) who agreed to get our mail, and say of each line what became of it')
    .argument('<file|->', 'its first line names the columns: address, and what may be wished; - is standard input')
    .option('--dry-run', 'say what would become of each line, and write nothing')
    .option('--update', 'change those who are there already to what the table says of them')
    .action((file: string, options, self: Command) => bringIn(file, options, self));
  command(subscribers, 'export')
    .description('print everyone as a table (CSV) that `import` reads')
    .option('--all', 'those who left, too')
    .action(({ all }, self: Command) =>
      inLedger(setupOf(self), async ({ ledger }) => {
        const people = all ? await ledger.everyone() : await ledger.subscribers();
        say(writeTable(await peopleOf(people, ledger)).trimEnd());
      }),
    );
}

async function peopleOf(subscribers: readonly Subscriber[], ledger: World['ledger']): Promise<Person[]> {
  const people: Person[] = [];
  for (const subscriber of subscribers) {
    const suppression = await ledger.suppressed(subscriber.address);
    const consents = await ledger.consentsOf(subscriber.id);
    people.push({ subscriber, consents, suppressed: suppression?.reason ?? null });
  }
  return people;
}

async function bringIn(file: string, options: { dryRun?: true; update?: true }, self: Command): Promise<void> {
  const setup = setupOf(self);
  const name = file === '-' ? 'standard input' : basename(file);
  const table = readTable(name, await textOf(file));
  const { topicIds: topics, config } = setup;
  const { dryRun = false, update = false } = options;
  const wanted = { topics, timezone: config.timezone, update, file: name, dryRun };
  const lines = await setup.inWorld((world) => importTable(table, wanted, world), silent);
  if (table.ignored.length > 0) say(shown(`columns that say nothing to us: ${table.ignored.join(', ')}`));
  for (const one of lines) say(shown(importWords(name, one, topics)));
  say(importSum(lines, dryRun));
  if (lines.some((one) => one.do === 'refuse')) process.exitCode = 1;
}

/** @throws Refusal where it cannot be read, or is not of UTF-8 */
async function textOf(file: string): Promise<string> {
  try {
    const bytes = file === '-' ? await buffer(process.stdin) : readFileSync(file);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return refuse(
      file,
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8; mend: save it as CSV UTF-8' : message,
    );
  }
}
