/** `silkwatch sources`: what is watched, how it does, and where more is found. */
import type { Command } from 'commander';
import { decode } from '../../watchers/reading/decode.ts';
import { KEYS } from '../config/keys.ts';
import { logTo, silent } from '../log.ts';
import { bytesOf } from '../parse.ts';
import { addSource } from '../sources/add.ts';
import { checkSources } from '../sources/check.ts';
import type { Draft } from '../sources/draft.ts';
import { exportSources, importSources } from '../sources/exchange.ts';
import { foundLines, nothingLines, shown, verdictTable } from '../sources/told.ts';
import { rowsText } from '../sources/write.ts';
import { sourceStatus } from '../sources.ts';
import { refuseUnknown } from './runs.ts';
import { command, Setup, say as sayRaw, setupOf, withSetup } from './setup.ts';

const say = (line: string): void => sayRaw(shown(line));

export function addSources(silkwatch: Command): void {
  const sources = command(silkwatch, 'sources').description('what is watched: list, check, add, import, export');
  addList(sources);
  addLooks(sources);
  addExchange(sources);
}

function addList(sources: Command): void {
  // The command without another word.
  withSetup(sources.command('list', { isDefault: true }))
    .description('the sources and how each is doing, those that need attention first')
    .option('--json', 'as JSON lines')
    // A slip of the pen in another command's name arrives here.
    .allowExcessArguments()
    .action(({ json }, self: Command) => {
      refuseUnknown(
        'command',
        self.args,
        sources.commands.map((command) => command.name()),
      );
      return list(setupOf(self), json);
    });
}

function addLooks(sources: Command): void {
  command(sources, 'check')
    .description('look at each source, or the named ones, record nothing, and say how each does and what to mend')
    .argument('[source...]', 'ids of sources, enabled or not (default: all that are enabled)')
    .option('--json', 'as JSON lines')
    .action((named: string[], { json }, self: Command) => check(setupOf(self), named, json));
  command(sources, 'add', 'topics')
    .description('find the feed behind any page, else selectors for the page, and write its row')
    .argument('<url>')
    .option('--id <id>', 'id of the source (default: made of host and path)')
    .option('--title <text>', 'its title (default: what the feed or page says)')
    .option('--topics <list>', 'topics that it may serve, separated by commas (default: all)')
    .option('--every <time>', 'usual time between two visits (default: what the publisher wishes, at least 30m)')
    .option('--language <tag>', 'its language (default: what it says, else mul)')
    .option('--family <name>', 'who is one editorial voice with it (default: its registrable domain)')
    .option('--dry-run', 'show the row and write nothing')
    .action((url: string, options, self: Command) => add(setupOf(self), url, options));
}

function addExchange(sources: Command): void {
  command(sources, 'import', 'topics')
    .description('add what an OPML list names')
    .argument('<file|url|->', 'the list; - is standard input')
    .option('--topics <list>', 'topics that they may serve, separated by commas (default: all)')
    .option('--dry-run', 'show the rows and write nothing')
    .action((name: string, options, self: Command) => bringIn(setupOf(self), name, options));
  command(sources, 'export')
    .description('print the enabled sources as OPML 2.0')
    .option('--all', 'those that are off, too')
    .action(({ all }, self: Command) => sayRaw(exportSources(setupOf(self).sources, all, new Date()).trimEnd()));
}

async function list(setup: Setup, json: boolean): Promise<void> {
  const [learnt, now] = await setup.inWorld(async ({ ledger, now }) => [await ledger.learnt(), now()] as const, silent);
  for (const row of sourceStatus(setup.sources, learnt, now)) {
    const since = row.since ? `since ${row.since.slice(0, 16)}Z  ` : '';
    const words = `${row.state.padEnd(15)} ${row.id.padEnd(26)} ${since}${row.because ?? row.url}`;
    say(json ? JSON.stringify(row) : words);
  }
}

async function check(setup: Setup, named: string[], json: boolean): Promise<void> {
  const { sources, config } = setup;
  refuseUnknown(
    'source',
    named,
    sources.map(({ id }) => id),
  );
  const wanted = sources.filter(({ id, enabled }) => (named.length > 0 ? named.includes(id) : enabled));
  const log = Object.assign(() => undefined, { progress: logTo(process.stdout).progress });
  const verdicts = await setup.inWorld((world) => checkSources(wanted, config, world), log);
  for (const line of json ? verdicts.map((one) => JSON.stringify(one)) : verdictTable(verdicts)) say(line);
  if (verdicts.some(({ verdict }) => verdict === 'failed')) process.exitCode = 1;
}

/** Finding and importing need no ledger, and leave none behind. */
const apart = ({ config }: Setup): Setup => new Setup({ ...config, databaseUrl: 'sqlite::memory:' });

const listed = (text: string | undefined): string[] | undefined => text?.split(/[\s,]+/).filter(Boolean);

async function add(setup: Setup, url: string, options: Record<string, string> & { dryRun?: boolean }): Promise<void> {
  const { config, topicIds } = setup;
  const wishes = { ...options, topics: listed(options.topics) };
  await apart(setup).inWorld(async (world) => {
    const { sought, row } = await addSource(url, wishes, topicIds, config, world, options.dryRun);
    if (sought.find === null || row === null) return fail(nothingLines(url, sought));
    for (const line of foundLines(sought.find, sought.tried, world.now())) say(line);
    tellRows([row], config.sources, options.dryRun);
  }, silent);
}

/** Where the sources lie when nobody names another file. */
const SHIPPED_SOURCES = KEYS.sources.parse(undefined);

function tellRows(rows: Draft[], file: string, dryRun = false): void {
  if (rows.length === 0) return;
  for (const line of rowsText(rows).trimEnd().split('\n')) say(line);
  say(dryRun ? `Nothing was written; without --dry-run this goes into ${file}.` : `Written to ${file}.`);
  if (file === SHIPPED_SOURCES)
    say('That is the file that Silkwatch ships: keep a copy of your own and name it by --sources.');
}

async function bringIn(setup: Setup, name: string, options: { topics?: string; dryRun?: boolean }): Promise<void> {
  const { config, topicIds } = setup;
  const got = await apart(setup).inWorld((world) => bytesOf(name, config, world), silent);
  if ('reason' in got) return fail([`${name}: ${got.detail}`]);
  const { text } = decode(got.body, got.contentType);
  const wished = listed(options.topics);
  const called = name === '-' ? 'standard input' : name;
  const { rows, known, bad } = await importSources(called, text, wished, topicIds, config.sources, options.dryRun);
  tellRows(rows, config.sources, options.dryRun);
  for (const { line, words } of known) say(`  ${called}:${line}  ${words}`);
  say(
    `${rows.length} sources ${options.dryRun ? 'to add' : 'added'}, ${known.length} known already, ${bad.length} refused`,
  );
  if (bad.length > 0) fail(bad.map(({ line, words }) => `  ${called}:${line}  ${words}`));
}

function fail(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${shown(line)}\n`);
  process.exitCode = 1;
}
