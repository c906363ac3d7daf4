/** The command line: each command reads what it needs, does one job, and says how it ended by its exit status. */
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { refuseAny } from '../state/refusal.ts';
import { lintTemplates } from '../templates/lint.ts';
import { assess } from './assess.ts';
import { type Config, readConfig } from './config.ts';
import { deliver } from './deliver.ts';
import { demo } from './demo.ts';
import { digest } from './digest.ts';
import { logTo, silent } from './log.ts';
import { matchLines } from './match.ts';
import { parseOne } from './parse.ts';
import { type Rulebook, readRulebook } from './rulebook.ts';
import { roundsOf, scheduleProblems, serve } from './serve.ts';
import { readSourcesFile, sourceStatus } from './sources.ts';
import { statusOf } from './status.ts';
import { subscriberLine, subscriberOf } from './subscribe.ts';
import { watch } from './watch.ts';
import { openWorld, VERSION, type World } from './world.ts';

const EPILOGUE = `
Exit status: 0 done; 1 something failed; 2 something you wrote was refused, and nothing was changed.
Settings come from silkwatch.yaml, the environment (SILKWATCH_…, SMTP_URL, DATABASE_URL) and the options above.`;

/** The whole command line. Errors are thrown, to be shown by \`main\`. */
export function program(): Command {
  const silkwatch = new Command('silkwatch')
    .description('Watches feeds and pages about tracked topics, judges items by cited rules, and mails what changed.')
    .version(VERSION)
    .option('--config <file>', 'configuration file (default: silkwatch.yaml where there is one)')
    .option('--data <folder>', 'folder of the ledger and the outbox (default: data)')
    .option('--sources <file>', 'sources to watch (default: the shipped ones)')
    .option('--topics <folder>', 'topic files (default: the shipped ones)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EPILOGUE);
  const installation = () => new Installation(readConfig(silkwatch.opts(), process.env));
  addFilters(silkwatch, installation);
  addJobs(silkwatch, installation);
  addViews(silkwatch, installation);
  addSubscribers(silkwatch, installation);
  return silkwatch;
}

/** What the commands share: the configuration, and what is read or opened by it when it is first asked for. */
class Installation {
  readonly config: Config;
  #rulebook: Rulebook | undefined;

  constructor(config: Config) {
    this.config = config;
  }

  get rulebook(): Rulebook {
    this.#rulebook ??= readRulebook(this.config);
    return this.#rulebook;
  }

  get sources() {
    return readSourcesFile(this.config.sources, this.topicIds);
  }

  get topicIds(): string[] {
    return this.rulebook.topics.map((topic) => topic.id);
  }

  get from(): string {
    return this.config.from;
  }

  /** Opens the world for one run, and closes it however the run ends. */
  async inWorld<T>(run: (world: World) => Promise<T>, log = logTo(process.stdout)): Promise<T> {
    const world = await openWorld(this.config, log);
    try {
      return await run(world);
    } finally {
      await world.close();
    }
  }
}

type Get = () => Installation;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function addFilters(silkwatch: Command, installation: Get): void {
  silkwatch
    .command('match')
    .description('decide items: JSON lines {id, title, summary, lang?, published?, source?, url?} in, decisions out')
    .option('--explain', 'add the evidence of every match')
    .action(async ({ explain }) => {
      const { topics } = installation().rulebook;
      for (const decision of matchLines(await text(process.stdin), topics, explain)) say(JSON.stringify(decision));
    });
  silkwatch
    .command('parse')
    .description('read feeds: one JSON line for each file or address, values as published')
    .argument('<file|url|->', 'what to read; - is standard input')
    .argument('[more...]')
    .option('--content-type <type>', 'the Content-Type that it came with')
    .option('--base <url>', 'the address that relative links are relative to')
    .addOption(new Option('--json', 'JSON lines, which is what it prints anyway').default(true))
    .action(async (first: string, more: string[], options) => {
      const { config, inWorld } = withLedgerInMemory(installation());
      await inWorld(async (world) => {
        for (const name of [first, ...more]) say(JSON.stringify(await parseOne(name, options, config, world)));
      });
    });
}

/** Reading a file needs no ledger, and leaves none behind. */
function withLedgerInMemory({ config }: Installation) {
  const apart = new Installation({ ...config, databaseUrl: 'sqlite::memory:' });
  return { config, inWorld: <T>(run: (world: World) => Promise<T>) => apart.inWorld(run, silent) };
}

function addJobs(silkwatch: Command, installation: Get): void {
  silkwatch
    .command('watch')
    .description('visit the sources that are due, or the named ones; then assess')
    .argument('[source...]', 'ids of sources to visit whether due or not')
    .option('--no-assess', 'leave gathering stories and raising alerts to `silkwatch assess`')
    .action((named: string[], options) => watchOnce(installation(), named, options.assess));
  silkwatch
    .command('assess')
    .description('gather stories and raise alerts, of all topics or the named ones')
    .argument('[topic...]')
    .action((named: string[]) => assessOnce(installation(), named));
  silkwatch
    .command('digest')
    .description('write the editions that are due; `deliver` sends them')
    .argument('<daily|weekly>')
    .option('--dry-run', 'show what would be written, and write nothing')
    .action((cadence: string, options) => digestOnce(installation(), cadence, options.dryRun));
  silkwatch
    .command('deliver')
    .description('send every message that is waiting: to SMTP_URL, or to the outbox folder without it')
    .action(async () => {
      const run = await installation().inWorld(deliver);
      if (run.refused > 0) process.exitCode = 1;
    });
  silkwatch
    .command('serve')
    .description('run watch, digest and deliver on their schedules until ended')
    .action(() => serveAll(installation()));
  silkwatch
    .command('demo')
    .description('live a simulated week, offline, in the folder demo of the data folder')
    .action(async () => {
      await demo(installation().config);
    });
}

async function watchOnce(installation: Installation, named: string[], assessed: boolean): Promise<void> {
  const { sources, rulebook, config } = installation;
  refuseUnknown(
    'source',
    named,
    sources.map((source) => source.id),
  );
  await installation.inWorld(async (world) => {
    await watch(sources, rulebook.topics, config, world, named);
    if (assessed) await assess(rulebook, rulebook.topics, config.from, world);
  });
}

async function assessOnce(installation: Installation, named: string[]): Promise<void> {
  const { rulebook, config, topicIds } = installation;
  refuseUnknown('topic', named, topicIds);
  const topics = named.length > 0 ? rulebook.topics.filter((topic) => named.includes(topic.id)) : rulebook.topics;
  await installation.inWorld((world) => assess(rulebook, topics, config.from, world));
}

async function digestOnce(installation: Installation, cadence: string, dryRun: boolean): Promise<void> {
  if (cadence !== 'daily' && cadence !== 'weekly') {
    refuseAny([
      {
        file: 'silkwatch digest',
        field: '<daily|weekly>',
        what: `${cadence} is no cadence of editions; mend: daily or weekly`,
      },
    ]);
    return;
  }
  const { rulebook, sources, from } = installation;
  const show = (to: { address: string }, mail: { subject: string; text: string }) =>
    say(`To: ${to.address}\nSubject: ${mail.subject}\n\n${mail.text}\n`);
  await installation.inWorld((world) => digest(cadence, { rulebook, sources, from }, world, dryRun ? show : undefined));
}

async function serveAll(installation: Installation): Promise<void> {
  const { rulebook, sources, from, config } = installation;
  refuseAny(scheduleProblems(config));
  await installation.inWorld((world) => {
    const rounds = roundsOf(config, {
      watch: async () => {
        await watch(sources, rulebook.topics, config, world);
        await assess(rulebook, rulebook.topics, from, world);
      },
      digest: async () => {
        await digest('daily', { rulebook, sources, from }, world);
        await digest('weekly', { rulebook, sources, from }, world);
      },
      deliver: () => deliver(world),
    });
    return serve(rounds, world.log);
  });
}

function refuseUnknown(noun: string, named: readonly string[], known: readonly string[]): void {
  const unknown = named.filter((name) => !known.includes(name));
  refuseAny(
    unknown.map((name) => ({
      file: 'the command line',
      field: name,
      what: `there is no such ${noun}; \`silkwatch ${noun === 'source' ? 'sources' : 'check'}\` lists them`,
    })),
  );
}

function addViews(silkwatch: Command, installation: Get): void {
  silkwatch
    .command('check')
    .description('read configuration, topics, sources and templates, and name every problem')
    .action(() => {
      const { config, rulebook, sources } = installation();
      refuseAny([...scheduleProblems(config), ...lintTemplates()]);
      for (const { id, title, rules, deadlines } of rulebook.topics)
        say(`${id}: ${title}; ${rules.length} rules, ${deadlines.length} deadlines`);
      const off = sources.filter((source) => !source.enabled).length;
      say(`${sources.length} sources, ${off} of them off; ${rulebook.documents.size} documents; no problem`);
    });
  silkwatch
    .command('status')
    .description('what is watched, known, waiting and due')
    .option('--json', 'as one JSON line')
    .action(async ({ json }) => {
      const { sources, config } = installation();
      const status = await installation().inWorld((world) => statusOf(sources, config, world), silent);
      say(json ? JSON.stringify(status.facts) : status.words);
    });
  silkwatch
    .command('sources')
    .description('the sources, and how each is doing')
    .option('--json', 'as JSON lines')
    .action(async ({ json }) => {
      const { sources, inWorld } = bound(installation());
      const rows = sourceStatus(sources, await inWorld((world) => world.ledger.learnt(), silent));
      for (const row of rows)
        say(json ? JSON.stringify(row) : `${row.state.padEnd(15)} ${row.id.padEnd(26)} ${row.because ?? row.url}`);
    });
}

function bound(installation: Installation) {
  return { sources: installation.sources, inWorld: installation.inWorld.bind(installation) };
}

function addSubscribers(silkwatch: Command, installation: Get): void {
  const subscribers = silkwatch.command('subscribers').description('who gets our mail');
  subscribers
    .command('add')
    .description('add a subscriber, or change one')
    .argument('<address>')
    .option('--topics <list>', 'topics, separated by commas (default: all)')
    .option('--cadence <now|daily|weekly>', 'each story at once, or an edition a day or a week (default: daily)')
    .option('--hour <0-23>', 'local hour of the edition (default: 7)')
    .option('--weekday <day>', 'day of a weekly edition (default: monday)')
    .option('--timezone <zone>', 'IANA time zone (default: that of the configuration)')
    .option('--least <low|medium|high>', 'least severity that is told (default: low)')
    .option('--alerts <on|off>', 'whether stories of high severity are told at once (default: on)')
    .option('--format <html|text>', 'form of the mail (default: html)')
    .action(async (address: string, options) => {
      const { topicIds, config, inWorld } = Object.assign(installation(), {});
      await inWorld.call(installation(), async ({ ledger, now }: World) => {
        const subscriber = subscriberOf({ address, ...options }, topicIds, config.timezone, now());
        await ledger.subscribe(subscriber);
        say(subscriberLine(subscriber, now()));
      });
    });
  subscribers
    .command('list')
    .description('everyone who has not left')
    .action(() =>
      installation().inWorld(async ({ ledger, now }) => {
        for (const subscriber of await ledger.subscribers()) say(subscriberLine(subscriber, now()));
      }, silent),
    );
  subscribers
    .command('remove')
    .description('end a subscription: nothing is sent from then on, not even what is waiting')
    .argument('<address>')
    .action((address: string) =>
      installation().inWorld(async ({ ledger, now }) => {
        const left = await ledger.leave(address, now().toISOString());
        if (!left)
          refuseAny([
            { file: 'silkwatch subscribers remove', field: address, what: 'nobody subscribes with this address' },
          ]);
      }, silent),
    );
}
