import { describe, expect, it } from 'vitest';
import { verdictTable } from '../../jobs/sources/told.ts';
import { otherAgent, type Sight, verdictOf } from '../../jobs/sources/verdict.ts';
import type { Look } from '../../jobs/watch/look.ts';
import type { Source } from '../../state/source.ts';
import { FAILURES, type FailureReason, failed } from '../../watchers/failure.ts';
import { readBody } from '../../watchers/reading/read.ts';
import { sourceOf } from './fixture.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const TEXT = 'A sentence that says what has happened, to whom, and why. '.repeat(10);
const item = (n: number, its: string = date('Sun, 22 Nov 2026 09:00:00 GMT')) =>
  `<item><title>Item ${n}</title><link>https://g.example/${n}</link><guid isPermaLink="false">${n}</guid>${its}<description>${TEXT}</description></item>`;
const date = (text: string) => `<pubDate>${text}</pubDate>`;
const rss = (...items: string[]) => `<rss version="2.0"><channel><title>G</title>${items.join('')}</channel></rss>`;
const GOOD = rss(item(1), item(2));
const PAGE = `<html><body>${[1, 2].map((n) => `<article><a href="/${n}">Headline number ${n}</a><p>${TEXT}</p></article>`).join('')}</body></html>`;
const page = { kind: 'page', select: { item: 'article', link: 'a', summary: 'p' } } as const;

interface Answer {
  moved?: string;
  freshFor?: number;
  etag?: string | undefined;
}

/** A look that saw this document. */
async function lookAt(body: string, source: Source, { moved, freshFor, etag }: Answer): Promise<Look> {
  const bytes = Buffer.from(body);
  const at = { url: source.url, contentType: null };
  const readout = await readBody(bytes, { ...at, source, published: true });
  if (readout.outcome === 'failed') return readout;
  const answer = {
    ...at,
    outcome: 'fetched',
    body: bytes,
    validators: { etag },
    moved: null,
    freshFor: null,
    took: 1,
  } as const;
  return { outcome: 'read', answer, readout, moved: moved ?? null, freshFor: freshFor ?? null, took: 1 };
}

async function verdict(body: string, its: Partial<Source> = {}, answer: Answer = { etag: '"1"' }) {
  const source = sourceOf(its);
  const look = await lookAt(body, source, answer);
  return verdictOf({ source, look, charset: 'utf-8', tried: null, named: [], article: null }, NOW);
}

describe('a source that answers well', () => {
  it('is ok: with its items, the newest, the format and the charset, and nothing to remark', async () => {
    expect(await verdict(GOOD)).toMatchObject({
      verdict: 'ok',
      words: '2 items, newest 2026-11-22, rss2.0, utf-8',
      mend: null,
      remarks: [],
    });
  });
  it('is quiet where it holds no item', async () => {
    const said = await verdict(rss());
    expect(said).toMatchObject({ verdict: 'quiet', items: 0, mend: expect.stringContaining('sources add') });
    expect(said.words).toContain('holds no item');
  });
  it('is ok as a region, which has no item at the first look', async () => {
    const region = { watch: 'main', ignore: [] };
    const said = await verdict('<main>Signed by nine states.</main>', { kind: 'region', region });
    expect(said).toMatchObject({ verdict: 'ok', words: 'a region of 22 letters', remarks: [] });
  });
});

describe('of a source that answers well it is said, with a mend, that', () => {
  it.each<[string, string, string, string, Partial<Source>?, Answer?]>([
    [
      'it has moved for good',
      GOOD,
      'moved',
      'url: https://new.example/',
      {},
      { moved: 'https://new.example/', etag: '1' },
    ],
    ['it needs the second reader', GOOD.replace('Item 1', 'Item <b>1'), 'tolerant', 'nothing'],
    ['its document was cut short', `${rss(item(1), item(2)).slice(0, -60)}`, 'cut', 'nothing'],
    ['no item has a guid', GOOD.replaceAll(/<guid.*?<\/guid>/g, ''), 'guid', 'nothing'],
    ['all items have one guid', GOOD.replaceAll(/<guid.*?<\/guid>/g, '<guid>0</guid>'), 'guid', 'nothing'],
    ['no item is dated', rss(item(1, ''), item(2, '')), 'undated', 'nothing'],
    ['no item of a page is dated', PAGE, 'undated', 'select.time', page],
    ['a date cannot be read', rss(item(1), item(2, date('soon after lunch'))), 'dates', 'tell us'],
    [
      'an item is dated in the future',
      rss(item(1), item(2, date('Mon, 01 Jan 2125 10:00:00 GMT'))),
      'future',
      'tell the outlet',
    ],
    ['nobody fills it any more', rss(item(1, date('Wed, 01 Nov 2023 10:00:00 GMT'))), 'stale', 'sources add'],
    ['links lead nowhere', GOOD.replace('https://g.example/1', 'javascript:alert(1)'), 'links', 'tell the outlet'],
    [
      'links are tracked',
      GOOD.replace('https://g.example/1', 'https://g.example/1?utm_source=rss'),
      'tracking',
      'nothing',
    ],
    ['items are only teasers', GOOD.replaceAll(TEXT, 'Read it here.'), 'teasers', 'article: true'],
    ['it cannot be asked whether anything changed', GOOD, 'validators', 'nothing', {}, {}],
    ['its publisher wants fewer visits', GOOD.replace('<item>', '<ttl>180</ttl><item>'), 'pace', 'every: 3h'],
    ['its host wants fewer visits', GOOD, 'pace', 'every: 90m', {}, { freshFor: 90 * 60_000, etag: '1' }],
  ])('%s', async (_, body, about, mend, its, answer) => {
    const { verdict: word, remarks } = await verdict(body, its, answer);
    expect(word).toBe('ok');
    expect(remarks.map((remark) => remark.about)).toContain(about);
    const remark = remarks.find((one) => one.about === about)!;
    expect(remark.mend).toContain(mend);
    expect(remark.words).not.toBe('');
  });

  it.each<[string, string, string, Partial<Source>]>([
    [
      'teasers are what they are where the articles are read',
      GOOD.replaceAll(TEXT, 'Read it here.'),
      'teasers',
      { article: true },
    ],
    ['an aggregator has teasers only', GOOD.replaceAll(TEXT, 'Read it here.'), 'teasers', { kind: 'google-news' }],
    ['a page has no guids', PAGE, 'guid', page],
    ['one undated item is missed among dated ones', rss(item(1), item(2, '')), 'undated', {}],
    ['a time zone makes tomorrow of today', rss(item(1, date('Mon, 23 Nov 2026 02:00:00 GMT'))), 'future', {}],
    [
      'a parameter says where a link leads',
      GOOD.replace('https://g.example/1', 'https://g.example/?p=1'),
      'tracking',
      {},
    ],
    ['the usual pause is longer than the publisher’s', GOOD.replace('<item>', '<ttl>15</ttl><item>'), 'pace', {}],
  ])('but not where %s', async (_, body, about, its) => {
    expect((await verdict(body, its)).remarks.map((remark) => remark.about)).not.toContain(about);
  });

  it('a time to come is not the newest item', async () => {
    const said = await verdict(rss(item(1), item(2, date('Mon, 01 Jan 2125 10:00:00 GMT'))));
    expect(said.newest).toBe('2026-11-22T09:00:00.000Z');
  });
});

