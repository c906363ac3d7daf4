/** A preview is the very mail that the digest writes, and leaves no trace. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { readConfig } from '../../jobs/config.ts';
import { deliver } from '../../jobs/deliver.ts';
import { digest } from '../../jobs/digest.ts';
import { outbox } from '../../jobs/mail/outbox.ts';
import { rawBuilder } from '../../jobs/mail/raw.ts';
import { ANYBODY, previewsOf } from '../../jobs/preview/room.ts';
import { previewable, previewOf } from '../../jobs/preview.ts';
import { previewApp } from '../../web/preview.ts';
import { delivery } from '../state/fixture.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const [FIRST, SECOND] = ['2026-10-05T07:00:00.000Z', '2026-10-06T07:00:00.000Z'];
const NAMED = '2026-10-06T0700-daily-edition';
const NINO = subscriberWith();
const ADA = subscriberWith({ id: 'ada', topics: ['railway'], format: 'text' });
const installation = { ...INSTALLATION, sender: { ...INSTALLATION.sender, web: 'https://watch.silkwatch.example' } };
const config = readConfig({}, {});

let world: TestWorld;

async function day(at: string, ...titles: string[]) {
  await world.come(
    titles.map((title) => itemOf(title)),
    new Date(Date.parse(at) - 3600_000).toISOString(),
  );
  await assess(installation, TOPICS, world);
  world.at(at);
}
const rows = async () => JSON.stringify(await world.deliveries());

beforeEach(async () => {
  world = await testWorld('2026-10-05T05:00:00.000Z');
  for (const one of [NINO, ADA]) await world.ledger.subscribe({ ...one, alerts: false });
  await day(FIRST, 'The bridge collapsed');
  await digest('daily', installation, world);
  await deliver(world);
  await day(SECOND, 'The railway opens', 'A tender for the bridge');
});

describe('a preview', () => {
  it('of the next edition is the mail that is written then', async () => {
    world.at('2026-10-06T06:59:00.000Z');
    const [nino, ada] = [
      await previewOf('daily', NINO, installation, world),
      await previewOf('daily', ADA, installation, world),
    ];
    world.at(SECOND);
    await digest('daily', installation, world);
    const written = await world.waiting();
    expect(nino!.mail).toEqual(written.find(({ subscriber }) => subscriber === 'nino')!.mail);
    expect(ada!.mail).toEqual(written.find(({ subscriber }) => subscriber === 'ada')!.mail);
    expect(nino!.mail).not.toEqual(ada!.mail);
  });
  it('of a frozen one is the mail that was written, also when later ones have gone out', async () => {
    await digest('daily', installation, world);
    const written = (await world.waiting()).find(({ subscriber }) => subscriber === 'nino')!;
    await deliver(world);
    await day('2026-10-07T07:00:00.000Z', 'Minister visits the bridge');
    const { stories } = written;
    await world.ledger.enqueue(
      delivery('later', {
        kind: 'alert',
        subscriber: 'nino',
        subject: stories[0]!,
        stories,
        created: world.now().toISOString(),
      }),
    );
    await digest('daily', installation, world);
    await deliver(world);
    for (const name of [NAMED, `${NAMED}.html`])
      expect((await previewOf(name, NINO, installation, world))!.mail).toEqual(written.mail);
  });
  it('of another cadence is for who would get that one', async () => {
    const { mail } = (await previewOf('weekly', NINO, installation, world))!;
    expect(mail.text).toContain('Weekly digest');
    expect(mail.text.replace(/\s+/g, ' ')).toContain('a digest every Monday at 07:00');
  });
  it('leaves no trace, and names nobody in its links', async () => {
    await digest('daily', installation, world);
    const before = await rows();
    const [one, another] = ['0d5f7c3e-5a0f-4a6e-9c0a-0a5e7d0f2b11', '7c9e6679-7425-40de-944b-e07fc1f90ae7'] as const;
    const { links } = (await previewOf(NAMED, { ...NINO, id: one }, installation, world))!;
    await previewOf('weekly', NINO, installation, world);
    expect(await rows()).toBe(before);
    expect(await world.ledger.edition('weekly', '2026-10-12T07:00:00.000Z')).toBeUndefined();
    const { links: others } = (await previewOf(NAMED, { ...NINO, id: another }, installation, world))!;
    expect(links).toEqual(others);
  });
  it('is of what there is alone', async () => {
    expect(await previewable(world)).toEqual(['daily', 'weekly', '2026-10-05T0700-daily-edition']);
    for (const name of ['2026-10-04T0700-daily-edition', '../daily', 'yearly', ''])
      expect(await previewOf(name, NINO, installation, world)).toBeUndefined();
  });
  it('is written to a folder as a message and for a browser', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkwatch-'));
    await outbox(folder, rawBuilder(config))((await previewOf('daily', NINO, installation, world))!);
    const [eml, html] = readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(eml).toContain('To: nino@example.org\r\n');
    expect(html).toMatch(/href="https:\/\/watch\.silkwatch\.example\/leave\/[\w-]{52}"/);
  });
});

describe('the pages of the preview', () => {
  const HOST = '127.0.0.1:8931';
  const ask = async (path: string, host = HOST) => {
    const app = previewApp(previewsOf(installation, config, world), () => [HOST]);
    const response = await app.request(`http://${host}${path}`, { headers: { host } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const of = (path: string, edition: string, to: string) => `${path}?${new URLSearchParams({ edition, to })}`;

  it('let one choose an edition and a subscriber, or somebody who joins now', async () => {
    const { text } = await ask('/');
    for (const words of [
      'the next daily edition',
      '2026-10-05T0700-daily-edition',
      'nino@example.org',
      'somebody who joins now',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('<iframe');
  });
  it('show a mail at two widths, as text, and its header', async () => {
    const { text } = await ask(of('/', 'daily', 'nino'));
    for (const words of [
      'width="390"',
      'width="800"',
      '<iframe sandbox ',
      'List-Unsubscribe:',
      'The railway opens',
      ' kB; as a message ',
    ])
      expect(text).toContain(words);
    const mail = await ask(of('/mail', 'daily', 'nino'));
    expect(mail.text).toContain('The railway opens');
    expect(mail.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*; sandbox$/);
  });
  it('have no HTML of who wants none, and nothing of who is nobody', async () => {
    expect((await ask(of('/', 'daily', 'ada'))).text).toContain('wants the text alone');
    for (const [edition, to] of [
      ['daily', 'ada'],
      ['daily', 'nobody'],
      ['yearly', ANYBODY],
      ['', ''],
    ] as const)
      expect((await ask(of('/mail', edition, to))).status).toBe(404);
  });
  it('show what others wrote as text', async () => {
    await world.ledger.subscribe({ ...NINO, id: 'eve', address: '<script>@example.org' });
    await world.come([itemOf('The bridge collapsed <img src=x onerror=alert(1)>')], '2026-10-06T07:30:00.000Z');
    world.at('2026-10-06T08:00:00.000Z');
    await assess(installation, TOPICS, world);
    const { text } = await ask(of('/', 'daily', ANYBODY));
    expect(text).toContain('&lt;img src=x onerror');
    expect(text).not.toMatch(/<script|<img/);
  });
  it('answer to no name that leads here from elsewhere', async () => {
    for (const host of ['evil.example', '127.0.0.1:80', 'localhost'])
      expect((await ask(of('/mail', 'daily', 'nino'), host)).status).toBe(421);
  });
});
