/** Days of news through the whole chain, in which the program dies at one of its writes and is started again. */
import { expect } from 'vitest';
import type { World } from '../../jobs/world.ts';
import { at, type Job, jobs, messagesOf, populated, standingOf, takenOf } from './chain.ts';
import { type Outlet, pressOf, type Report, visit } from './press.ts';

const WRITES = /^(record|save|keep|freeze|enqueue|supersede|hold|settle|together|lapse|warned|set)/;

/**
 * The world as a program has it that dies once, just before the n-th write, which is just after the one before it.
 * `names` are those of all writes until now.
 */
function mortal({ ledger, validators, ...world }: World, nth: number): { world: World; names: string[] } {
  const names: string[] = [];
  const watched = <T extends object>(target: T): T =>
    Object.fromEntries(
      Object.entries(target).map(([name, method]) => {
        if (!WRITES.test(name)) return [name, method];
        const write = async (...given: unknown[]) => {
          if (names.push(name) === nth) throw new Error('power cut');
          return method(...given);
        };
        return [name, write];
      }),
    ) as T;
  return { world: { ...world, ledger: watched(ledger), validators: watched(validators) }, names };
}

const OPENS = 'The Arax bridge opens on 2 November 2026';
const said = (outlet: Outlet, key: string, title: string, minutes: number, summary = ''): Report => ({
  ...{ outlet, key, title, summary },
  published: at(minutes),
});
const FALL = 'Arax bridge at Julfa collapsed';
const HURT = '17 people were hurt when it fell into the river, the governor of the province said.';

/** What is on the wire from which minute on: news, then confirmations, a slip, a correction, what is taken back. */
const WEEK: readonly [minutes: number, reports: Report[]][] = [
  [
    0,
    [
      said('bbc-en', 'fall', FALL, -20, HURT),
      said('bbc-ru', 'slip', 'Мост через Аракс откроется 2 ноября 2026 года', -30),
    ],
  ],
  [
    3,
    [
      said('agency', 'railway', 'The railway opens along the river', -5),
      said('herald', 'tender', 'A tender for the Goris bridge', -9),
    ],
  ],
  [10, []],
  [65, [said('agency', 'slip', OPENS, 60), said('gazette', 'fall', FALL, 61)]],
  [
    80,
    [
      said('bbc-en', 'fall', FALL, -20, HURT.replace('17', '23')),
      said('gazette', 'railway', 'Railway opens: passengers board in Meghri', 79),
    ],
  ],
  [150, [said('agency', 'denial', 'Ministry denies tender for the Goris bridge', 149)]],
  [200, [said('herald', 'tender', 'Withdrawn: A tender for the Goris bridge', -9)]],
  [320, []],
  [25 * 60 + 5, [said('herald', 'talk', 'Minister visits the Arax bridge', 1500)]],
  // Three days of downtime.
  [4 * 1440 + 65, []],
  [9 * 1440 + 65, [said('agency', 'opened', 'The Arax bridge opened', 9 * 1440)]],
  [9 * 1440 + 90, []],
  // What was under way when the program died is sent again.
  [9 * 1440 + 125, []],
];

const SILENCE = {
  ...{ id: 'hush', of: 'railway', author: 'ada', reason: 'known', since: at(0), until: at(300) },
  ...{ ended: null, warned: null },
};

/** All that is known and was told in the end of the days, where the program died before the n-th write, and all writes. */
export async function daysWith(death = 0) {
  const world = await populated();
  await world.ledger.addSilence(SILENCE);
  const { publish } = pressOf(world);
  const { world: deadly, names } = mortal(world, death);
  let deaths = 0;
  const survived = (job: Job): Promise<unknown> =>
    job(deadly).catch((error: Error) => {
      expect(error.message).toBe('power cut');
      deaths++;
      return job(deadly);
    });
  for (const [minutes, reports] of WEEK) {
    publish(reports);
    world.at(at(minutes));
    const looked = [...new Set(reports.map(({ outlet }) => outlet))];
    if (looked.length > 0) await survived((its) => visit(looked, its));
    for (const job of jobs) await survived(job);
  }
  const held = (await world.ledger.heldBy('hush')).length;
  const end = {
    ...(await standingOf(world)),
    messages: await messagesOf(world, 'changes'),
    taken: takenOf(world),
    held,
  };
  await world.close();
  return { end, names, deaths };
}

/** @throws where what is known and told in the end is another because the program died there. */
export async function survives(death: number, calm: Awaited<ReturnType<typeof daysWith>>): Promise<void> {
  const { end, deaths } = await daysWith(death);
  const where = `died before write ${death}, ${calm.names[death - 1]}`;
  expect(deaths, where).toBe(1);
  expect(end, where).toEqual(calm.end);
}