const sight = (look: Look, its: Partial<Sight> = {}): Sight => ({
  source: sourceOf(),
  look,
  charset: null,
  tried: null,
  named: [],
  article: null,
  ...its,
});
const link = { url: 'https://g.example/rss', title: null, comments: false };

describe('a source that fails', () => {
  it.each(Object.keys(FAILURES) as FailureReason[])('by %s has a name, words, detail and a mend', (reason) => {
    const said = verdictOf(sight(failed(reason, 'this and that')), NOW);
    expect(said).toMatchObject({ verdict: 'failed', reason, mend: expect.stringContaining(FAILURES[reason].mend) });
    expect(said.words).toBe(`${reason}: ${FAILURES[reason].words} (this and that)`);
  });

  it('is mended by another name, where that was tried and works', async () => {
    const look = await lookAt(GOOD, sourceOf(), {});
    const said = verdictOf(sight(failed('forbidden', 'HTTP 403'), { tried: { agent: 'browser', look } }), NOW);
    expect(said.mend).toBe('agent: browser; tried, and it gives 2 items');
  });
  it('says so where another name was tried in vain', () => {
    const tried = { agent: 'browser', look: failed('forbidden', 'HTTP 403') } as const;
    expect(verdictOf(sight(failed('forbidden', 'HTTP 403'), { tried }), NOW).mend).toMatch(
      /google-news; agent: browser was tried: forbidden/,
    );
  });
  it('is mended by the feed that it names, where a page came instead', () => {
    expect(verdictOf(sight(failed('format', 'a page'), { named: [link] }), NOW).mend).toMatch(
      /^url: https:\/\/g\.example\/rss;/,
    );
  });
  it('so is one that says 304 to a question that it was not asked', () => {
    const unchanged = { outcome: 'unchanged', moved: null, freshFor: null, took: 1 } as const;
    expect(verdictOf(sight(unchanged), NOW)).toMatchObject({ verdict: 'failed', reason: 'http' });
  });
});

describe('another name is tried', () => {
  it.each<[string, string, Look, string | null]>([
    ['where ours is forbidden', 'own', failed('forbidden', 'HTTP 403'), 'browser'],
    ['where a page came to ours', 'own', failed('format', 'a page'), 'browser'],
    ['where a firewall calls ours a bad request', 'own', failed('http', 'HTTP 400'), 'browser'],
    ['where a browser’s is forbidden', 'browser', failed('forbidden', 'HTTP 403'), 'own'],
    ['but not where the host is broken', 'own', failed('http', 'HTTP 500'), null],
    ['but not where nothing is there', 'own', failed('missing', 'HTTP 404'), null],
    ['but not where the host is busy', 'own', failed('busy', 'HTTP 429'), null],
  ])('%s', (_, agent, look, other) => expect(otherAgent(sourceOf({ agent }), look)).toBe(other));
});

describe('the table of verdicts', () => {
  it('tells first what needs attention, each with its mend, and counts them', async () => {
    const rows = [
      await verdict(GOOD, { id: 'good' }),
      await verdict(rss(), { id: 'quiet' }),
      await verdict(GOOD, { id: 'tracked' }, {}),
    ];
    const gone = verdictOf({ ...sight(failed('gone', 'HTTP 410')), source: sourceOf({ id: 'gone' }) }, NOW);
    const table = verdictTable([...rows, gone]);
    expect(table.filter((line) => !line.startsWith(' ')).map((line) => line.split(/\s+/)[1])).toEqual([
      'gone',
      'quiet',
      'tracked',
      'good',
      'sources:',
    ]);
    expect(table[1]).toMatch(/^ +mend: set enabled: false/);
    expect(table.at(-1)).toBe('4 sources: 2 ok, 1 of them with remarks; 1 quiet; 1 failed');
  });
});
