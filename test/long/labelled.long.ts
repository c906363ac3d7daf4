/** The labelled items, served as feeds on loopback, become a digest that a real mail server takes and a mail reader reads. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess, waitsOf } from '../../jobs/assess.ts';
import { type Config, readConfig } from '../../jobs/config.ts';
import { deliver } from '../../jobs/deliver.ts';
import { digest } from '../../jobs/digest.ts';
import { senderOf } from '../../jobs/edition.ts';
import { silent } from '../../jobs/log.ts';
import { readRulebook } from '../../jobs/rulebook.ts';
import { subscriberOf } from '../../jobs/subscribe.ts';
import { watch } from '../../jobs/watch.ts';
import { openWorld, type World } from '../../jobs/world.ts';
import type { Source } from '../../state/source.ts';
import { shared } from '../shared.ts';

interface Served {
  id: string;
  url: string;
  title: string;
  kind: 'feed' | 'page';
  select?: Source['select'];
  language: string;
  items: number;
  behaviour: string;
}

const editionPage = (folder: string): string =>
  readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith('-daily-edition.html'))!), 'utf8');

describe.skipIf(!shared)('the labelled items', () => {
  const inbox: ParsedMail[] = [];
  const mailServer = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: async (stream, _session, done) => {
      inbox.push(await simpleParser(stream));
      done();
    },
  });
  let feeds: ChildProcess;
  let served: Served[];
  let world: World;
  let config: Config;
  let clock = Date.now();

  beforeAll(async () => {
    feeds = spawn(process.execPath, [join(shared!, 'feeds/serve.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(feeds.stdout!, 'data');
    served = (await (await fetch(JSON.parse(String(line)).manifest)).json()) as Served[];
    await new Promise<void>((listening) => mailServer.listen(0, '127.0.0.1', listening));
    const { port } = mailServer.server.address() as { port: number };
    const data = mkdtempSync(join(tmpdir(), 'silkwatch-'));
    config = readConfig(
      { data },
      { SMTP_URL: `smtp://127.0.0.1:${port}`, SILKWATCH_ALLOW_PRIVATE: '127.0.0.0/8', SILKWATCH_TIMEOUT: '2' },
    );
    world = await openWorld(config, silent, { now: () => new Date(clock), pause: async () => undefined });
  });

  afterAll(async () => {
    feeds.kill();
    await world.close();
    await new Promise<void>((closed) => mailServer.close(closed));
  });

  it('every well-behaved source gives all its items, in whatever format and charset, and every barren one a reason', async () => {
    const rulebook = readRulebook(config);
    const sources = served.map((row) =>
      sourceOf(
        row,
        rulebook.topics.map((topic) => topic.id),
      ),
    );
    await world.ledger.subscribe(
      subscriberOf(
        { address: 'reader@example.org', hour: '0' },
        rulebook.topics.map((t) => t.id),
        'UTC',
        world.now(),
      ),
    );
    await watch(sources, rulebook.topics, config, world);
    const learnt = await world.ledger.learnt();
    const good = served.filter(({ behaviour }) => /well-behaved|windows-1251|UTF-16/.test(behaviour));
    expect(good.length).toBeGreaterThan(20);
    expect(good.filter(({ id }) => learnt.get(id)?.outcome !== 'fetched')).toEqual([]);
    const failed = served.filter(({ id }) => learnt.get(id)?.outcome === 'failed');
    expect(failed.filter(({ id }) => !learnt.get(id)?.because)).toEqual([]);
    expect(failed.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['gone', 'missing', 'captcha', 'drip', 'hang', 'header-bomb', 'inward', 'loop']),
    );
    // Each well-behaved feed shows the older half of its items at first.
    const expected = good.reduce((sum, row) => sum + Math.ceil(row.items / 2), 0);
    const items = await world.ledger.seen('', world.now().toISOString());
    expect(items.items).toBeGreaterThanOrEqual(expected);
    await assess({ rulebook, sources, sender: senderOf(config), waits: waitsOf(config) }, rulebook.topics, world);
  });

  it('the next day its digest is in the mailbox, whole, readable and once', async () => {
    clock += 24 * 3600_000;
    const rulebook = readRulebook(config);
    const sources = served.map((row) =>
      sourceOf(
        row,
        rulebook.topics.map((topic) => topic.id),
      ),
    );
    await digest('daily', { rulebook, sources, sender: senderOf(config), waits: waitsOf(config) }, world);
    for (let run = 0; run < 2; run++) await deliver(world);
    const digests = inbox.filter((mail) => mail.text?.includes('sources watched'));
    expect(digests).toHaveLength(1);
    const [mail] = digests as [ParsedMail];
    expect(mail.to).toMatchObject({ text: 'reader@example.org' });
    expect(mail.headers.get('list-unsubscribe') ?? mail.headers.get('list')).toBeDefined();
    for (const topic of rulebook.topics) expect(mail.text).toContain(topic.title);
    // An English item speaks for the stories that Georgian ones tell, which the mail may have shortened and the page has whole.
    expect(editionPage(config.outbox)).toContain('in Georgian');
    expect(mail.html).toMatch(/[\u0530-\u058f]/);
    expect(mail.html).toMatch(/[а-яё]{5}/);
    expect(mail.html).not.toContain('\ufffd');
    expect(mail.html).not.toMatch(/<script|javascript:|onerror=/i);
  });
});

function sourceOf({ id, url, title, kind, select, language }: Served, topics: string[]): Source {
  return {
    id,
    url,
    title,
    kind,
    language,
    topics,
    family: id,
    every: 60_000,
    agent: 'own',
    floor: 0,
    select: select ?? null,
    links: null,
    region: null,
    paths: null,
    article: false,
    enabled: true,
    note: null,
  };
}
