/** The press read in one order and in another: what is known and told must be the same. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { at, jobs, messagesOf, populated, standingOf } from './chain.ts';
import { type Outlet, outlets, pressOf, type Report, visit } from './press.ts';
import type { TestWorld } from './world.ts';

/** What there is to report, as an outlet of each language would. */
const NEWS: Record<string, { en: [title: string, summary: string]; ru: [title: string, summary: string] }> = {
  fall: {
    en: ['Arax bridge at Julfa collapsed', 'Seven people were hurt, the governor of the province said.'],
    ru: ['Мост через Аракс в Джульфе обрушился', 'Семь человек пострадали, сообщил губернатор.'],
  },
  talk: {
    en: ['Minister visits the Arax bridge at Julfa', 'He spoke with the engineers of the works.'],
    ru: ['Мост через Аракс в Джульфе откроется позже', 'Министр говорил с инженерами.'],
  },
  slip: {
    en: ['Arax bridge opens on 15 November 2026', 'The works take longer.'],
    ru: ['Мост через Аракс откроется 15 ноября 2026 года', 'Работы затянулись.'],
  },
  offers: {
    en: ['Tender for the Goris bridge', 'The bridge: offers are due by 3 December 2026.'],
    ru: ['Тендер на мост в Горисе', 'Объявлен во вторник.'],
  },
  tender: {
    en: ['A tender for the Arax bridge is out', 'Three firms may bid.'],
    ru: ['Объявлен тендер на мост через Аракс', 'Три компании могут участвовать.'],
  },
  denial: {
    en: ['Ministry denies tender for the Arax bridge', 'No such thing was decided.'],
    ru: ['Министерство отрицает тендер на мост через Аракс', 'Такого решения не было.'],
  },
  railway: {
    en: ['The railway opens along the river', 'Passengers board in Meghri.'],
    ru: ['Железная дорога вдоль реки', 'Пассажиры в Мегри.'],
  },
};
const kinds = Object.keys(NEWS);

const report = (outlet: Outlet, kind: string, wave: number): Report => {
  const [title, summary] = NEWS[kind]![outlet === 'bbc-ru' ? 'ru' : 'en'];
  // Some at one instant, and the denials among the claims.
  const minutes = kinds.indexOf(kind) * 13 + (outlets.indexOf(outlet) >> 1) * 17 - 150;
  return { outlet, key: `${kind} ${wave}`, title, summary, published: at(minutes) };
};
const GRAVER = {
  title: 'The new bridge at Goris has collapsed',
  summary: 'What was written here before is not all: the bridge fell into the river at noon.',
};
const ELSE = {
  title: 'Arax bridge: engineers survey the bank at Meghri',
  summary: 'The tender names a bridge of two lanes.',
};
/** What becomes of a report in its wave: it stays, tells of something graver or of something else, or is taken back. */
const FATES: Record<string, (one: Report) => Report[]> = {
  stays: (one) => [one],
  grows: (one) => (/^(fall|railway)/.test(one.key) ? [one] : [one, { ...one, ...GRAVER }]),
  turns: (one) => (/^(fall|railway|denial)/.test(one.key) ? [one] : [one, { ...one, ...ELSE }]),
  goes: (one) => [one, { ...one, title: `Withdrawn: ${one.title}` }],
};
const fate = fc.oneof(
  { weight: 4, arbitrary: fc.constant('stays') },
  { weight: 1, arbitrary: fc.constantFrom('grows', 'turns', 'goes') },
);

/** Some reports with their fates, and two ways in which they come: in which order, and after how many each look is taken. */
const arrivalsOf = (wave: number) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...outlets), fc.constantFrom(...kinds), fate), {
      ...{ minLength: 2, maxLength: 9 },
      selector: ([outlet, kind]) => `${outlet} ${kind}`,
    })
    .map((all) => all.flatMap(([outlet, kind, its]) => FATES[its]!(report(outlet, kind, wave))))
    .chain((all) => fc.tuple(wayOf(all), wayOf(all)));

type Way = Report[][];

/** What is said under one key comes in the order in which it was said. */
function wayOf(all: readonly Report[]): fc.Arbitrary<Way> {
  const shuffled = fc.shuffledSubarray([...all], { minLength: all.length });
  return fc.tuple(shuffled, fc.array(fc.integer({ min: 1, max: 4 }))).map(([order, sizes]) => {
    const said = Map.groupBy(all, nameOf);
    const left = new Map([...said].map(([name, reports]) => [name, [...reports]]));
    const inTurn = order.map((one) => left.get(nameOf(one))!.shift()!);
    const looks: Way = [];
    for (const size of [...sizes, inTurn.length]) if (inTurn.length > 0) looks.push(inTurn.splice(0, size));
    return looks;
  });
}
const nameOf = ({ outlet, key }: Report): string => `${outlet} ${key}`;

const run = async (world: TestWorld, minutes: number): Promise<void> => {
  world.at(at(minutes));
  for (const job of jobs) await job(world);
};

/** Looks at the press as it comes, from an instant on, each look so many minutes after the other. */
async function come(way: Way, from: number, apart: number, world: TestWorld, publish: (of: Report[]) => void) {
  for (const [n, reports] of way.entries()) {
    publish(reports);
    world.at(at(from + n * apart));
    await visit([...new Set(reports.map(({ outlet }) => outlet))], world);
    await run(world, from + n * apart);
  }
}

/** Two waves: what comes before anybody is told, and what comes within the interval after it. */
async function read(first: Way, second: Way, apart: number): Promise<TestWorld> {
  const world = await populated();
  const { publish } = pressOf(world);
  await come(first, 0, apart, world, publish);
  await run(world, 10);
  await come(second, 20, apart, world, publish);
  // The next hour, the digest of a day and of a week, a reminder, and three days of downtime.
  for (const minutes of [75, 140, 300, 25 * 60 + 5, 4 * 1440 + 65]) await run(world, minutes);
  return world;
}

/** @throws where what one moment brings is not known and told the same, to the letter, in any order and number of looks. */
export const anyOrderOfAMoment = (runs: number, seed?: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(arrivalsOf(1), arrivalsOf(2), async ([one, other], [later, otherwise]) => {
      const [a, b] = [await read(one, later, 0), await read(other, otherwise, 0)];
      expect(await standingOf(b)).toEqual(await standingOf(a));
      expect(await messagesOf(b, 'text')).toEqual(await messagesOf(a, 'text'));
      await Promise.all([a.close(), b.close()]);
    }),
    { numRuns: runs, ...(seed !== undefined && { seed }) },
  );

/** @throws where what comes one by one within the wait is not known the same, and told to the same as the same, in any order. */
export const anyOrderWithinTheWait = (runs: number, seed?: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(arrivalsOf(1), async ([one, other]) => {
      const [a, b] = [await read(one, [], 0.25), await read(other, [], 0.25)];
      expect(await standingOf(b)).toEqual(await standingOf(a));
      expect(await messagesOf(b, 'changes')).toEqual(await messagesOf(a, 'changes'));
      await Promise.all([a.close(), b.close()]);
    }),
    { numRuns: runs, ...(seed !== undefined && { seed }) },
  );
