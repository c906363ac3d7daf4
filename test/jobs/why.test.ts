import { describe, expect, it } from 'vitest';
import { keepStories } from '../../jobs/assess/stories.ts';
import { assess } from '../../jobs/assess.ts';
import { deliver } from '../../jobs/deliver.ts';
import { digest } from '../../jobs/digest.ts';
import type { Installation } from '../../jobs/edition.ts';
import { verdict } from '../../jobs/why/verdict.ts';
import { whyLines } from '../../jobs/why/words.ts';
import { whyFacts } from '../../jobs/why.ts';
import type { Telling } from '../../state/deliveries.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const NOW = '2026-10-05T06:00:00.000Z';
const FALLS = 'The bridge over the Arax at Meghri collapsed';
const SILENCE = { id: 'a1', author: 'ana', reason: 'a drill', since: NOW, ended: null, warned: null };

/** A world in which one item has come, with one subscriber; and what is answered to `why` there. */
async function worldWith(its: Partial<Subscriber> = {}, headline = FALLS, installation: Installation = INSTALLATION) {
  const world = await testWorld(NOW);
  await world.ledger.subscribe(subscriberWith(its));
  await world.come([itemOf(headline)]);
  const run = () => assess(installation, TOPICS, world);
  const id = async () => (await world.ledger.newestStories())[0]!;
  const why = async () => whyFacts('nino@example.org', await id(), installation, world);
  return { world, run, why, id };
}

const said = async ({ why }: { why: () => ReturnType<typeof whyFacts> }) => (await why()).verdict;

const editionOn = (world: TestWorld, day: string) => {
  world.at(`${day}T07:00:00.000Z`);
  return digest('daily', INSTALLATION, world);
};

describe('why says of a story that', () => {
  it('was told at once, when', async () => {
    const it = await worldWith();
    await it.run();
    it.world.at('2026-10-05T06:02:00.000Z');
    await deliver(it.world);
    expect(await said(it)).toBe(
      'Told at once on 2026-10-05 06:02. Will be told in the daily edition of 2026-10-05 07:00.',
    );
  });

  it('was told at once and in an edition', async () => {
    const it = await worldWith();
    await it.run();
    await deliver(it.world);
    it.world.at('2026-10-05T07:00:00.000Z');
    await digest('daily', INSTALLATION, it.world);
    await deliver(it.world);
    expect(await said(it)).toBe('Told at once on 2026-10-05 06:00 and in the daily edition of 2026-10-05 07:00.');
    expect((await it.why()).edition).toMatchObject({ do: 'skip', because: 'has nothing new since 2026-10-05 07:00' });
  });

  it('was written of, and waits to be sent', async () => {
    const it = await worldWith();
    await it.run();
    expect(await said(it)).toBe('Will be told by the alert that waits to be sent from 2026-10-05 06:00.');
  });

  it('was written of, and could not be sent', async () => {
    const it = await worldWith({ cadence: 'now' });
    await it.run();
    it.world.outcomes.push('refused');
    await deliver(it.world);
    expect(await said(it)).toBe('Not told: the alert of 2026-10-05 06:00 was refused (refused for the test).');
  });

  it('waits with others of its group, until when', async () => {
    const waits = { wait: 300_000, interval: 3600_000 };
    const it = await worldWith({ cadence: 'now' }, FALLS, { ...INSTALLATION, waits });
    await it.run();
    expect(await said(it)).toBe(
      'Will be told at once, not before 2026-10-05 06:05 (is new, and is told with what comes at once).',
    );
  });

  it('waits for the end of quiet hours', async () => {
    const quiet = { from: '05:00', to: '08:30', letsHigh: false };
    const it = await worldWith({ cadence: 'now', quiet });
    await it.run();
    expect(await said(it)).toBe('Will be told at once, not before 2026-10-05 08:30 (has quiet hours).');
    expect(whyLines(await it.why())).toContain('  quiet hours   05:00–08:30 UTC; now, until 2026-10-05 08:30 UTC');
  });

  it('is silenced, by whom, why and until when, and that it was held back', async () => {
    const it = await worldWith({ cadence: 'now' });
    await it.world.ledger.addSilence({ ...SILENCE, of: 'bridge/falls', until: '2026-10-06T00:00:00.000Z' });
    await it.run();
    expect(await it.world.waiting()).toEqual([]);
    expect(await said(it)).toBe('Will be told at once, not before 2026-10-06 00:00 (is silenced by ana: a drill).');
    expect(whyLines(await it.why())).toContain(
      '  held back     from 2026-10-05 06:00 by a1, the silence of bridge/falls by ana: a drill',
    );
  });

  it('is told when the silence ends, while it is news', async () => {
    const it = await worldWith({ cadence: 'now' });
    await it.world.ledger.addSilence({ ...SILENCE, of: 'bridge', until: '2026-10-06T00:00:00.000Z' });
    await it.run();
    it.world.at('2026-10-06T00:00:00.000Z');
    expect(await said(it)).toBe('Will be told at once, when `assess` runs next.');
    await it.run();
    expect(await it.world.waiting()).toMatchObject([{ kind: 'alert' }]);
  });

  it.each<[string, Partial<Subscriber>, string, string]>([
    ['is for the digest', {}, 'A tender for the bridge', 'Will be told in the daily edition of 2026-10-05 07:00.'],
    [
      'is about another topic',
      { topics: ['railway'] },
      FALLS,
      'Not told at once: follows other topics; nor in the next edition: follows other topics.',
    ],
    [
      'is of too little severity',
      { least: 'high' },
      'A tender for the bridge',
      'Not told at once: can wait for the digest; nor in the next edition: is of medium severity, and high is the least that they want.',
    ],
    [
      'is for no digest where there is none',
      { cadence: 'now', least: 'high', alerts: false },
      'A tender for the bridge',
      'Not told at once: can wait for the digest.',
    ],
    [
      'came before the subscription',
      { cadence: 'now', since: '2026-10-05T06:00:01.000Z' },
      FALLS,
      'Not told at once: came before the subscription.',
    ],
    [
      'waits for the end of a pause where there is no digest',
      { cadence: 'now', paused: '2026-10-06T12:00:00.000Z' },
      FALLS,
      'Will be told at once, not before 2026-10-06 12:00 (has paused).',
    ],
  ])('%s', async (_, its, headline, words) => {
    const it = await worldWith(its, headline);
    await it.run();
    expect(await said(it)).toBe(words);
  });
});

