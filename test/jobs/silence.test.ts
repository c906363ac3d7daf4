import { describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { outlookOf } from '../../jobs/silence/outlook.ts';
import type { Wish } from '../../jobs/silence/wish.ts';
import { endedLines, silenceLine, silenceLines } from '../../jobs/silence/words.ts';
import { addSilence, endSilence, silencesNow, warnOfEndings } from '../../jobs/silence.ts';
import { Refusal } from '../../state/refusal.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const BY = { topics: TOPICS, timezone: 'UTC', user: 'ana' };
const WISH: Wish = { reason: 'a drill', for: '3d' };

/** A world with one story, and its id. */
async function worldWithStory(): Promise<{ world: TestWorld; story: string }> {
  const world = await testWorld();
  await world.come([itemOf('The bridge collapsed\u0007 at noon')]);
  await assess(INSTALLATION, TOPICS, world);
  const [story] = await world.ledger.newestStories();
  return { world, story: story! };
}

const refusal = async (what: string, wish: Wish, user: string | null = 'ana') => {
  const { world } = await worldWithStory();
  const refused = await addSilence(what, wish, { ...BY, user }, world).catch((error: Refusal) => error);
  expect(refused).toBeInstanceOf(Refusal);
  expect(await world.ledger.allSilences()).toEqual([]);
  return (refused as Refusal).problems.map(({ field, what: words }) => `${field}: ${words}`);
};

describe('a silence is added', () => {
  it.each([
    ['of a topic', 'bridge', 'bridge'],
    ['of a rule', 'bridge/falls', 'bridge/falls'],
  ])('%s', async (_, what, of) => {
    const { world } = await worldWithStory();
    await addSilence(what, WISH, BY, world);
    const [silence] = await world.ledger.silences('2026-10-05T06:00:00.000Z');
    expect(silence).toMatchObject({ of, author: 'ana', reason: 'a drill', until: '2026-10-08T06:00:00.000Z' });
  });

  it('of a story, by its id or the beginning of it', async () => {
    const { world, story } = await worldWithStory();
    expect(await addSilence(story.slice(0, 5), WISH, BY, world)).toMatchObject({ of: story });
  });

  it.each<[string, Wish, string]>([
    ['after a span', { for: '36h' }, '2026-10-06T18:00:00.000Z'],
    ['after ninety days at most', { for: '90d' }, '2027-01-03T06:00:00.000Z'],
    ['with a day, on the clocks of the configuration’s zone', { until: '2026-10-25' }, '2026-10-25T23:00:00.000Z'],
    ['at an instant', { until: '2026-10-25T12:00:00+04:00' }, '2026-10-25T08:00:00.000Z'],
  ])('and ends %s', async (_, wish, until) => {
    const world = await testWorld();
    const by = { ...BY, timezone: 'Europe/Berlin' };
    expect(await addSilence('bridge', { reason: 'a drill', ...wish }, by, world)).toMatchObject({ until });
  });

  it('in the name of who is given, in one line of theirs', async () => {
    const world = await testWorld();
    const silence = await addSilence('bridge', { ...WISH, reason: 'a\ndrill\u001b[31m', author: 'B. Ó' }, BY, world);
    expect(silence).toMatchObject({ author: 'B. Ó', reason: 'a drill [31m' });
    expect(silenceLine(silence)).toBe(
      `${silence.id}  bridge is silenced until 2026-10-08 06:00 UTC by B. Ó: a drill [31m`,
    );
  });
});

describe('a silence is refused', () => {
  it('with everything that is wrong at once', async () => {
    expect(await refusal('brigde/fals', { reason: ' ', until: 'friday' }, null)).toEqual([
      'brigde/fals: there is no topic brigde; did you mean bridge?',
      expect.stringMatching(/^--until: is a day \(2026-12-01/),
      expect.stringMatching(/^--reason: say why/),
      expect.stringMatching(/^--author: name yourself/),
    ]);
  });

  it.each<[string, string, Wish, RegExp]>([
    ['of an unknown rule', 'bridge/fals', WISH, /no rule, deadline, tracker or trend fals; did you mean falls\?/],
    ['of neither topic nor story', 'brigde', WISH, /no topic or story has this name; did you mean bridge\?/],
    ['of too little of a story’s name', 'abc', WISH, /no topic or story has this name; mend: .*4 letters/],
    ['without an end', 'bridge', { reason: 'x' }, /--until: say until when: --until .* or --for 3d/],
    ['with two ends', 'bridge', { ...WISH, until: '2026-10-09' }, /--for: is given beside --until/],
    ['that is over', 'bridge', { reason: 'x', until: '2026-10-04' }, /--until: is over already/],
    ['of no length', 'bridge', { reason: 'x', for: '0d' }, /--for: is over already/],
    ['for more than ninety days', 'bridge', { reason: 'x', for: '91d' }, /--for: is more than 90 days away/],
    [
      'for more than there are days',
      'bridge',
      { reason: 'x', for: '99999999999d' },
      /--for: is more than 90 days away/,
    ],
    ['for no span', 'bridge', { reason: 'x', for: '3 days' }, /--for: a time reads/],
    ['until a day that the calendar lacks', 'bridge', { reason: 'x', until: '2026-11-31' }, /--until: is a day/],
    ['for a reason too long to read', 'bridge', { ...WISH, reason: 'x'.repeat(301) }, /--reason: has more than 300/],
  ])('%s', async (_, what, wish, words) => {
    expect(await refusal(what, wish)).toEqual([expect.stringMatching(words)]);
  });
});

describe('the list of silences', () => {
  it('shows who, why, until when, and what was held back under its headline', async () => {
    const { world, story } = await worldWithStory();
    const { id } = await addSilence('bridge', WISH, BY, world);
    await world.ledger.hold(id, story, '2026-10-05T07:00:00.000Z');
    await world.ledger.hold(id, 'bridge/opening 2026-12-01', '2026-10-05T08:00:00.000Z');
    world.at('2026-10-05T09:00:00.000Z');
    expect((await silencesNow(false, world)).flatMap(silenceLines)).toEqual([
      `${id}  bridge  until 2026-10-08 06:00 UTC`,
      '  by ana since 2026-10-05 06:00: a drill',
      '  held back 2:',
      `    2026-10-05 07:00  ${story}  The bridge collapsed at noon`,
      '    2026-10-05 08:00  bridge/opening 2026-12-01',
    ]);
  });

  it('marks what ends within a day, and leaves out what is over unless all are asked for', async () => {
    const world = await testWorld();
    const { id } = await addSilence('bridge', WISH, BY, world);
    world.at('2026-10-07T06:00:00.000Z');
    expect((await silencesNow(false, world)).flatMap(silenceLines)[0]).toBe(
      `${id}  bridge  until 2026-10-08 06:00 UTC, ends within a day`,
    );
    world.at('2026-10-08T06:00:00.000Z');
    expect(await silencesNow(false, world)).toEqual([]);
    expect((await silencesNow(true, world)).flatMap(silenceLines)[0]).toBe(`${id}  bridge  over 2026-10-08 06:00 UTC`);
  });
});

describe('a silence is ended', () => {
  /** A silence of everything that has held back the story from one subscriber, and was ended at an instant. */
  async function endedAt(at: string) {
    const world = await testWorld();
    await world.ledger.subscribe(subscriberWith());
    await world.ledger.subscribe(subscriberWith({ id: 'dana', alerts: false }));
    const { id } = await addSilence('bridge', WISH, BY, world);
    await world.come([itemOf('The bridge collapsed')]);
    await assess(INSTALLATION, TOPICS, world);
    expect(await world.waiting()).toEqual([]);
    world.at(at);
    const ended = await endSilence(id.slice(0, 4), world);
    return { world, lines: endedLines(ended, await outlookOf(ended.held, INSTALLATION, world)) };
  }

  it('before its time, and says what it held back and what is told now', async () => {
    const { world, lines } = await endedAt('2026-10-06T06:00:00.000Z');
    expect(lines).toEqual([
      expect.stringMatching(/^ended [0-9a-f]{8}: bridge is told at once again; it held back 1:$/),
      expect.stringMatching(/^ {2}2026-10-05 06:00 {2}\w+ {2}The bridge collapsed$/),
      '    told to 1 subscriber when `assess` runs next',
    ]);
    await assess(INSTALLATION, TOPICS, world);
    expect(await world.waiting()).toMatchObject([{ kind: 'alert', subscriber: 'nino' }]);
  });

  it('and says that what it held back too long is not told any more', async () => {
    const { world, lines } = await endedAt('2026-10-08T05:00:00.000Z');
    expect(lines.at(-1)).toBe('    nobody is told of it at once any more');
    await assess(INSTALLATION, TOPICS, world);
    expect(await world.waiting()).toEqual([]);
  });

  it('once, and only where there is one', async () => {
    const world = await testWorld();
    const { id } = await addSilence('bridge', WISH, BY, world);
    await endSilence(id, world);
    await expect(endSilence(id, world)).rejects.toThrow(/is over since 2026-10-05 06:00 UTC/);
    await expect(endSilence('none', world)).rejects.toThrow(/there is no such silence/);
    await expect(endSilence(id.slice(0, 3), world)).rejects.toThrow(/there is no such silence/);
  });
});

it('a silence that is about to end is warned of once', async () => {
  const world = await testWorld();
  const { id } = await addSilence('bridge', { reason: 'a drill', for: '20d' }, BY, world);
  const warnings = async (at: string) => {
    world.at(at);
    await warnOfEndings(world);
    return world.lines.splice(0);
  };
  expect(await warnings('2026-10-24T05:59:59.000Z')).toEqual([]);
  expect(await warnings('2026-10-24T06:00:00.000Z')).toEqual([
    `a silence is about to end: ${id}  bridge is silenced until 2026-10-25 06:00 UTC by ana: a drill; it held back 0`,
  ]);
  expect(await warnings('2026-10-24T07:00:00.000Z')).toEqual([]);
  expect(await warnings('2026-10-25T06:00:00.000Z')).toEqual([]);
});
