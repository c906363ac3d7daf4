import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtestReport } from '../../jobs/backtest/words.ts';
import { backtestArchive, backtestFile, draftOf } from '../../jobs/backtest.ts';
import { importLabels, labelItems, labelList } from '../../jobs/label.ts';
import { subjectOf } from '../../jobs/subject.ts';
import { watch } from '../../jobs/watch.ts';
import { itemId } from '../../state/items.ts';
import type { Match } from '../../state/match.ts';
import { runs } from '../runs.ts';
import { folder } from '../state/fixture.ts';
import { BRIDGE, feed, itemOf, RULEBOOK, sourceOf, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const SOURCES = [sourceOf()];
const file = (text: string, name = 'bridge.yaml') => {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
};

/** A week of items: two fall, one tender, two of no rule. */
async function archive(): Promise<TestWorld> {
  const world = await testWorld();
  const come = (day: string, ...titles: string[]) =>
    world.come(
      titles.map((title) => itemOf(title)),
      `2026-10-${day}T06:00:00.000Z`,
    );
  await come('01', 'The bridge collapses', 'A fair summer');
  await come('05', 'Old bridge collapsed at night', 'The bridge is put out to tender', 'The bridge is falling down');
  world.at('2026-10-06T06:00:00.000Z');
  return world;
}
const titles = (some: readonly { title: string }[]) => some.map(({ title }) => title);
const id = (title: string) => itemId('gazette', `guid ${title}`);

describe('a backtest', () => {
  it('of a topic as it stands finds what was decided live, and says so', async () => {
    const world = await archive();
    const draft = draftOf('bridge', RULEBOOK);
    const trial = await backtestArchive(draft, 90, SOURCES, world);
    expect(trial).toMatchObject({ items: 5, gained: [], lost: [], judged: null });
    expect(titles(trial.hits).sort()).toEqual([
      'Old bridge collapsed at night',
      'The bridge collapses',
      'The bridge is put out to tender',
    ]);
    expect(trial.hits.at(-1)!.title).toBe('The bridge collapses');
    expect(trial.weeks).toEqual([
      { week: '2026-09-28', hits: 1 },
      { week: '2026-10-05', hits: 2 },
    ]);
    const words = backtestReport(draft, trial, 10).join('\n');
    expect(words).toContain('bridge on 5 items of 2026-10-01 to 2026-10-05: 3 hits');
    expect(words).toContain('the same as what was decided when the items came');
  });

  it('of one rule asks no other', async () => {
    const trial = await backtestArchive(draftOf('bridge/tender', RULEBOOK), 90, SOURCES, await archive());
    expect(titles(trial.hits)).toEqual(['The bridge is put out to tender']);
  });

  it('reaches back so many days', async () => {
    const trial = await backtestArchive(draftOf('bridge', RULEBOOK), 3, SOURCES, await archive());
    expect(trial).toMatchObject({ items: 3, from: '2026-10-05T06:00:00.000Z' });
  });

  it('of a draft tells what it gains and loses against the saved version', async () => {
    const draft = draftOf(file(BRIDGE.replace('bridge AND collaps*', 'bridge AND (collapsed OR falling)')), RULEBOOK);
    const trial = await backtestArchive(draft, 90, SOURCES, await archive());
    expect(titles(trial.gained)).toEqual(['The bridge is falling down']);
    expect(titles(trial.lost)).toEqual(['The bridge collapses']);
    const words = backtestReport(draft, trial, 10).join('\n');
    expect(words).toContain('against the saved version: 1 gained, 1 lost, 0 changed');
    expect(words).toMatch(/\+ 2026-10-05 {2}\w{16} {2}The bridge is falling down \(gazette\) {2}high: falls/);
    expect(words).toMatch(/− 2026-10-01 {2}\w{16} {2}The bridge collapses/);
  });

  it('of a draft tells what is told otherwise: by other rules, or with another severity', async () => {
    const draft = draftOf(file(BRIDGE.replace('severity: high', 'severity: low')), RULEBOOK);
    const trial = await backtestArchive(draft, 90, SOURCES, await archive());
    expect(trial).toMatchObject({ gained: [], lost: [] });
    const graver = { severity: 'high', rules: ['falls'] };
    expect(trial.changed.map(({ severity, before }) => ({ severity, before }))).toEqual([
      { severity: 'low', before: graver },
      { severity: 'low', before: graver },
    ]);
    expect(backtestReport(draft, trial, 1).join('\n')).toMatch(
      /0 gained, 0 lost, 2 changed[\s\S]*now low: falls; before high: falls/,
    );
  });

  it('of one rule of a draft asks no other', async () => {
    const path = file(BRIDGE.replace('bridge AND collaps*', 'bridge AND collapses'));
    const trial = await backtestArchive(draftOf(`${path}/falls`, RULEBOOK), 90, SOURCES, await archive());
    expect(trial).toMatchObject({ hits: [{ rules: ['falls'] }], gained: [], lost: [{ rules: ['falls'] }] });
  });

  it('of a new topic has nothing to compare with, and asks about every source', async () => {
    const draft = draftOf(file(BRIDGE.replace('topic: bridge', 'topic: bridges')), RULEBOOK);
    const trial = await backtestArchive(draft, 90, SOURCES, await archive());
    expect(trial).toMatchObject({ gained: [], lost: [] });
    expect(trial.hits).toHaveLength(3);
  });

  it('asks no source about a topic that it does not serve, as the live run does not', async () => {
    const deaf = [sourceOf({ topics: ['railway'] })];
    const trial = await backtestArchive(draftOf('bridge', RULEBOOK), 90, deaf, await archive());
    expect(trial.hits).toEqual([]);
    expect(trial.lost).toHaveLength(3);
  });

  it('names what is one condition short, and the condition', async () => {
    const trial = await backtestArchive(draftOf('bridge/falls', RULEBOOK), 90, SOURCES, await archive());
    expect(trial.near).toEqual([]);
    const draft = draftOf(file(BRIDGE.replace('bridge AND collaps*', 'bridge AND collapses')), RULEBOOK);
    const stricter = await backtestArchive(draft, 90, SOURCES, await archive());
    expect(stricter.near).toMatchObject([
      {
        title: 'Old bridge collapsed at night',
        rule: 'falls',
        clause: 'collapses',
        miss: expect.stringContaining('almost'),
      },
    ]);
  });

  it('says how precise and complete a draft is where items were labelled', async () => {
    const world = await archive();
    await labelItems(
      [id('The bridge collapses'), id('The bridge is falling down')],
      'bridge/falls',
      'yes',
      TOPICS,
      world,
    );
    await labelItems([id('Old bridge collapsed at night')], 'bridge', 'no', TOPICS, world);
    const draft = draftOf('bridge/falls', RULEBOOK);
    const trial = await backtestArchive(draft, 90, SOURCES, world);
    expect(trial.judged).toMatchObject({ labelled: 3, hits: 1, precision: 0.5, recall: 0.5 });
    expect(titles(trial.judged!.missed)).toEqual(['The bridge is falling down']);
    expect(titles(trial.judged!.alarmed)).toEqual(['Old bridge collapsed at night']);
    const words = backtestReport(draft, trial, 10).join('\n');
    expect(words).toContain('3 labelled items: precision 50.0% (1 of 2), recall 50.0% (1 of 2)');
  });

  it('reads a file of items, and one of what they are about', () => {
    const items = file(
      '{"id":"a","title":"The bridge collapsed","published":"2026-10-05"}\n{"id":"b","title":"Bridge"}\n',
      'i',
    );
    const labels = file('{"id":"a","topics":["bridge","x"]}\n{"id":"b","topics":["bridge"]}\n', 'l');
    const trial = backtestFile(draftOf('bridge', RULEBOOK), items, labels);
    expect(trial).toMatchObject({
      items: 2,
      hits: [{ id: 'a', at: '2026-10-05' }],
      judged: { precision: 1, recall: 0.5 },
    });
  });

  it('refuses a flawed draft, an unknown topic and an unknown rule', () => {
    expect(() => draftOf(file(BRIDGE.replace('severity: high', 'severity: grave')), RULEBOOK)).toThrow(
      /severity is one of/,
    );
    expect(() => subjectOf('brigde', TOPICS)).toThrow(
      /no topic brigde; did you mean bridge\?; there are bridge, railway/,
    );
    expect(() => subjectOf('bridge/fall', TOPICS)).toThrow(/bridge has no rule fall; did you mean falls\?/);
  });
});

describe('replaying the archive', () => {
  const words = fc.constantFrom('bridge', 'Bridges', 'collapsed', 'tender', 'minister', 'railway', 'opens', 'fair');
  const title = fc.array(words, { minLength: 1, maxLength: 5 }).map((some) => some.join(' '));
  const visits = fc.array(
    fc.record({
      source: fc.constantFrom('gazette', 'deaf', 'gone'),
      items: fc.uniqueArray(title, { minLength: 1, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const sources = [sourceOf(), sourceOf({ id: 'deaf', url: 'https://deaf.example.org/feed', topics: ['railway'] })];
  const gone = sourceOf({ id: 'gone', url: 'https://gone.example.org/feed' });

  it('gives the decisions that were made live, whatever came, from sources that serve a topic, do not, or are gone', async () => {
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(visits, async (all) => {
        const world = await testWorld();
        for (const { source, items } of all) {
          const one = [...sources, gone].find(({ id }) => id === source)!;
          const headers = { 'content-type': 'application/rss+xml' };
          world.answers.set(one.url, () => new Response(feed(...items), { headers }));
          await watch([one], TOPICS, { timeout: 5, maxBytes: 100_000, concurrency: 8 }, world, [one.id]);
        }
        for (const topic of TOPICS) {
          const trial = await backtestArchive(draftOf(topic.id, RULEBOOK), 90, sources, world);
          const live = await world.ledger.matchedItems(topic.id, '2000');
          expect(trial).toMatchObject({ gained: [], lost: [], changed: [] });
          expect(trial.hits.map(({ id, rules }) => [id, ...rules.toSorted()]).sort()).toEqual(
            live.map(({ id, matches }) => [id, ...rulesIn(matches, topic.id)]).sort(),
          );
          decided += live.length;
        }
        await world.close();
      }),
      runs(25),
    );
    expect(decided).toBeGreaterThan(5);
  });
});

const rulesIn = (matches: readonly Match[], topic: string) =>
  matches
    .filter((match) => match.topic === topic)
    .map(({ rule }) => rule)
    .sort();

describe('labels', () => {
  it('are given, listed, taken back, carried out and in', async () => {
    const world = await archive();
    const item = id('The bridge collapses');
    expect(await labelItems([item], 'bridge/falls', 'yes', TOPICS, world)).toBe(`yes for ${item} on bridge/falls`);
    expect(await labelList(undefined, world)).toEqual([`2026-10-06  yes  bridge/falls  ${item}  The bridge collapses`]);
    const saved = file((await world.ledger.labels()).map((one) => JSON.stringify(one)).join('\n'), 'labels');
    await labelItems([item], 'bridge/falls', 'clear', TOPICS, world);
    expect(await labelList('bridge', world)).toEqual([]);
    expect(await importLabels(saved, TOPICS, world)).toMatch(/^1 labels taken from/);
    expect(await labelList('bridge', world)).toHaveLength(1);
  });

  it.each([
    ['an item that nobody knows', ['nobody'], 'bridge', 'yes', /nobody {2}no item of the ledger has this id/],
    ['an answer that is none', ['x'], 'bridge', 'maybe', /maybe {2}say yes, no, clear/],
    ['a subject that is none', ['x'], 'bridge/x', 'yes', /bridge has no rule x/],
  ])('are refused for %s', async (_, items, subject, answer, words) => {
    await expect(labelItems(items, subject, answer, TOPICS, await archive())).rejects.toThrow(words);
  });
});