it('a story that comes during a pause is told by the digest after it, which why foretells', async () => {
  const it = await worldWith();
  await editionOn(it.world, '2026-10-04');
  await it.world.ledger.subscribe(subscriberWith({ paused: '2026-10-08T12:00:00.000Z' }));
  it.world.at(NOW);
  await it.run();
  expect(whyLines(await it.why())).toContain(
    '  paused        until 2026-10-08 12:00 UTC: nothing is written to them before',
  );
  expect((await it.why()).atOnce).toMatchObject({ because: 'came during their pause: the digest after it tells it' });
  expect(await said(it)).toBe('Will be told in the daily edition of 2026-10-09 07:00.');
  await editionOn(it.world, '2026-10-09');
  expect(await said(it)).toMatch(/^Will be told by the edition that waits to be sent/);
});

it('why shows everything that it depends on, in order, and no sign that a terminal would obey', async () => {
  const it = await worldWith({ timezone: 'Asia/Tbilisi', hour: 11 }, `${FALLS}\u001b[2J`);
  await it.run();
  await deliver(it.world);
  expect(whyLines(await it.why())).toEqual([
    `nino@example.org and bridge  ${FALLS} [2J  (${await it.id()})`,
    '  subscribed    since 2026-01-01 00:00 UTC',
    '  topic         yes: bridge; they follow bridge and railway',
    '  severity      yes: high; the least that they want is low',
    '  cadence       yes: at once; they get a daily edition, and at once what is of high severity',
    '  at once       not now: was written to on 2026-10-05 06:00',
    '  quiet hours   none',
    `  mail          alert of 2026-10-05 06:00: accepted 2026-10-05 06:00 (accepted for the test)  “[high] ${FALLS} [2J”`,
    '  edition       that of 2026-10-05 07:00 UTC: will be told, with what is new by then',
    '  rules         bridge/falls  The bridge falls (high): “bridge”, “collapsed”',
    'Told at once on 2026-10-05 06:00. Will be told in the daily edition of 2026-10-05 07:00.',
  ]);
});

