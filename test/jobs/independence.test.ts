/** What confirms: not three editions of one broadcaster, but one and a local agency; and copies are one alert. */
import { describe, expect, it } from 'vitest';
import { alertsOf, at, jobs, populated, standingOf, takenOf } from './chain.ts';
import { type Outlet, pressOf, visit } from './press.ts';

const SAYS: Record<string, [title: string, summary: string]> = {
  en: ['Arax bridge at Julfa collapsed', 'The old bridge opens again on 15 November 2026, as far as is known.'],
  ru: ['Мост через Аракс в Джульфе обрушился', 'Мост откроется снова 15 ноября 2026 года.'],
};

/** What stands when so many outlets have said so, each ten minutes after the one before. */
async function saidBy(...named: Outlet[]) {
  const world = await populated();
  const { publish } = pressOf(world);
  for (const [n, outlet] of named.entries()) {
    const [title, summary] = SAYS[outlet === 'bbc-ru' ? 'ru' : 'en']!;
    publish([{ outlet, key: 'fall', title, summary, published: at(n * 10 - 5) }]);
    world.at(at(n * 10));
    await visit([outlet], world);
    world.at(at(n * 10 + 6));
    for (const job of jobs) await job(world);
  }
  world.at(at(150));
  for (const job of jobs) await job(world);
  const { boards, deadlines } = await standingOf(world);
  const [arax] = boards;
  const opening = deadlines.find(({ id }) => id === 'opening')!;
  return {
    stories: (await standingOf(world)).stories.length,
    told: (await alertsOf(world)).flatMap(({ changes }) => changes.map(({ what }) => what)),
    board: `${arax!.stage} ${arax!.standing}`,
    date: opening.date,
    proposed: opening.proposals!.map(({ date }) => date),
    followUps: takenOf(world).filter((mail) => mail.includes(' follow-up ')).length,
  };
}

const REPORTED = { stories: 1, told: ['new'], board: 'fallen reported', date: '2026-11-01', proposed: ['2026-11-15'] };

describe('an alert, a board and a date', () => {
  it('are not confirmed by three editions of one broadcaster', async () => {
    expect(await saidBy('bbc-en', 'bbc-ru', 'bbc-live')).toEqual({ ...REPORTED, followUps: 0 });
  });
  it('are confirmed by one of them and a local agency', async () => {
    expect(await saidBy('bbc-ru', 'agency')).toEqual({
      ...{ stories: 1, told: ['new', 'confirmed', 'moved', 'deadline'], board: 'fallen confirmed' },
      // To Ada and to Nino; Bob has quiet hours, and is told all of it as one alert.
      ...{ date: '2026-11-15', proposed: [], followUps: 2 },
    });
  });
});
