/** The commands that only turn their input into output: `match` and `parse`. */
import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { silent } from '../log.ts';
import { matchLines } from '../match.ts';
import { parseOne } from '../parse.ts';
import { command, Setup, say, setupOf } from './setup.ts';

export function addFilters(silkwatch: Command): void {
  command(silkwatch, 'match')
    .description('decide items: JSON lines {id, title, summary, lang?, published?, source?, url?} in, decisions out')
    .option('--explain', 'add the evidence of every match')
    .action(async ({ explain }, self: Command) => {
      const { topics } = setupOf(self).rulebook;
      for (const decision of matchLines(await text(process.stdin), topics, explain)) say(JSON.stringify(decision));
    });
  command(silkwatch, 'parse')
    .description('read feeds: one JSON line for each file or address, values as published')
    .argument('<file|url|->', 'what to read; - is standard input')
    .argument('[more...]')
    .option('--content-type <type>', 'the Content-Type that it came with')
    .option('--base <url>', 'the address that relative links are relative to')
    .addOption(new Option('--json', 'JSON lines, which is what it prints anyway').default(true))
    .action(async (first: string, more: string[], options, self: Command) => {
      const { config } = setupOf(self);
      // Reading a file needs no ledger, and leaves none behind.
      const apart = new Setup({ ...config, databaseUrl: 'sqlite::memory:' });
      await apart.inWorld(async (world) => {
        for (const name of [first, ...more]) say(JSON.stringify(await parseOne(name, options, config, world)));
      }, silent);
    });
}
