/** Which set-up a command works on, and what is read or opened by it. */
import { type Command, InvalidArgumentError } from 'commander';
import { isThere } from '../../state/database.ts';
import type { Source } from '../../state/source.ts';
import { waitsOf } from '../assess.ts';
import { type Config, readConfig } from '../config.ts';
import { type Installation, senderOf } from '../edition.ts';
import { logTo, silent } from '../log.ts';
import { type Rulebook, readRulebook } from '../rulebook.ts';
import { readSourcesFile } from '../sources.ts';
import { refuse } from '../subject.ts';
import { openWorld, type World } from '../world.ts';

const OPTIONS = {
  config: ['--config <file>', 'configuration file (default: silkwatch.yaml where there is one)'],
  data: ['--data <folder>', 'folder of the ledger and the outbox (default: data)'],
  sources: ['--sources <file>', 'sources to watch (default: the shipped ones)'],
  topics: ['--topics <folder>', 'folder of topic files (default: the shipped ones)'],
} as const;

type Option = keyof typeof OPTIONS;

const NAMES = Object.keys(OPTIONS) as Option[];

/** Lets a command take the options that name a set-up, but for one whose name it uses for something else. */
export function withSetup(command: Command, except?: Option): Command {
  for (const name of NAMES.filter((name) => name !== except)) command.option(OPTIONS[name][0], OPTIONS[name][1]);
  return command;
}

/** A command of its parent that takes the options that name a set-up. */
export function command(parent: Command, name: string, except?: Option): Command {
  return withSetup(parent.command(name), except);
}

/** The set-up that a command line names, by options before the command, within its group or after it. */
export function setupOf(command: Command): Setup {
  const said = (name: Option, by: Command | null): string | undefined =>
    by ? ((takes(by, name) ? by.opts()[name] : undefined) ?? said(name, by.parent)) : undefined;
  const given = NAMES.map((name) => [name, said(name, command)] as const);
  return new Setup(readConfig(Object.fromEntries(given.filter(([, value]) => value !== undefined)), process.env));
}

/** A command may use the name of such an option for something else. */
const takes = ({ options }: Command, name: Option): boolean => options.some(({ flags }) => flags === OPTIONS[name][0]);

/** One installation: its configuration, and its files as they are when they are first asked for. */
export class Setup {
  readonly config: Config;
  #rulebook: Rulebook | undefined;

  constructor(config: Config) {
    this.config = config;
  }

  get rulebook(): Rulebook {
    this.#rulebook ??= readRulebook(this.config);
    return this.#rulebook;
  }

  get topicIds(): string[] {
    return this.rulebook.topics.map((topic) => topic.id);
  }

  get sources(): Source[] {
    return readSourcesFile(this.config.sources, this.topicIds);
  }

  /** What editions are made of. */
  get installation(): Installation {
    const { rulebook, sources, config } = this;
    return { rulebook, sources, sender: senderOf(config), waits: waitsOf(config) };
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

/** Runs on a ledger that is there: a typing error leaves no empty one behind, and is not taken for an empty archive. */
export function inLedger<T>(setup: Setup, run: (world: World) => Promise<T>): Promise<T> {
  const { databaseUrl } = setup.config;
  if (!isThere(databaseUrl))
    refuse(databaseUrl, 'there is no ledger yet; mend: silkwatch watch, or name another by --data');
  return setup.inWorld(run, silent);
}

/** A line for whoever typed the command, or for the next program in the pipe. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A whole number of the command line. */
export function whole(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
}
