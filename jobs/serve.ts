/** `silkwatch serve`: the jobs on their schedules in one process, until it is told to end. */
import cron from 'node-cron';
import { ledgerTrouble } from '../state/database.ts';
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
  jobs: {
    watch(): Promise<unknown>;
    assess(): Promise<unknown>;
    digest(): Promise<unknown>;
    remind(): Promise<unknown>;
    deliver(): Promise<unknown>;
  },
): Round[] {
  return [
    { name: 'watch', schedule: config.watchSchedule, run: jobs.watch },
    { name: 'assess', schedule: config.assessSchedule, run: jobs.assess },
    { name: 'digest', schedule: config.digestSchedule, run: jobs.digest },
    { name: 'remind', schedule: config.remindSchedule, run: jobs.remind },
    { name: 'deliver', schedule: config.deliverSchedule, run: jobs.deliver },
  ];
}

/** The schedules of a configuration that cron would not understand. */
export function scheduleProblems(config: Config): Problem[] {
  return (['watchSchedule', 'assessSchedule', 'digestSchedule', 'remindSchedule', 'deliverSchedule'] as const)
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
 * is logged, and its next tick comes. Ends with `end`, after what is under way.
 *
 * @throws whatever says that the ledger cannot be written: then there is nothing that could be done on a schedule.
 */
export async function serve(rounds: readonly Round[], log: Log, end: Promise<unknown>): Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  const stopped = Promise.withResolvers<never>();
  const begin = ({ name, run }: Round): Promise<void> => {
    const work = underWay.get(name) ?? attempt(name, run, log, stopped.reject).finally(() => underWay.delete(name));
    underWay.set(name, work);
    return work;
  };
  const tasks = rounds.map((round) => {
    void begin(round);
    return cron.schedule(round.schedule, () => begin(round), { name: round.name, suppressMissedWarning: true });
  });
  log(
    'serve',
    { jobs: rounds.map(({ name, schedule }) => ({ name, schedule })) },
    `serving: ${rounds.map((r) => `${r.name} at ${r.schedule}`).join(', ')}`,
  );
  try {
    await Promise.race([end, stopped.promise]);
  } finally {
    await Promise.all(tasks.map((task) => task.destroy()));
    await Promise.all(underWay.values());
    log('end', {}, 'ended');
  }
}

async function attempt(name: string, run: Round['run'], log: Log, stop: (error: unknown) => void): Promise<void> {
  try {
    await run();
  } catch (error) {
    const words = ledgerTrouble(error) ?? (error as Error).message;
    log('failure', { job: name, error: words }, `${name} failed: ${words}`, 'warn');
    if (ledgerTrouble(error)) stop(error);
  }
}
