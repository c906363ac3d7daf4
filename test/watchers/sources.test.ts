import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../state/refusal.ts';
import { KINDS } from '../../state/source.ts';
import { readSources } from '../../watchers/sources.ts';

const TOPICS = ['georgia-visa', 'tripp', 'csto-tajikistan', 'abraham-accords'];
const read = (text: string) => readSources('sources.yaml', text, TOPICS);

describe('the shipped sources', () => {
  const shipped = read(readFileSync(join(import.meta.dirname, '../../watchers/sources.yaml'), 'utf8'));
  const enabled = shipped.sources.filter((source) => source.enabled);

  test('have no problem', () => expect(shipped.problems).toEqual([]));
  test('are eighty and more, of every kind', () => {
    expect(enabled.length).toBeGreaterThanOrEqual(80);
    expect(new Set(shipped.sources.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });
  test('serve every topic', () => {
    expect(new Set(enabled.flatMap(({ topics }) => topics))).toEqual(new Set(TOPICS));
  });
  test.each(['id', 'url'] as const)('have each an %s of its own', (field) => {
    expect(shipped.sources.length).toBeGreaterThan(0);
    expect(new Set(shipped.sources.map((source) => source[field])).size).toBe(shipped.sources.length);
  });
  test('are visited with manners: news twice an hour at most, GDELT seldom', () => {
    expect(enabled.filter(({ every }) => every < 5 * 60_000)).toEqual([]);
    expect(enabled.filter(({ kind, every }) => kind === 'gdelt' && every < 30 * 60_000)).toEqual([]);
  });
  test('say why, where they are off', () => {
    const off = shipped.sources.filter((source) => !source.enabled);
    expect(off.length).toBeGreaterThan(0);
    expect(off.filter(({ note }) => note === null)).toEqual([]);
  });
});

test('a source is read with its defaults', () => {
  const row = 'id: x, title: X, kind: feed, url: https://x.example/, topics: [tripp], family: x.example';
  const { sources, problems } = read(`[{${row}, every: 90s}, {${row.replace('x,', 'y,')}, every: 2d, language: ka}]`);
  expect(problems).toEqual([]);
  const defaults = { agent: 'own', floor: 0, select: null, links: null, enabled: true, note: null };
  expect(sources).toMatchObject([
    { id: 'x', ...defaults, language: null, every: 90_000 },
    { id: 'y', ...defaults, language: 'ka', every: 172_800_000 },
  ]);
});

const told = (text: string) => {
  const { sources, problems } = read(text);
  expect(sources).toEqual([]);
  return problems.map(({ line, column, field, what }) => `${line}:${column} ${field} ${what}`);
};

describe('a file with mistakes is refused whole, and every mistake is told at its place', () => {
  const FIRST = `- id: One Source
  title: ""
  kind: fed
  url: ftp://x.example/
  topics: []
  family: x
  every: soon
  floor: -1
  colour: red
- id: two
  kind: feed
`;

  test('of form', () => {
    expect(told(FIRST)).toEqual([
      '1:7 [0].id an id holds lower-case letters, digits and hyphens',
      expect.stringMatching(/^2:10 \[0\]\.title /),
      '3:9 [0].kind kind is one of feed, page, google-news, bing-news, gdelt',
      '4:8 [0].url must be an http or https address',
      '5:11 [0].topics name at least one topic that the source may serve',
      '7:10 [0].every a time reads 30m, 2h or 1d',
      expect.stringMatching(/^8:10 \[0\]\.floor /),
      '9:3 [0].colour unknown key colour; mend: correct or remove it',
      '10:3 [1].title missing; it must be a string',
      expect.stringMatching(/^10:3 \[1\]\.url missing/),
      '10:3 [1].topics missing; it must be an array',
      '10:3 [1].family missing; it must be a string',
      '10:3 [1].every missing; it must be a string',
    ]);
  });

  test('of meaning', () => {
    const row = (more: string) => `- {title: X, url: https://x.example/, family: x, every: 1h, ${more}}\n`;
    const page = row('kind: page, id: a, topics: [tripp]');
    const broken = row('kind: page, id: a, topics: [trip, tripp, weather], links: "(["');
    expect(told(page + broken)).toEqual([
      '1:67 [0].kind a page needs select or links; mend: give one, or ship it with enabled: false',
      '2:77 [1].id a second source is called a',
      '2:89 [1].topics[0] no topic is called trip; did you mean tripp?',
      '2:102 [1].topics[2] no topic is called weather',
      '2:119 [1].links is no regular expression',
    ]);
  });

  test.each([
    ['a tab', '- id: x\n\ttitle: y\n', /^2:\d /],
    ['a key twice', '- id: x\n  id: y\n', /^2:3 .*unique/],
    ['no list', 'id: x\n', /^1:1 .*array/],
    ['a selector that is none', '- select: {item: "a[", link: a}\n', /^1:18 \[0\]\.select\.item is no CSS selector/],
    ['an alias that swells', `a: &a [1]\n${'b'.repeat(3)}: [${'*a,'.repeat(200)}]\n`, /./],
  ])('of YAML: %s', (_, text, first) => expect(told(text)).toContainEqual(expect.stringMatching(first)));

  test('in words that a person can follow', () => {
    expect(new Refusal(read('- id: X\n').problems).message.split('\n')).toMatchObject([
      'sources.yaml',
      expect.stringMatching(/^ {2}1:7 {5}\[0\]\.id {2}an id holds lower-case letters/),
      ...Array(6).fill(expect.stringMatching(/^ {2}1:3 {5}\[0\]\.\w+ {2}/)),
      '7 problems. Nothing was changed.',
    ]);
  });
});
