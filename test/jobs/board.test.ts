import { describe, expect, it } from 'vitest';
import { boardChanges, keepMoves } from '../../jobs/assess/moves.ts';
import { boardLines } from '../../jobs/board/words.ts';
import { boardsNow, topicsWithBoards } from '../../jobs/board.ts';
import { toldBoards } from '../../jobs/edition/boards.ts';
import { decide } from '../../rules/decide.ts';
import { Refusal } from '../../state/refusal.ts';
import { learntOf } from '../learnt.ts';
import { DOCUMENTS, topicOf } from '../rules/tracker/fixture.ts';
import { itemOf, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const topic = topicOf().topic!;
const rulebook = { topics: [topic], documents: DOCUMENTS };

const MONDAY = '2026-10-05T06:00:00.000Z';
const TUESDAY = '2026-10-06T06:00:00.000Z';
const WEDNESDAY = '2026-10-07T06:00:00.000Z';

/** Has a headline come from a source of its own family. */
async function come(world: TestWorld, source: string, title: string, at: string): Promise<void> {
  const item = itemOf(title, { key: 'one', publisher: source, family: source });
  await visit(world, source, at, { fresh: [{ item, matches: decide({ ...item, source }, [topic]) }] });
}

/** Has the item of a source say something else. */
async function revise(world: TestWorld, source: string, title: string, at: string): Promise<void> {
  const item = itemOf(title, { key: 'one', publisher: source, family: source });
  const id = (await world.items()).find((one) => one.source === source)!.id;
  await visit(world, source, at, { revised: [{ id, item, matches: decide({ ...item, source }, [topic]) }] });
}

async function visit(world: TestWorld, source: string, at: string, its: object): Promise<void> {
  const learnt = learntOf(source, { lastVisit: at });
  const nothing = { fresh: [], revised: [], dated: [] };
  const row = { source, at, outcome: 'fetched', reason: null, because: null, found: 1, took: 1 } as const;
  await world.ledger.recordVisits([{ ...row, learnt, ...nothing, ...its } as never]);
}

async function assess(world: TestWorld, at: string): Promise<void> {
  world.at(at);
  await keepMoves(topic, await world.ledger.matchedItems(topic.id, '2026-09-01'), world);
}

const standing = async (world: TestWorld): Promise<string[]> => {
  const [board] = await boardsNow([topic], rulebook, world);
  return board!.places.map(({ subject, stage, standing }) => `${subject} ${stage} ${standing}`);
};

const changes = async (world: TestWorld): Promise<string[]> =>
  (await boardChanges(topic, '', world)).map(({ at, items, change }) => {
    const { subject, change: its } = change as { subject: string; change: { what: string; to: string } };
    return `${at.slice(8, 10)} ${subject} ${its.what} ${its.to} by ${items.length}`;
  });

describe('what items say of a board', () => {
  it('is kept as of when they came, and keeping it again changes nothing', async () => {
    const world = await testWorld(MONDAY);
    await come(world, 'gazette', 'Plans for the new bridge', MONDAY);
    await come(world, 'herald', 'Talks on the new bridge', TUESDAY);
    await assess(world, WEDNESDAY);
    const kept = await world.ledger.moves(topic.id);
    expect(kept.map(({ at, family, stage }) => `${at} ${family} ${stage}`)).toEqual([
      `${MONDAY} gazette planned`,
      `${TUESDAY} herald planned`,
    ]);
    await assess(world, '2026-10-08T06:00:00.000Z');
    expect(await world.ledger.moves(topic.id)).toEqual(kept);
    expect(await standing(world)).toEqual(['old planned confirmed', 'new planned confirmed']);
    expect(await changes(world)).toEqual([
      '05 The new bridge moved planned by 1',
      '06 The new bridge confirmed planned by 1',
    ]);
  });

  it('is the same whether it is assessed with every item or with all at once', async () => {
    const [often, once] = [await testWorld(MONDAY), await testWorld(MONDAY)];
    for (const [source, title, at] of [
      ['gazette', 'Plans for the new bridge', MONDAY],
      ['herald', 'They build the new bridge', TUESDAY],
      ['mail', 'City denies they build the new bridge', WEDNESDAY],
    ] as const) {
      await come(often, source, title, at);
      await come(once, source, title, at);
      await assess(often, at);
    }
    await assess(once, WEDNESDAY);
    expect(await once.ledger.moves(topic.id)).toEqual(await often.ledger.moves(topic.id));
    expect(await standing(once)).toEqual(['old planned confirmed', 'new built disputed']);
  });

  it.each([
    ['still matches a rule', 'Plans for the new bridge', 'new planned reported'],
    ['matches no rule any more', 'Weather', 'new null reported'],
  ])('is withdrawn when a revised item says so no more and %s', async (_, title, place) => {
    const world = await testWorld(MONDAY);
    await come(world, 'gazette', 'They build the new bridge', MONDAY);
    await assess(world, MONDAY);
    await revise(world, 'gazette', title, TUESDAY);
    await assess(world, WEDNESDAY);
    expect(await standing(world)).toContain(place);
    const [former] = await world.ledger.moves(topic.id);
    expect(former).toMatchObject({ stage: 'built', withdrawn: TUESDAY });
    expect((await changes(world)).slice(0, 2)).toEqual([
      '05 The new bridge moved built by 1',
      expect.stringContaining('06 The new bridge withdrawn'),
    ]);
  });

  it('counts as of the revision that says so', async () => {
    const world = await testWorld(MONDAY);
    await come(world, 'gazette', 'Plans for the new bridge', MONDAY);
    await revise(world, 'gazette', 'They build the new bridge', TUESDAY);
    await assess(world, WEDNESDAY);
    expect(await world.ledger.moves(topic.id)).toMatchObject([{ stage: 'built', at: TUESDAY, withdrawn: null }]);
  });

  it('is withdrawn when its tracker asks for something else, whenever the item was revised', async () => {
    const world = await testWorld(MONDAY);
    await come(world, 'gazette', 'Plans for the new bridge', MONDAY);
    await revise(world, 'gazette', 'They build the new bridge', TUESDAY);
    await assess(world, TUESDAY);
    world.at(WEDNESDAY);
    const other = { ...topic, trackers: topic.trackers.map((tracker) => ({ ...tracker, moves: [] })) };
    await keepMoves(other, await world.ledger.matchedItems(topic.id, '2026-09-01'), world);
    expect(await world.ledger.moves(topic.id)).toMatchObject([{ at: TUESDAY, withdrawn: WEDNESDAY }]);
    expect(await changes(world)).toEqual([
      '06 The new bridge moved built by 1',
      expect.stringContaining('07 The new bridge withdrawn'),
    ]);
  });

  it('that is said again after it was taken back counts anew', async () => {
    const world = await testWorld(MONDAY);
    await come(world, 'gazette', 'They build the new bridge', MONDAY);
    await assess(world, MONDAY);
    await revise(world, 'gazette', 'Weather', TUESDAY);
    await assess(world, TUESDAY);
    await revise(world, 'gazette', 'They build the new bridge', WEDNESDAY);
    await assess(world, WEDNESDAY);
    expect(await standing(world)).toContain('new built reported');
    expect((await world.ledger.moves(topic.id)).map(({ at, withdrawn }) => [at, withdrawn])).toEqual([
      [MONDAY, TUESDAY],
      [WEDNESDAY, null],
    ]);
  });
});

describe('the boards of an edition', () => {
  it('stand as they did at the due instant, with what changed since the one before', async () => {
    const world = await testWorld(MONDAY);
    await come(world, 'gazette', 'Plans for the new bridge', MONDAY);
    await come(world, 'herald', 'They build the new bridge', TUESDAY);
    await come(world, 'mail', 'New bridge opens', WEDNESDAY);
    await assess(world, WEDNESDAY);
    const [board] = await toldBoards(rulebook, MONDAY, TUESDAY, world);
    const [old, fresh] = board!.places;
    expect(old).toMatchObject({ stage: 'planned', since: '2025-06', evidence: [], changes: [] });
    expect(old!.cites).toEqual([
      { document: 'The bridges of the Arax', author: 'Ada Stone', paragraph: 1, claim: 'It was talked about' },
    ]);
    expect(fresh).toMatchObject({ stage: 'built', standing: 'reported', since: '2026-10-06', families: 1 });
    expect(fresh!.evidence.map(({ title }) => title)).toEqual(['They build the new bridge']);
    expect(fresh!.changes).toEqual([
      { at: TUESDAY, what: 'moved', from: 'planned', to: 'built', standing: 'reported' },
    ]);
  });

  it('name one item of each family before the second of any', async () => {
    const world = await testWorld(MONDAY);
    for (const source of ['a', 'b', 'c', 'd', 'e', 'f']) await come(world, source, 'Plans for the new bridge', MONDAY);
    await assess(world, MONDAY);
    const [board] = await toldBoards(rulebook, '2026-01-01T00:00:00.000Z', MONDAY, world);
    expect(board!.places[1]).toMatchObject({ families: 6 });
    expect(board!.places[1]!.evidence).toHaveLength(4);
  });
});

describe('silkwatch board', () => {
  it('prints stage, standing, evidence, denials, citations and on request every former move', async () => {
    const world = await testWorld(MONDAY);
    await come(world, 'gazette', 'They build the new bridge', MONDAY);
    await come(world, 'herald', 'City denies they build the new bridge\u001b[31m', TUESDAY);
    await come(world, 'mail', 'They build the old bridge', TUESDAY);
    await assess(world, TUESDAY);
    await revise(world, 'mail', 'Weather', WEDNESDAY);
    await assess(world, WEDNESDAY);
    const [board] = await boardsNow([topic], rulebook, world);
    const built = expect.stringMatching(
      /^ {2}\+ gazette, undated, first seen 2026-10-05: They build the new bridge https/,
    );
    const denied = expect.stringMatching(/^ {2}- denied: herald, .*City denies they build the new bridge \[31m https/);
    const seeded = '  = The bridges of the Arax ¶1: It was talked about';
    expect(boardLines(board!, false)).toEqual([
      'bridges: How far the bridges are (planned → built → open)',
      ...['', 'The old bridge: planned (1 of 3) since June 2025, confirmed by a document', seeded],
      '',
      'The new bridge: built (2 of 3) since 5 October 2026, disputed: 1 source said so, 1 source denied it',
      ...[built, denied],
    ]);
    expect(boardLines(board!, true)).toContain(
      '  · 2026-10-06 built, withdrawn 2026-10-07: mail: Weather [bridges/builds]',
    );
  });

  it('prints what is not known in a line', async () => {
    const [board] = await boardsNow([topic], rulebook, await testWorld(MONDAY));
    expect(boardLines(board!, true).at(-1)).toBe('The new bridge: nothing known');
  });

  it('is of one topic or of all that have a board', () => {
    const all = [...TOPICS, topic];
    expect(topicsWithBoards(undefined, all)).toEqual([topic]);
    expect(topicsWithBoards('bridges', all)).toEqual([topic]);
    expect(() => topicsWithBoards('brigdes', all)).toThrow(Refusal);
    expect(() => topicsWithBoards('bridge', all)).toThrow('bridge has no board');
  });
});
