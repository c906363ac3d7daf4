/** The commands that do the work: `watch`, `assess`, `digest`, `deliver`, all of them on a schedule, and the demo. */
import { once } from 'node:events';
import type { Command } from 'commander';
import type { Mail } from '../../state/delivery.ts';
import { refuseAny } from '../../state/refusal.ts';
import { assess, raise } from '../assess.ts';
import { arrivedIn, mailboxesOf } from '../bounces/mailboxes.ts';
import { dueIn } from '../deliver/ahead.ts';
import { limitsOf } from '../deliver/limits.ts';
import { resume } from '../deliver/pause.ts';
import { deliver } from '../deliver.ts';
import { demo } from '../demo.ts';
import { digest } from '../digest.ts';
import { remind } from '../remind.ts';
import { roundsOf, serve } from '../serve.ts';
import { watch } from '../watch.ts';
import type { World } from '../world.ts';
import { takeFor } from './bounces.ts';
import { command, type Setup, say, setupOf } from './setup.ts';

export function addRuns(silkwatch: Command): void {
  command(silkwatch, 'demo')
    .description('live a simulated week, offline, in the folder demo of the data folder')
    .action((_, self: Command) => demo(setupOf(self).config));
  command(silkwatch, 'watch')
    .description('visit the sources that are due, or the named ones; then assess')
    .argument('[source...]', 'ids of sources to visit whether due or not')
    .option('--no-assess', 'leave gathering stories and raising alerts to `silkwatch assess`')
    .action((named: string[], options, self: Command) => watchOnce(setupOf(self), named, options.assess));
  command(silkwatch, 'assess')
    .description('gather stories and raise alerts, of all topics or the named ones')
    .argument('[topic...]')
    .action((named: string[], _, self: Command) => assessOnce(setupOf(self), named));
  command(silkwatch, 'digest')
    .description('write the editions that are due; `deliver` sends them')
    .argument('<daily|weekly>')
    .option('--dry-run', 'show what would be written, and write nothing')
    .action((cadence: string, options, self: Command) => digestOnce(setupOf(self), cadence, options.dryRun));
  command(silkwatch, 'remind')
    .description('write the reminders of deadlines that come near; `deliver` sends them')
    .action((_, self: Command) => remindOnce(setupOf(self)));
  command(silkwatch, 'deliver')
    .description('send every message that is waiting: to SMTP_URL, or to the outbox folder without it')
    .option(
      '--resume',
      'end a pause, as what the mail server had against our mail is mended, and try at once what was put off',
    )
    .action(({ resume: resumed = false }, self: Command) => deliverOnce(setupOf(self), resumed));
  command(silkwatch, 'serve')
    .description('run watch, assess, digest, remind and deliver on their schedules, and the web pages, until ended')
    .action((_, self: Command) => serveAll(setupOf(self)));
}

async function watchOnce(setup: Setup, named: string[], assessed: boolean): Promise<void> {
  const { sources, rulebook, config } = setup;
  refuseUnknown(
    'source',
    named,
    sources.map((source) => source.id),
  );
  await setup.inWorld(async (world) => {
    const { failed, later } = await watch(sources, rulebook.topics, config, world, named);
    // On a schedule some source always fails, and says so in the digest; whoever names one wants to know.
    if (named.length > 0 && failed + later > 0) process.exitCode = 1;
    if (assessed) await assess(setup.installation, rulebook.topics, world);
  });
}

async function assessOnce(setup: Setup, named: string[]): Promise<void> {
  const { rulebook, topicIds } = setup;
  refuseUnknown('topic', named, topicIds);
  const topics = rulebook.topics.filter((topic) => named.length === 0 || named.includes(topic.id));
  await setup.inWorld((world) => assess(setup.installation, topics, world));
}

async function digestOnce(setup: Setup, cadence: string, dryRun: boolean): Promise<void> {
  refuseUnknown('cadence', [cadence], ['daily', 'weekly']);
  const { installation } = setup;
  const show = ({ address }: { address: string }, { mail }: { mail: Mail }) =>
    say(`To: ${address}\nSubject: ${mail.subject}\n\n${mail.text}\n`);
  await setup.inWorld((world) => digest(cadence as 'daily' | 'weekly', installation, world, dryRun ? show : undefined));
}

async function remindOnce(setup: Setup): Promise<void> {
  await setup.inWorld((world) => remind(setup.installation, world));
}

async function deliverOnce(setup: Setup, resumed: boolean): Promise<void> {
  await setup.inWorld(async (world) => {
    void ending(world);
    if (resumed) for (const line of await resume(world)) world.log('resume', {}, line);
    const { refused, later, unknown, paused } = await deliver(world, limitsOf(setup.config));
    if (refused + later + unknown > 0 || paused) process.exitCode = 1;
  });
}

async function serveAll(setup: Setup): Promise<void> {
  const { installation, config } = setup;
  const { rulebook, sources } = installation;
  await setup.inWorld(async (world) => {
    const jobs: Parameters<typeof roundsOf>[1] = {
      watch: async () => {
        await watch(sources, rulebook.topics, config, world);
        await assess(installation, rulebook.topics, world);
      },
      assess: () => raise(installation, rulebook.topics, world),
      digest: async () => {
        await digest('daily', installation, world);
        await digest('weekly', installation, world);
      },
      remind: () => remind(installation, world),
      deliver: () => deliver(world, limitsOf(config)),
      ...(mailboxesOf(config).length > 0 && { bounces: () => takeFor(config, world, arrivedIn(mailboxesOf(config))) }),
    };
    const rounds = roundsOf(config, jobs, () => dueIn(world));
    if (config.web === undefined) return serve(rounds, world.log, ending(world));
    // Most commands serve no pages, and need not wait for what does.
    const { forgetting, pagesBeside } = await import('../web.ts');
    return serve([...rounds, forgetting(world)], world.log, ending(world), pagesBeside(config, rulebook, world));
  });
}

/** Until the process is told to end; the world hears of it at once. */
export async function ending(world: World): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  world.end();
}

export function refuseUnknown(noun: string, named: readonly string[], known: readonly string[]): void {
  const some = known.length > 8 ? `${known.slice(0, 8).join(', ')} and ${known.length - 8} more` : known.join(', ');
  const unknown = named.filter((name) => !known.includes(name));
  refuseAny(unknown.map((field) => ({ file: 'the command line', field, what: `no such ${noun}; there are ${some}` })));
}
