/** `silkwatch serve`: the jobs on their schedules in one process, until it is told to end. */
import { once } from 'node:events';
import cron from 'node-cron';
import type { Problem } from '../state/refusal.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';

export interface Round {
  name: string;
  schedule: string;
  run(): Promise<unknown>;
}

export function roundsOf(
  config: Config,
  jobs: { watch(): Promise<unknown>; digest(): Promise<unknown>; deliver(): Promise<unknown> },
): Round[] {
  return [
    { name: 'watch', schedule: config.watchSchedule, run: jobs.watch },
    { name: 'digest', schedule: config.digestSchedule, run: jobs.digest },
    { name: 'deliver', schedule: config.deliverSchedule, run: jobs.deliver },
  ];
}

/** The schedules of a configuration that cron would not understand. */
export function scheduleProblems(config: Config): Problem[] {
  return (['watchSchedule', 'digestSchedule', 'deliverSchedule'] as const)
    .filter((field) => !cron.validate(config[field]))
    .map((field) => ({
      file: 'the configuration',
      field,
      what: `${config[field]} is no cron schedule such as */5 * * * *`,
    }));
}

/**
 * Runs every round once and then on its schedule. The schedule only ticks: what is due is computed from the ledger, so
 * a tick that was missed is made up for by the next. A round that is still running is not begun again; one that throws
 * is logged, and its next tick comes. Ends on SIGTERM or SIGINT, after what is under way.
 */
export async function serve(rounds: readonly Round[], log: Log, end: Promise<unknown> = ending()): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const begin = ({ name, run }: Round): Promise<void> => {
    const work: Promise<void> = run()
      .then(() => undefined)
      .catch((error: Error) => log('failure', { job: name, error: error.message }, `${name} failed: ${error.message}`))
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  };
  const tasks = rounds.map((round) => {
    let first: Promise<void> | undefined = begin(round).finally(() => (first = undefined));
    return cron.schedule(round.schedule, () => first ?? begin(round), {
      noOverlap: true,
      name: round.name,
      suppressMissedWarning: true,
    });
  });
  log(
    'serve',
    { jobs: rounds.map(({ name, schedule }) => ({ name, schedule })) },
    `serving: ${rounds.map((r) => `${r.name} at ${r.schedule}`).join(', ')}`,
  );
  await end;
  await Promise.all(tasks.map((task) => task.destroy()));
  await Promise.all(underWay);
  log('end', {}, 'ended');
}

const ending = (): Promise<unknown> => Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
