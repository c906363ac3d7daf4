import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../state/refusal.ts';
import { KINDS } from '../../state/source.ts';
import { readSources } from '../../watchers/sources.ts';

const TOPICS = [
  ...['georgia-visa', 'tripp', 'csto-tajikistan', 'abraham-accords'],
  ...['middle-corridor', 'taliban-recognition', 'board-of-peace'],
];
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
  const none = { select: null, links: null, region: null, paths: null, article: false, note: null };
  const defaults = { ...none, agent: 'own', floor: 0, enabled: true };
  expect(sources).toMatchObject([
    { id: 'x', ...defaults, language: null, every: 90_000 },
    { id: 'y', ...defaults, language: 'ka', every: 172_800_000 },
  ]);
});

describe('a row may hold', () => {
  const row = (more: string) =>
    read(`[{id: x, title: X, url: https://x.example/, topics: [tripp], family: x, every: 1h, ${more}}]`);
  test.each<[string, string, object]>([
    [
      'a region, with what to ignore',
      'kind: region, region: {watch: main, ignore: [.ad, "/^Seen \\\\d+$/"]}',
      { region: { watch: 'main', ignore: ['.ad', '/^Seen \\d+$/'] } },
    ],
    ['a region, ignoring nothing', 'kind: region, region: {watch: main}', { region: { watch: 'main', ignore: [] } }],
    [
      'paths, written short or whole',
      'kind: json, paths: {items: "docs[*]", title: $.a.b, link: "/{+id|slug_}"}',
      { paths: { items: 'docs[*]', title: '$.a.b', link: '/{+id|slug_}' } },
    ],
    ['an article, as readers find it', 'kind: feed, article: true', { article: true }],
    ['an article, by selector', 'kind: feed, article: .story > p', { article: '.story > p' }],
    [
      'a name of its own',
      'kind: feed, agent: "Reader/1.0 (+https://x.example/)"',
      { agent: 'Reader/1.0 (+https://x.example/)' },
    ],
    ['an agent that is a browser', 'kind: feed, agent: browser', { agent: 'browser' }],
    ['nothing yet, while it is off', 'kind: region, enabled: false', { region: null, enabled: false }],
  ])('%s', (_, more, fields) => {
    const { sources, problems } = row(more);
    expect(problems).toEqual([]);
    expect(sources).toMatchObject([fields]);
  });

  test.each<[string, string, RegExp]>([
    [
      'no agent that breaks a header',
      'kind: feed, agent: "A/1\\r\\nX: y"',
      /agent agent is own, browser, or a User-Agent of visible ASCII/,
    ],
    ['no agent beyond ASCII', 'kind: feed, agent: Читатель/1.0', /agent agent is own/],
    ['no agent of slipped letters', 'kind: feed, agent: brower', /agent agent is own/],
    ['no empty agent', 'kind: feed, agent: ""', /agent agent is own/],
    [
      'no region of a feed',
      'kind: feed, region: {watch: main}',
      /region fits no source of kind feed; mend: remove it, or say kind: region$/,
    ],
    [
      'no selectors of a region',
      'kind: region, region: {watch: main}, select: {item: a}',
      /select fits no source of kind region; mend: remove it, or say kind: page$/,
    ],
    ['no paths of a page', 'kind: page, links: x, paths: {items: a, title: b}', /paths fits no source of kind page/],
    [
      'no article of a region',
      'kind: region, region: {watch: main}, article: true',
      /article fits no source of kind region/,
    ],
    [
      'no article of Google News, whose links lead nowhere',
      'kind: google-news, article: true',
      /article fits no source of kind google-news/,
    ],
    [
      'no two ways to read a page',
      'kind: page, links: x, select: {item: a}',
      /links a page is read by select or by links; mend: remove one/,
    ],
    [
      'no region without region',
      'kind: region',
      /kind a region needs region; mend: give one, or ship it with enabled: false/,
    ],
    ['no JSON without paths', 'kind: json', /kind a json needs paths/],
    [
      'no region without what is watched',
      'kind: region, region: {ignore: [a]}',
      /region\.watch missing; it must be text/,
    ],
    ['no paths without a title', 'kind: json, paths: {items: a}', /paths\.title missing/],
    ['no watch that is no selector', 'kind: region, region: {watch: "a["}', /region\.watch is no CSS selector: /],
    [
      'no pseudo-class that pages cannot be asked by',
      'kind: page, select: {item: "a:hover-ish"}',
      /select\.item is no CSS selector: Unknown pseudo-class :hover-ish/,
    ],
    [
      'no pattern that is none',
      'kind: region, region: {watch: main, ignore: [a, "/(/"]}',
      /region\.ignore\[1\] is no CSS selector or \/regular expression\/: Unterminated group/,
    ],
    [
      'no path that is none',
      'kind: json, paths: {items: "a[", title: b}',
      /paths\.items is no JSONPath \(RFC 9535\): Expected/,
    ],
    [
      'no address with a path that is none',
      'kind: json, paths: {items: a, title: b, link: "/x/{a[}"}',
      /paths\.link is no JSONPath \(RFC 9535\) or address with \{paths\}: Expected/,
    ],
    [
      'no address with half a path',
      'kind: json, paths: {items: a, title: b, link: "/x/{a"}',
      /paths\.link is no .*: a brace is left over/,
    ],
    [
      'no address that is none',
      'kind: json, paths: {items: a, title: b, link: "http://[{a}"}',
      /paths\.link is no .*: it makes no address/,
    ],
    ['no article that is no selector', 'kind: feed, article: "p["', /article is no CSS selector/],
    ['no article that is a number', 'kind: feed, article: 3', /article article is true, false or a CSS selector/],
    ['no empty selector', 'kind: page, select: {item: ""}', /select\.item /],
  ])('%s', (_, more, problem) => {
    const { sources, problems } = row(more);
    expect(sources).toEqual([]);
    expect(problems.map(({ field, what }) => `${field} ${what}`)).toEqual([expect.stringMatching(problem)]);
  });
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
      '3:9 [0].kind kind is one of feed, page, region, json, google-news, bing-news, gdelt',
      '4:8 [0].url must be an http or https address',
      '5:11 [0].topics name at least one topic that the source may serve',
      '7:10 [0].every a time reads 30m, 2h or 1d',
      expect.stringMatching(/^8:10 \[0\]\.floor /),
      '9:3 [0].colour unknown key colour; mend: correct or remove it',
      '10:3 [1].title missing; it must be text',
      expect.stringMatching(/^10:3 \[1\]\.url missing/),
      '10:3 [1].topics missing; it must be a list',
      '10:3 [1].family missing; it must be text',
      '10:3 [1].every missing; it must be text',
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
      '2:119 [1].links is no regular expression: Unterminated character class',
    ]);
  });

  test.each([
    ['a tab', '- id: x\n\ttitle: y\n', /^2:\d /],
    ['a key twice', '- id: x\n  id: y\n', /^2:3 .*twice/],
    ['no list', 'id: x\n', /^1:1 .*a list of sources/],
    ['a selector that is none', '- select: {item: "a[", link: a}\n', /^1:18 \[0\]\.select\.item is no CSS selector/],
    ['an alias that swells', `a: &a [1]\n${'b'.repeat(3)}: [${'*a,'.repeat(200)}]\n`, /./],
  ])('of YAML: %s', (_, text, first) => expect(told(text)).toContainEqual(expect.stringMatching(first)));

  test.each([
    ['an address with a password', 'url: https://ada:secret@x.example/', /must hold no user or password/],
    ['a time of nothing', 'every: 0m', /must be from 1s to 30d/],
    ['a time of years', 'every: 400d', /must be from 1s to 30d/],
    ['a language that is none', 'language: english', /must be a BCP 47 tag/],
    ['a title of nothing', 'title: " "', /must not be empty/],
  ])('%s', (_, key, what) => {
    const row: Record<string, string> = {
      id: 'a',
      title: 'X',
      kind: 'feed',
      url: 'https://x.example/',
      family: 'x',
      every: '1h',
    };
    const written = Object.entries(row).filter(([name]) => !key.startsWith(`${name}:`));
    const text = `- {topics: [tripp], ${[...written.map((pair) => pair.join(': ')), key].join(', ')}}\n`;
    expect(told(text)).toEqual([expect.stringMatching(what)]);
  });

  test('and a row that is no row hides nothing of the others', () => {
    const text =
      '- just words\n- {id: b, kind: region, title: X, url: https://x.example/, topics: [trip], family: x, every: 1h}\n';
    expect(told(text)).toEqual([
      expect.stringMatching(/^1:3 \[0\] /),
      expect.stringMatching(/^2:\d+ \[1\]\.kind a region needs region/),
      expect.stringMatching(/^2:\d+ \[1\]\.topics\[0\] no topic is called trip/),
    ]);
  });

  test('of form and of meaning at once, in the order of the file', () => {
    const row = (more: string) =>
      `- {title: X, url: https://x.example/, topics: [trip], family: x, every: 1h, ${more}}\n`;
    const text = row('id: a, kind: page, select: {item: "a["}') + row('id: a, kind: json, agent: "", links: "("');
    expect(told(text).map((line) => line.replace(/^(\d+):\d+ (\S+) .*/, '$1 $2'))).toEqual([
      '1 [0].topics[0]',
      '1 [0].select.item',
      '2 [1].id',
      '2 [1].kind',
      '2 [1].agent',
      '2 [1].links',
      '2 [1].links',
    ]);
  });

  test('in words that a person can follow', () => {
    expect(new Refusal(read('- id: X\n').problems).message.split('\n')).toMatchObject([
      'sources.yaml',
      ...Array(6).fill(expect.stringMatching(/^ {2}1:3 {5}\[0\]\.\w+ {2}/)),
      expect.stringMatching(/^ {2}1:7 {5}\[0\]\.id {2}an id holds lower-case letters/),
      '7 problems. Nothing was changed.',
    ]);
  });
});
