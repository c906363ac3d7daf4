/** `sources check` and `sources add` as people type them, against a server that misbehaves as real ones do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED } from '../../jobs/config/keys.ts';
import type { Verdict } from '../../jobs/sources/verdict.ts';
import { shared } from '../shared.ts';

interface Served {
  id: string;
  url: string;
  title: string;
  kind: 'feed' | 'page';
  select?: object;
  language: string;
  items: number;
  behaviour: string;
}

/** What each misbehaving source comes to: the verdict, or the name of the failure, and what is remarked. */
const PINNED: Record<string, [string, ...string[]]> = {
  moved: ['ok', 'moved'],
  found: ['ok'],
  loop: ['redirects'],
  inward: ['address'],
  gone: ['gone'],
  missing: ['missing'],
  busy: ['busy'],
  resting: ['busy'],
  broken: ['http'],
  'invalid-url': ['format'],
  captcha: ['format'],
  empty: ['empty'],
  silent: ['quiet', 'validators'],
  drip: ['timeout'],
  hang: ['timeout'],
  cut: ['cut'],
  truncated: ['ok', 'tolerant', 'cut', 'validators'],
  entities: ['ok', 'tolerant', 'validators'],
  junk: ['ok', 'validators'],
  'no-guid': ['ok', 'guid', 'undated', 'validators'],
  'same-guid': ['ok', 'guid', 'validators'],
  tracking: ['ok', 'guid', 'tracking', 'validators'],
  'lying-etag': ['ok'],
  overflow: ['ok', 'dates', 'validators'],
  future: ['ok', 'future', 'validators'],
  'header-bomb': ['large'],
  script: ['ok', 'tolerant', 'links', 'validators'],
  'bot-wall': ['ok', 'validators'],
};
/** What depends on the day of the run, on how many items the server shows by then, or on the items that it was given. */
const PASSING = ['stale', 'undated', 'teasers', 'tracking'];

describe.skipIf(!shared)('against the server that misbehaves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'silkwatch-sources-'));
  const env = {
    ...process.env,
    SILKWATCH_ALLOW_PRIVATE: '127.0.0.0/8',
    SILKWATCH_TIMEOUT: '3',
    SILKWATCH_DATA: folder,
  };
  let feeds: ChildProcess;
  let base: string;
  let served: Served[];

  /** Runs the program as a user would. */
  async function run(...args: string[]) {
    const command = ['--disable-warning=ExperimentalWarning', join(SHIPPED, 'jobs/main.ts'), 'sources', ...args];
    const child = spawn(process.execPath, command, { cwd: folder, env });
    const closed = once(child, 'close');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { status: (await closed)[0] as number, out, err };
  }

  beforeAll(async () => {
    feeds = spawn(process.execPath, [join(shared!, 'feeds/serve.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(feeds.stdout!, 'data');
    base = JSON.parse(String(line)).base;
    served = (await (await fetch(`${base}/manifest.json`)).json()) as Served[];
    const rows = served.map(({ id, url, title, kind, select, language }) => ({
      ...{ id, url, title, kind, select, language, topics: ['tripp'], family: id, every: '30m' },
    }));
    // JSON is YAML.
    writeFileSync(join(folder, 'all.yaml'), JSON.stringify(rows));
  });
  afterAll(() => feeds.kill());

  it('a check says of every source how it does, and of each failure and each remark the mend', async () => {
    const table = await run('check', '--sources', 'all.yaml');
    console.log(table.out);
    expect(table).toMatchObject({ status: 1, err: '' });
    const { out } = await run('check', '--json', '--sources', 'all.yaml');
    const verdicts = out
      .trimEnd()
      .split('\n')
      .map((line): Verdict => JSON.parse(line));
    expect(verdicts.map(({ id }) => id)).toEqual(served.map(({ id }) => id));
    const lasting = (id: string, about: string) => !PASSING.includes(about) || (PINNED[id]?.includes(about) ?? false);
    const seen = verdicts.map(({ id, verdict, reason, remarks }) => [
      id,
      reason ?? verdict,
      ...remarks.map(({ about }) => about).filter((about) => lasting(id, about)),
    ]);
    const wellBehaved = (id: string) => [
      'ok',
      ...seen
        .find(([name]) => name === id)!
        .slice(2)
        .filter((about) => about === 'guid' || about === 'tolerant'),
    ];
    expect(seen).toEqual(served.map(({ id }) => [id, ...(PINNED[id] ?? wellBehaved(id))]));
    expect(verdicts.filter(({ verdict, mend }) => verdict === 'failed' && !mend)).toEqual([]);
    expect(verdicts.flatMap(({ remarks }) => remarks).filter(({ words, mend }) => !words || !mend)).toEqual([]);
  });

  it('a check of a named source that fails ends with 1', async () => {
    expect(await run('check', 'gone', '--sources', 'all.yaml')).toMatchObject({
      status: 1,
      out: expect.stringContaining('HTTP 410'),
    });
    expect(await run('check', 'en-0', '--sources', 'all.yaml')).toMatchObject({ status: 0 });
  });

  it('its front page leads to its feed, not to that of its comments, and the row that is written is good', async () => {
    const added = await run('add', `${base}/`, '--sources', 'new.yaml');
    console.log(added.out);
    expect(added).toMatchObject({ status: 0, err: '' });
    expect(added.out).toContain(`${base}/feeds/en-0\n  the page names it: 8 items`);
    expect(added.out).toMatch(/5 of its items:\n(?: {2}.{10} {2}\S.*\n {14}https?:.*\n){5}- id: 127-0-0-1-en-0\n/);
    expect(await run('check', '127-0-0-1-en-0', '--sources', 'new.yaml')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^ok /),
    });
    expect(await run('add', `${base}/feeds/en-0`, '--sources', 'new.yaml')).toMatchObject({
      status: 2,
      err: expect.stringContaining('is watched already, as 127-0-0-1-en-0'),
    });
  });

  it('a page without a feed is given the selectors that its publisher would give', async () => {
    for (const { id, url, select } of served.filter(({ kind }) => kind === 'page')) {
      const added = await run('add', url, '--id', id, '--sources', 'new.yaml');
      console.log(added.out);
      expect(added).toMatchObject({ status: 0, err: '' });
      expect(await run('check', id, '--sources', 'new.yaml')).toMatchObject({
        status: 0,
        out: expect.stringMatching(/^ok /),
      });
      expect(select).toEqual({ item: 'article.news', link: 'h3 a', summary: '.lead', time: 'time' });
      expect(added.out).toMatch(/select: \{item: article\.news, link: h3 a, summary: p\.lead, time: time\}/);
    }
  });

  it('where there is nothing, it is said what was tried, and nothing is written', async () => {
    const before = readFileSync(join(folder, 'new.yaml'), 'utf8');
    expect(await run('add', `${base}/feeds/captcha`, '--sources', 'new.yaml')).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringMatching(/^nothing to watch was found at .*\ntried:\n/),
    });
    expect(readFileSync(join(folder, 'new.yaml'), 'utf8')).toBe(before);
  });
});
