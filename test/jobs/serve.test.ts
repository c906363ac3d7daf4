import { setImmediate } from 'node:timers/promises';
import cron from 'node-cron';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import type { Log } from '../../jobs/log.ts';
import { type Round, roundsOf, serve } from '../../jobs/serve.ts';

/** New Year’s night: it does not tick while a test runs, but on one night a year in one minute. */
const SELDOM = '59 23 31 12 *';

function chronicle(): { log: Log; events: string[] } {
  const events: string[] = [];
  const say = (event: string, { job }: Record<string, unknown>, words: string) =>
    void events.push([event, job, event === 'failure' && words].filter(Boolean).join(' '));
  return { log: Object.assign(say, { progress: () => undefined }), events };
}
const round = (name: string, run: Round['run']): Round => ({ name, schedule: SELDOM, run });

describe('serve', () => {
  it('runs every round once at its start', async () => {
    const ran: string[] = [];
    const { log, events } = chronicle();
    const rounds = ['watch', 'digest', 'deliver'].map((name) => round(name, async () => ran.push(name)));
    await serve(rounds, log, Promise.resolve());
    expect(ran).toEqual(['watch', 'digest', 'deliver']);
    expect(events).toEqual(['serve', 'end']);
  });
  it('logs a round that throws, and the others go on', async () => {
    const ran: string[] = [];
    const { log, events } = chronicle();
    const rounds = [
      round('watch', () => Promise.reject(new Error('no network'))),
      round('deliver', async () => ran.push('deliver')),
    ];
    await serve(rounds, log, setImmediate());
    expect(ran).toEqual(['deliver']);
    expect(events).toEqual(['serve', 'failure watch watch failed: no network', 'end']);
  });
  it('ends after what is under way, and not before it is told to', async () => {
    const { log, events } = chronicle();
    const [end, work] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const served = serve([round('deliver', () => work.promise)], log, end.promise).then(() => events.push('served'));
    await setImmediate();
    expect([events, cron.getTasks().size]).toEqual([['serve'], 1]);
    end.resolve();
    await setImmediate();
    expect(events).toEqual(['serve']);
    work.resolve();
    await served;
    expect(events).toEqual(['serve', 'end', 'served']);
    expect(cron.getTasks().size).toBe(0);
  });
  it('ends by itself where the ledger cannot be written, after what is under way', async () => {
    const { log, events } = chronicle();
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const work = Promise.withResolvers<void>();
    const rounds = [round('watch', () => Promise.reject(full)), round('deliver', () => work.promise)];
    const served = serve(rounds, log, new Promise(() => undefined));
    await setImmediate();
    expect(events).toEqual(['serve', expect.stringContaining('the disk is full')]);
    work.resolve();
    await expect(served).rejects.toBe(full);
    expect(events.at(-1)).toBe('end');
  });
});

describe('a round that says when it has something to do', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  it('is begun then: for what another one wrote, and for what it has to try again', async () => {
    const end = Promise.withResolvers<void>();
    // After its first run there is nothing; then the other round has written something, then it is to be tried again.
    const waits = [null, 2, 1];
    const wrote = Promise.withResolvers<void>();
    let ran = 0;
    const deliver = round('deliver', async () => {
      if (++ran === 1) wrote.resolve();
      if (ran === 3) end.resolve();
    });
    const rounds = [{ ...deliver, dueIn: async () => waits.shift() ?? null }];
    await serve([...rounds, round('digest', () => wrote.promise)], chronicle().log, end.promise);
    expect([ran, waits]).toEqual([3, []]);
  });
  it('is not asked after one that failed', async () => {
    let asked = 0;
    const dueIn = async () => ++asked;
    const failing = round('deliver', () => Promise.reject(new Error('no space left')));
    await serve([{ ...failing, dueIn }], chronicle().log, setImmediate());
    expect(asked).toBe(0);
  });
  it('is not begun any more where all end', async () => {
    const before = timers();
    const deliver = round('deliver', async () => undefined);
    await serve([{ ...deliver, dueIn: async () => 99_000 }], chronicle().log, setImmediate());
    expect(timers()).toBe(before);
  });
});

describe('what runs beside the rounds', () => {
  it('has a round begun at once, and once more after the one that is running', async () => {
    const { log } = chronicle();
    const turns: PromiseWithResolvers<void>[] = [];
    const deliver = round('deliver', () => {
      turns.push(Promise.withResolvers<void>());
      return turns.at(-1)!.promise;
    });
    const end = Promise.withResolvers<void>();
    let soon: (name: string) => void = () => undefined;
    const served = serve([deliver], log, end.promise, async (given) => {
      soon = given;
      return async () => undefined;
    });
    await setImmediate();
    // However often it is told while one runs.
    for (let n = 0; n < 3; n++) soon('deliver');
    expect(turns).toHaveLength(1);
    turns[0]!.resolve();
    await setImmediate();
    expect(turns).toHaveLength(2);
    turns[1]!.resolve();
    await setImmediate();
    soon('deliver');
    expect(turns).toHaveLength(3);
    // Nothing is begun any more where it ends: the next start makes up for it.
    soon('deliver');
    end.resolve();
    await setImmediate();
    turns[2]!.resolve();
    await served;
    soon('deliver');
    expect(turns).toHaveLength(3);
  });
  it('is closed before the end, and what it cannot begin ends everything', async () => {
    const { log, events } = chronicle();
    await serve([], log, Promise.resolve(), async () => async () => void events.push('closed'));
    expect(events).toEqual(['serve', 'closed', 'end']);
    const full = new Error('cannot listen at 127.0.0.1:8080');
    await expect(serve([], log, Promise.resolve(), () => Promise.reject(full))).rejects.toBe(full);
  });
});

describe('the schedules', () => {
  const config = (its: Record<string, string> = {}) => ({ ...readConfig({}, {}), ...its });
  it('of the rounds are those of the configuration', () => {
    const four = { watch: async () => 1, assess: async () => 4, digest: async () => 2, deliver: async () => 3 };
    const jobs = { ...four, remind: async () => 5 };
    const schedules = {
      watchSchedule: 'w',
      assessSchedule: 'a',
      digestSchedule: 'd',
      deliverSchedule: 'e',
      remindSchedule: 'r',
    };
    const rounds = roundsOf(config(schedules), jobs);
    expect(rounds).toEqual([
      { name: 'watch', schedule: 'w', run: jobs.watch },
      { name: 'assess', schedule: 'a', run: jobs.assess },
      { name: 'digest', schedule: 'd', run: jobs.digest },
      { name: 'remind', schedule: 'r', run: jobs.remind },
      { name: 'deliver', schedule: 'e', run: jobs.deliver },
    ]);
  });
});
