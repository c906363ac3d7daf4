/** What a spam filter says of the demo's mail, sent as a real installation sends it. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../../jobs/deliver.ts';
import { linksOf } from '../../jobs/mail/links.ts';
import { openDatabase } from '../../state/database.ts';
import type { Delivery, Mail } from '../../state/delivery.ts';
import { composeConfirm } from '../../templates/confirmation.ts';
import { POST } from '../jobs/fixture.ts';
import { ed25519, keyFile, octetsOf, rsa } from '../jobs/mail/fixture.ts';

const MAIN = resolve(import.meta.dirname, '../../jobs/main.ts');
const there = spawnSync('spamassassin', ['--version']).status === 0;
if (!there) console.warn('skipped: there is no spamassassin; Debian’s package of this name brings it');

const [SUBSCRIBER, DELIVERY] = ['6e2f7d3a-5b1c-4e8a-9d20-1f3b5c7d9e0f', '0b5f2c1e-9d3a-4c61-8f4e-7a1b2c3d4e5f'];
const date = new Date('2026-10-12T04:00:00Z');
/** As the subscriber's own server would write it: what comes from nowhere is judged more mildly. */
const RECEIVED =
  'Received: from mail.silkwatch.example (mail.silkwatch.example [81.2.69.142])\r\n\tby mx.example.org with ESMTPS id 1a2b3c\r\n\tfor <nino@example.org>; Mon, 12 Oct 2026 04:00:02 +0000\r\n';

/** The latest mail of a kind, with some words in it, that the demo wrote in its week. */
async function latestOf(data: string, kind: Delivery['kind'], words = ''): Promise<Mail> {
  const { db, close } = await openDatabase(`sqlite:${join(data, 'demo/silkwatch.db')}`);
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('bodies', 'bodies.id', 'deliveries.body')
    .select('bodies.mail')
    .where('kind', '=', kind)
    .where('bodies.mail', 'like', `%${words}%`)
    .orderBy('created', 'desc')
    .executeTakeFirstOrThrow();
  await close();
  return JSON.parse(row.mail);
}

const confirmation = (): Mail => {
  const wishes = { topics: ['tripp'], cadence: 'daily', hour: 8, weekday: 1, timezone: 'Asia/Tbilisi', least: 'low' };
  const rest = { alerts: true, format: 'html', quiet: null, allQuiet: false, language: 'en' };
  const link = `${POST.web}/confirm/AW4vfTpbHE6KnSAfO1x9ng8AAGrDSvAO5TrDWppZIbmTNekRMe2N`;
  const sender = { from: 'Silkwatch <digest@silkwatch.example>', web: POST.web };
  return composeConfirm({ ...wishes, ...rest } as never, { confirm: link }, ['The TRIPP corridor'], sender);
};

describe.skipIf(!there)('spamassassin, by its local tests', () => {
  const data = mkdtempSync(join(tmpdir(), 'silkwatch-'));
  const keys = [`r:${keyFile(rsa(2048))}`, `e:${keyFile(ed25519())}`];
  beforeAll(
    () => promisify(execFile)(process.execPath, [MAIN, 'demo', '--data', data], { maxBuffer: 2 ** 26 }),
    120_000,
  );

  it.each<[name: string, kind: Delivery['kind'], mail: () => Mail | Promise<Mail>]>([
    ['the daily digest', 'edition', () => latestOf(data, 'edition', 'Daily digest')],
    ['the weekly digest', 'edition', () => latestOf(data, 'edition', 'Weekly digest')],
    ['an alert', 'alert', () => latestOf(data, 'alert')],
    ['a follow-up', 'follow-up', () => latestOf(data, 'follow-up')],
    ['a correction', 'correction', () => latestOf(data, 'correction')],
    ['a reminder', 'reminder', () => latestOf(data, 'reminder')],
    ['a confirmation', 'confirmation', confirmation],
  ])('scores %s below 2', async (name, kind, mail) => {
    const { points, rules } = await score({ kind, mail: await mail() });
    console.log(`${name}: ${points} points by ${rules}`);
    expect(points).toBeLessThan(2);
  });

  it('scores what every filter is to find', async () => {
    const text = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
    expect((await score({ mail: { subject: 'A test', text, html: '' } })).points).toBeGreaterThan(900);
  });

  async function score(its: Partial<Letter>): Promise<{ points: number; rules: string }> {
    const links = linksOf(SUBSCRIBER, DELIVERY, date, POST);
    const messageId = `<${DELIVERY}@silkwatch.example>`;
    const octets = await octetsOf({ links, messageId, date, ...its }, { dkim: keys });
    const { stdout, stderr } = spawnSync('spamassassin', ['--local', '--nocreate-prefs'], {
      input: Buffer.concat([Buffer.from(RECEIVED), octets]),
      env: { ...process.env, HOME: data },
      encoding: 'utf8',
    });
    const status = /^X-Spam-Status: \w+, score=(-?[\d.]+).*?tests=(.*?)\s+autolearn/ms.exec(stdout);
    expect(status, stderr).not.toBeNull();
    return { points: Number(status![1]), rules: status![2]!.replace(/\s+/g, ' ') };
  }
});
