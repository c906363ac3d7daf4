/** `silkwatch serve`: the jobs on their schedules in one process, until it is told to end. */
import cron from 'node-cron';
import { ledgerTrouble } from '../state/database.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';

export interface Round {
  name: string;
  schedule: string;
  run(): Promise<unknown>;
  /** In how many milliseconds it has something to do, where its schedule may be too late for that; asked after every round. */
  dueIn?(): Promise<number | null>;
}

/** The jobs that run on a schedule of the configuration, in the order in which they are begun. */
const SCHEDULES = {
  watch: 'watchSchedule',
  assess: 'assessSchedule',
  digest: 'digestSchedule',
  remind: 'remindSchedule',
  deliver: 'deliverSchedule',
  bounces: 'bouncesSchedule',
} as const;

type Job = keyof typeof SCHEDULES;

const JOBS = Object.keys(SCHEDULES) as Job[];

/** A round for each of the jobs that there are, and in how long there is something to deliver. */
export function roundsOf(config: Config, jobs: Partial<Record<Job, Round['run']>>, dueIn?: Round['dueIn']): Round[] {
  return JOBS.flatMap((name) => {
    const run = jobs[name];
    const ahead = name === 'deliver' && dueIn ? { dueIn } : {};
    return run ? [{ name, schedule: config[SCHEDULES[name]], run, ...ahead }] : [];
  });
}

/** What runs beside the rounds: it may have one of them run at once, and answers how it is ended. */
export type Beside = (soon: (round: string) => void) => Promise<() => Promise<void>>;

const nothing: Beside = async () => async () => undefined;

/**
 * Runs every round once and then on its schedule. The schedule only ticks: what is due is computed from the ledger, so
 * a tick that was missed is made up for by the next, and a round that says when it has something to do is begun then. One
 * that is still running is not begun again; one that throws is logged, and its next tick comes. Ends with `end`, after what
 * is under way.
 *
 * @throws whatever says that the ledger cannot be written: then there is nothing that could be done on a schedule.
 */
export async function serve(
  rounds: readonly Round[],
  log: Log,
  end: Promise<unknown>,
  beside: Beside = nothing,
): Promise<void> {
  const turns = new Turns(rounds, log);
  const close = await beside((name) => turns.soon(name));
  const tasks = rounds.map((round) => {
    void turns.begin(round);
    return cron.schedule(round.schedule, () => turns.begin(round), { name: round.name, suppressMissedWarning: true });
  });
  log(
    'serve',
    { jobs: rounds.map(({ name, schedule }) => ({ name, schedule })) },
    `serving: ${rounds.map((r) => `${r.name} at ${r.schedule}`).join(', ')}`,
  );
  try {
    await Promise.race([end, turns.stopped]);
  } finally {
    await Promise.all([close(), ...tasks.map((task) => task.destroy())]);
    await turns.rest();
    log('end', {}, 'ended');
  }
}

/** Which rounds are running: each of them once at a time. */
class Turns {
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #stop = Promise.withResolvers<never>();
  readonly #rounds: readonly Round[];
  readonly #log: Log;
  #resting = false;

  constructor(rounds: readonly Round[], log: Log) {
    this.#rounds = rounds;
    this.#log = log;
  }

  /** Rejects where no round can do anything any more. */
  get stopped(): Promise<never> {
    return this.#stop.promise;
  }

  begin(round: Round): Promise<void> {
    const work = this.#underWay.get(round.name) ?? this.#run(round);
    this.#underWay.set(round.name, work);
    return work;
  }

  /** Begins a round, once more after the one that is running: that may have looked before there was something to do. */
  soon(name: string): void {
    const round = this.#rounds.find((one) => one.name === name);
    if (this.#underWay.has(name)) this.#again.add(name);
    else if (round && !this.#resting) void this.begin(round);
  }

  /** Waits for what is running, and begins nothing more. */
  async rest(): Promise<void> {
    this.#resting = true;
    await Promise.all(this.#underWay.values());
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #run({ name, run }: Round): Promise<void> {
    const work = () => run().then(() => this.#lookAhead());
    await attempt(name, work, this.#log, this.#stop.reject);
    this.#underWay.delete(name);
    if (this.#again.delete(name)) this.soon(name);
  }

  /** What a round wrote, or has to try again, does not wait for a tick. */
  async #lookAhead(): Promise<void> {
    for (const { name, dueIn } of this.#rounds) {
      const wait = (await dueIn?.()) ?? null;
      if (wait === null) continue;
      clearTimeout(this.#timers.get(name));
      const timer = setTimeout(() => this.soon(name), wait);
      this.#timers.set(name, timer);
    }
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
