/** The commands that only look: `check`, `schema` and `status`. */
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Argument, type Command } from 'commander';
import { SCHEMAS, schemaText } from '../../rules/schemas.ts';
import { Refusal, refuseAny } from '../../state/refusal.ts';
import { changesOf, checkAgain } from '../check/again.ts';
import { accept, checkProvenance, textsIn } from '../check/provenance.ts';
import { firedIn } from '../check/warnings.ts';
import { type Checked, check, readAll } from '../check.ts';
import { silent } from '../log.ts';
import { statusOf } from '../status.ts';
import { command, type Setup, say, setupOf } from './setup.ts';

export function addViews(silkwatch: Command): void {
  command(silkwatch, 'check')
    .description('read configuration, topics, sources and templates, and name every problem')
    .option('--strict', 'end with 1 for a warning too')
    .option(
      '--documents <folder>',
      'look up every cited paragraph in its file, and name the rules whose paragraph changed',
    )
    .option('--accept', 'with --documents: what stands there now was read again; what has moved stays to be mended')
    .option('--watch', 'check again whenever a file changes, until ended')
    .action((options: CheckOptions, self: Command) =>
      options.watch ? checkOften(options, self) : checkOnce(options, self),
    );
  command(silkwatch, 'schema')
    .description('print the JSON Schema of a file, for editors')
    .addArgument(new Argument('<file>').choices(Object.keys(SCHEMAS)))
    .action((name: keyof typeof SCHEMAS) => say(schemaText(name).trimEnd()));
  command(silkwatch, 'status')
    .description('what is watched, known, waiting and due')
    .option('--json', 'as one JSON line')
    .action(async ({ json }, self: Command) => {
      const setup = setupOf(self);
      const { facts, words } = await setup.inWorld((world) => statusOf(setup.sources, setup.config, world), silent);
      say(json ? JSON.stringify(facts) : words);
    });
}

interface CheckOptions {
  strict?: boolean;
  documents?: string;
  accept?: boolean;
  watch?: boolean;
}

async function checkOnce(options: CheckOptions, self: Command): Promise<void> {
  const { lines, failed } = await checked(options, setupOf(self));
  for (const line of lines) say(line);
  if (failed) process.exitCode = 1;
}

async function checked({ documents, strict, accept: accepted }: CheckOptions, setup: Setup): Promise<Checked> {
  refuseAny(flawsOf(documents, accepted));
  const { config } = setup;
  if (documents === undefined) return check({ ...readAll(config), fired: await firedIn(config) }, strict);
  const { rulebook } = setup;
  const textOf = textsIn(documents);
  const young = accepted ? accept(rulebook, textOf, config.documents) : { rulebook, lines: [] };
  const { lines, failed } = checkProvenance(young.rulebook, textOf, documents);
  return { lines: [...young.lines, ...lines], failed };
}

function flawsOf(documents: string | undefined, accepted: CheckOptions['accept']) {
  const file = 'the command line';
  if (accepted && documents === undefined)
    return [{ file, field: '--accept', what: 'needs --documents <folder>, where the texts are' }];
  if (documents !== undefined && !existsSync(documents))
    return [{ file, field: '--documents', what: `there is no folder ${documents}` }];
  if (documents !== undefined && !statSync(documents).isDirectory())
    return [{ file, field: '--documents', what: `${documents} is a file; mend: name the folder that it is in` }];
  return [];
}

/** Checks whenever something changes. What is refused is told like anything else: the next change may mend it. */
async function checkOften(options: CheckOptions, self: Command): Promise<void> {
  const { file, topics, documents, sources } = setupOf(self).config;
  const texts = options.documents === undefined ? [] : [options.documents];
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) void once(process, signal).then(() => ending.abort());
  const changes = changesOf([file ?? 'silkwatch.yaml', topics, documents, sources, ...texts], ending.signal);
  await checkAgain(() => told(options, self), changes, { now: () => new Date(), pause: setTimeout, say });
}

async function told(options: CheckOptions, self: Command): Promise<string> {
  try {
    return (await checked(options, setupOf(self))).lines.join('\n');
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