describe('what why foretells happens, for who asked for', () => {
  const wishes: Partial<Subscriber>[] = (['now', 'daily'] as const).flatMap((cadence) =>
    (['low', 'high'] as const).flatMap((least) => [true, false].map((alerts) => ({ cadence, least, alerts }))),
  );
  const quiet = { from: '05:00', to: '08:30', letsHigh: false };
  const circumstances = [
    { headline: FALLS, of: 'railway' },
    { headline: 'A tender for the bridge', of: 'railway' },
    { headline: FALLS, of: 'bridge' },
    { headline: FALLS, of: 'railway', quiet },
  ];

  it.each(wishes.flatMap((its) => circumstances.map((others) => ({ ...its, ...others }))))(
    '$cadence, $least, alerts $alerts, quiet $quiet.from of $headline while $of is silenced',
    async ({ headline, of, ...its }) => {
      const { world, run, why } = await worldWith(its, headline);
      await world.ledger.addSilence({ ...SILENCE, of, until: '2026-10-06T00:00:00.000Z' });
      const items = await world.ledger.matchedItems('bridge', SILENCE.since);
      await keepStories(TOPICS[0]!, items, SILENCE.since, world);
      const foretold = await why();
      await run();
      const { deliveries, held } = await why();
      expect(deliveries.length > 0).toBe(foretold.atOnce.do === 'tell');
      expect(held.length > 0).toBe(foretold.atOnce.do === 'wait' && foretold.atOnce.until > '2026-10-05T12:00');
      world.at('2026-10-05T07:00:00.000Z');
      if (its.cadence && its.cadence !== 'now') await digest(its.cadence, INSTALLATION, world);
      const told = (await why()).deliveries.filter(({ kind }) => kind === 'edition');
      expect(told.length > 0).toBe(foretold.edition?.do === 'tell');
    },
  );
});

describe('why is refused', () => {
  const ask = async (address: string, story: string, world: TestWorld) =>
    whyFacts(address, story, INSTALLATION, world).catch((error: Error) => error.message);
  it('to who does not subscribe, who left, and of an unknown story', async () => {
    const { world, run, id } = await worldWith();
    await run();
    expect(await ask('dana@example.org', await id(), world)).toMatch(/nobody subscribes with this address/);
    expect(await ask('nino@example.org', 'nonesuch', world)).toMatch(/nonesuch {2}no story has this name/);
    await world.ledger.depart('nino', { at: NOW, reason: 'left', wording: 'test' });
    expect(await ask('nino@EXAMPLE.org', await id(), world)).toMatch(/left on 2026-10-05 06:00/);
  });
});

describe('the sentence at the end', () => {
  const telling = (its: Partial<Telling>): Telling => ({
    ...{ id: 'd', kind: 'alert', subject: 's', revision: 0, subscriber: 'nino', state: 'accepted', attempts: 1 },
    ...{ next: NOW, created: NOW, settled: NOW, because: null, title: 'The bridge', cadence: null, due: null },
    ...its,
  });
  const skip = { do: 'skip', because: 'can wait for the digest' } as const;

  it.each<[string, Telling[], string]>([
    [
      'follow-ups and corrections',
      [telling({}), telling({ kind: 'follow-up', revision: 1 }), telling({ kind: 'correction', revision: 2 })],
      'Told at once on 2026-10-05 06:00, again by a follow-up on 2026-10-05 06:00 and again by a correction on 2026-10-05 06:00.',
    ],
    [
      'a doubt',
      [telling({ state: 'unknown', settled: null })],
      'Perhaps told at once on 2026-10-05 06:00: the mail server’s answer was lost.',
    ],
    [
      'what is tried again',
      [telling({ state: 'queued', settled: null, attempts: 2 })],
      'Will be told by the alert that waits to be sent from 2026-10-05 06:00 (2 attempts so far).',
    ],
    [
      'what was told and of what is still to be sent',
      [telling({}), telling({ kind: 'follow-up', state: 'queued', settled: null, attempts: 0 })],
      'Told at once on 2026-10-05 06:00. Will be told by the follow-up that waits to be sent from 2026-10-05 06:00.',
    ],
    [
      'editions by when they were due, in the cadence of then',
      [telling({ kind: 'edition', cadence: 'weekly', due: '2026-10-04T06:00:00.000Z' })],
      'Told in the weekly edition of 2026-10-04 06:00.',
    ],
    [
      'what was skipped last',
      [telling({ state: 'skipped', because: 'left' })],
      'Not told: the alert of 2026-10-05 06:00 was skipped (left).',
    ],
    [
      'that it was told, rather than what was not',
      [telling({ state: 'skipped' }), telling({})],
      'Told at once on 2026-10-05 06:00.',
    ],
  ])('tells of %s', (_, deliveries, words) => {
    expect(verdict({ cadence: 'now', deliveries, atOnce: skip, edition: null })).toBe(words);
  });
});
