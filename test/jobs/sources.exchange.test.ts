import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SHIPPED } from '../../jobs/config/keys.ts';
import { exportSources, importSources } from '../../jobs/sources/exchange.ts';
import { canonical } from '../../watchers/reading/canonical.ts';
import { readSources } from '../../watchers/sources.ts';
import { sourceOf } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkwatch-opml-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'sources.yaml');
const TOPICS = ['bridge', 'railway'];
const OLD =
  '- { id: old, title: O, kind: feed, url: https://old.example/feed, topics: [bridge], family: f, every: 1h }\n';
const NOW = new Date('2026-11-22T12:00:00.000Z');
beforeEach(() => writeFileSync(file, OLD));

const opml = (...outlines: string[]) => `<opml version="2.0"><body>\n${outlines.join('\n')}\n</body></opml>`;
const bring = (text: string, topics?: string[], dryRun = false) =>
  importSources('list.opml', text, topics, TOPICS, file, dryRun);
const written = () => readSources(file, readFileSync(file, 'utf8'), TOPICS).sources;
const A = '<outline text="A" xmlUrl="https://a.example/feed"/>';

describe('an import', () => {
  it('adds what is good, behind what is there', async () => {
    const { rows } = await bring(opml(A, '<outline text="B" language="ka" xmlUrl="https://b.example/ka/rss"/>'));
    expect(rows.map(({ id }) => id)).toEqual(['a-example', 'b-example-ka']);
    expect(readFileSync(file, 'utf8').startsWith(OLD)).toBe(true);
    expect(written().slice(1)).toMatchObject([
      { title: 'A', kind: 'feed', language: null, topics: TOPICS, family: 'a.example', every: 1_800_000 },
      { title: 'B', language: 'ka' },
    ]);
  });
  it('skips and tells what is there already, in the file or further up, however it is spelled', async () => {
    const { rows, known } = await bring(
      opml(
        A,
        '<outline xmlUrl="http://www.a.example/feed/"/>',
        '<outline xmlUrl="https://old.example/feed?utm_source=x"/>',
      ),
    );
    expect(rows).toHaveLength(1);
    expect(known).toEqual([
      { line: 3, words: 'http://www.a.example/feed/ is there already, as a-example' },
      { line: 4, words: 'https://old.example/feed?utm_source=x is there already, as old' },
    ]);
  });
  it('tells every line that is bad, and takes the rest', async () => {
    const { rows, bad } = await bring(
      opml('<outline xmlUrl="javascript:alert(1)"/>', A, '<outline xmlUrl="nowhere"/>', '<outline type="rss"/>'),
    );
    expect(rows).toHaveLength(1);
    expect(bad).toEqual([
      { line: 2, words: 'javascript:alert(1) is no http or https address without a password' },
      { line: 4, words: 'nowhere is no http or https address without a password' },
      { line: 5, words: 'is of type rss and has no address' },
    ]);
  });
  it('knows the queries of aggregators', async () => {
    await bring(opml('<outline xmlUrl="https://news.google.com/rss/search?q=Armenia&amp;hl=ru"/>'));
    expect(written()[1]).toMatchObject({ kind: 'google-news', family: 'google-news' });
  });
  it('keeps the folder as a note', async () => {
    await bring(opml(`<outline text="News"><outline text="Caucasus">${A}</outline></outline>`));
    expect(written()[1]).toMatchObject({ note: 'Imported from the folder News / Caucasus.' });
  });
  it('gives the topics that the command line names, else those of our own export, else all', async () => {
    const ours = A.replace('/>', ' category="/railway,/other"/>');
    expect((await bring(opml(ours), ['bridge'], true)).rows[0]?.topics).toEqual(['bridge']);
    expect((await bring(opml(ours), undefined, true)).rows[0]?.topics).toEqual(['railway']);
    expect((await bring(opml(A), undefined, true)).rows[0]?.topics).toEqual(TOPICS);
  });
  it('writes nothing on trial, nor where nothing is good', async () => {
    await bring(opml(A), undefined, true);
    await bring(opml('<outline xmlUrl="nowhere"/>'));
    expect(readFileSync(file, 'utf8')).toBe(OLD);
  });
  it.each([
    ['what is no list', '<rss/>', undefined, /^list\.opml\n +no OPML/],
    ['an unknown topic', opml(A), ['brige'], /--topics {2}no topic is called brige/],
  ])('refuses %s', async (_, text, topics, words) => {
    await expect(bring(text, topics)).rejects.toThrow(words);
    expect(readFileSync(file, 'utf8')).toBe(OLD);
  });
});

describe('an export', () => {
  it('lists what is enabled; all of it, if asked', () => {
    const sources = [sourceOf(), sourceOf({ url: 'https://off.example/feed', enabled: false })];
    expect(exportSources(sources, false, NOW)).not.toContain('off.example');
    expect(exportSources(sources, true, NOW)).toMatch(/off\.example.*isComment="true"/);
  });
  it('of the shipped sources, imported into an empty file, gives the same addresses, kinds, topics and languages', async () => {
    const topics = [
      ...['georgia-visa', 'tripp', 'csto-tajikistan', 'abraham-accords'],
      ...['middle-corridor', 'taliban-recognition', 'board-of-peace'],
    ];
    const shipped = join(SHIPPED, 'watchers/sources.yaml');
    const { sources } = readSources(shipped, readFileSync(shipped, 'utf8'), topics);
    expect(sources.length).toBeGreaterThan(100);
    rmSync(file);
    const { bad, known } = await importSources('list', exportSources(sources, true, NOW), undefined, topics, file);
    expect(bad).toEqual([]);
    const back = readSources(file, readFileSync(file, 'utf8'), topics).sources;
    expect(back.length + known.length).toBe(sources.length);
    const facts = (from: typeof sources) =>
      from.map(({ url, title, topics, language }) => [canonical(url), title, topics.toSorted(), language]);
    const once = new Map(
      facts(sources)
        .toReversed()
        .map((row) => [row[0], row]),
    );
    expect(facts(back).toSorted()).toEqual([...once.values()].toSorted());
    const isPage = (kind: string) => ['page', 'region', 'json'].includes(kind);
    const on = sources.filter(({ enabled, kind }) => enabled && !isPage(kind));
    expect(back.filter(({ enabled }) => enabled).map(({ kind }) => kind)).toEqual(on.map(({ kind }) => kind));
  });
});
