import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Paint } from '../../jobs/explain/words.ts';
import { explainedAsJson, explainItems, givenItems, isGiven, keptItems } from '../../jobs/explain.ts';
import { readQuery, vocabularyOf } from '../../jobs/query.ts';
import { subjectOf } from '../../jobs/subject.ts';
import { itemId } from '../../state/items.ts';
import { folder } from '../state/fixture.ts';
import { BRIDGE, itemOf, RULEBOOK, TOPICS, topicOf } from './fixture.ts';
import { testWorld } from './world.ts';

const bare: Paint = (_, words) => words;
const marked: Paint = (colour, words) => `<${colour}>${words}</>`;
const item = (title: string, id = 'a') => ({
  ...{ id, title, summary: '', content: '', source: '', family: '', language: null, url: null, published: null },
});
const say = (...its: Parameters<typeof explainItems>) => [...explainItems(...its)];
const file = (text: string) => {
  const path = join(folder(), 'items.jsonl');
  writeFileSync(path, text);
  return path;
};

describe('an explanation in words', () => {
  it('of one rule shows every condition, with its words or its nearest miss', () => {
    expect(say([item('The bridge is put out')], subjectOf('bridge/tender', TOPICS), bare)).toEqual([
      'bridge/tender does not fit: The bridge is put out to tender (medium)',
      '  The bridge is put out',
      'when',
      '  ✗ bridge AND tender',
      '    ✓ bridge  "bridge" title 4–10',
      '    ✗ tender  tender is not there',
    ]);
  });

  it('of a whole topic is a line for each rule', () => {
    expect(say([item('The bridge collapses')], subjectOf('bridge', TOPICS), bare)).toEqual([
      'The bridge collapses',
      '✓ bridge/falls  "bridge" title 4–10, "collapses" title 11–20',
      '✗ bridge/tender  tender is not there',
      '✗ bridge/talk  minister is not there',
    ]);
  });

  it('opens what is made of conditions, and leaves closed what only names words', () => {
    const terms = "terms: { works: [tender, contract], about: ['bridge AND $works'] }\nrules:";
    const topic = topicOf(BRIDGE.replace('rules:', terms).replace('bridge AND tender', '$about OR railway'));
    expect(say([item('A bridge, no tender')], subjectOf('bridge/tender', [topic]), bare).slice(3)).toEqual([
      '  ✓ $about OR railway',
      '    ✓ $about',
      '      ✓ bridge  "bridge" title 2–8',
      '      ✓ $works  "tender" title 13–19',
    ]);
  });

  it('is coloured where somebody looks on', () => {
    const lines = say([item('Bridge')], subjectOf('bridge', TOPICS), marked);
    expect(lines[1]).toBe('<red>✗</> bridge/falls  <dim>collaps* is not there</>');
  });

  it('holds no sign of the item that a terminal would obey', () => {
    const lines = say([item('\u001b[31mBridge\u0007\ncollapsed\u009b')], subjectOf('bridge/falls', TOPICS), bare);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});

describe('an explanation as data', () => {
  it('has every clause with its answer, its words and its nearest miss', () => {
    const [one] = explainedAsJson([item('The bridge is put out')], subjectOf('bridge/tender', TOPICS));
    const found = { field: 'title', start: 4, end: 10, text: 'bridge', clause: 'bridge' };
    expect(JSON.parse(JSON.stringify(one))).toMatchObject({
      ...{ item: 'a', topic: 'bridge', rule: 'tender', fits: false, scope: null },
      when: {
        kind: 'and',
        clause: 'bridge AND tender',
        of: [
          { kind: 'words', fits: true, evidence: [found], miss: null, of: [] },
          { kind: 'words', fits: false, evidence: [], miss: { words: 'tender is not there', far: 1 }, of: [] },
        ],
      },
    });
  });
});

describe('the items that a command line names', () => {
  it('are those of a file, or one of them', async () => {
    const path = file('{"id":"a","title":"One"}\n{"id":"b","title":"Two"}\n');
    expect((await givenItems(path)).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await givenItems(path, 'b')).map(({ title }) => title)).toEqual(['Two']);
    expect([isGiven(path), isGiven('-'), isGiven(`${path}x`)]).toEqual([true, true, false]);
    await expect(givenItems(path, 'c')).rejects.toThrow(/there is no such item in/);
  });

  it('are one of the ledger', async () => {
    const world = await testWorld();
    await world.come([itemOf('The bridge collapses')]);
    const id = itemId('gazette', 'guid The bridge collapses');
    expect(await keptItems(id, world)).toMatchObject([{ id, title: 'The bridge collapses', source: 'gazette' }]);
    await expect(keptItems('nobody', world)).rejects.toThrow(/is no file, and no item of the ledger has this id/);
  });

  it('are refused with every line that is malformed', async () => {
    const path = file('{"id":"a"}\nnonsense\n{"id":"b","title":"Two"}\n');
    await expect(givenItems(path)).rejects.toThrow(/1:1 +title {2}missing[\s\S]*2:1 +is no JSON[\s\S]*2 problems/);
  });
});

describe('a query that is read back', () => {
  it('is written as the formatter writes it, and may name what its topic names', () => {
    const terms = 'terms: { works: [tender] }\nrules:';
    const text = BRIDGE.replace('rules:', terms);
    expect(readQuery('((a))  b')).toBe('a AND b');
    const topic = topicOf(text);
    const read = [{ topic, problems: [], terms: new Map([['works', []]]), problemAt: () => ({ file: '', what: '' }) }];
    const vocabulary = vocabularyOf('bridge', { ...RULEBOOK, topics: [topic], read });
    expect(readQuery('#falls $works', vocabulary)).toBe('#falls AND $works');
  });

  it('is refused with its place, whole', () => {
    expect(() => readQuery('a NEAR b OR $x')).toThrow(/1:3[\s\S]*1:13[\s\S]*2 problems/);
  });
});
