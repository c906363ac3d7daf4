import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../state/item.ts';
import { answerTo } from '../../web/ask.ts';
import { WORDINGS } from '../../web/consent.ts';
import { subscriberWith } from '../jobs/fixture.ts';
import { linkIn, testSite, WISH } from './fixture.ts';

describe('what is written to an address in whose name somebody asks to join', () => {
  const there = subscriberWith();
  const gone = subscriberWith({ left: '2026-02-01T00:00:00.000Z' });
  it.each([
    ['nobody that we know', undefined, undefined, 0, { mail: 'confirm' }],
    ['who is there', there, undefined, 0, { mail: 'already there' }],
    ['who has left', gone, 'left', 0, { mail: 'confirm' }],
    ['whose mailbox was gone once', gone, 'bounced', 0, { mail: 'confirm' }],
    ['who complained, and wants us back', gone, 'complained', 0, { mail: 'confirm' }],
    ['whom we erased', undefined, 'left', 0, { mail: 'confirm' }],
    ['whom an operator blocked', undefined, 'blocked', 0, { mail: 'confirm', skipped: 'the address is blocked' }],
    ['who was asked for twice today', undefined, undefined, 2, { mail: 'confirm' }],
    [
      'who was asked for three times today',
      there,
      undefined,
      3,
      { mail: 'already there', skipped: expect.any(String) },
    ],
  ] as const)('%s', (_, known, reason, asks, answer) => {
    expect(answerTo(known, reason && { reason }, asks)).toEqual(answer);
  });
});

describe('the form', () => {
  it('begins as usual, in the time zone of the configuration, with the words that are agreed to', async () => {
    const { get } = await testSite({ timezone: 'Asia/Yerevan' });
    const page = await (await get('/join')).text();
    expect(page).toContain('<option value="Asia/Yerevan" selected>');
    expect(page).toMatch(/name="cadence" value="daily" checked/);
    expect(page).toContain('Who builds it, and whether it stands.');
    expect(page).toContain('I would like Silkwatch to write to this address');
  });
  it('comes back with everything that is wrong at once, as it was filled in', async () => {
    const { post, world } = await testSite();
    const answer = await post('/join', {
      ...WISH,
      address: 'nino',
      topics: [],
      hour: '25',
      timezone: 'Mars',
      least: 'none',
    });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    const named = [...page.matchAll(/<li id="wrong-(\w+)"><a href="#(\w+)">/g)].map(([, field, to]) => [field, to]);
    expect(named.map(([field]) => field).toSorted()).toEqual(['address', 'hour', 'least', 'timezone', 'topics']);
    // Each leads to its field, and the field to its words.
    for (const [field, to] of named) {
      expect(field).toBe(to);
      expect(page).toMatch(new RegExp(`id="${field}"[^>]* aria-invalid="true" aria-describedby="wrong-${field}"`));
    }
    expect(page).toContain('value="nino"');
    expect(await world.deliveries()).toEqual([]);
  });
  it('names each problem by what stands beside its field', async () => {
    const { post } = await testSite();
    const times = { quiet: 'on', quietFrom: '', quietTo: '' };
    const wrong = { address: '', topics: [], cadence: '', hour: '', weekday: '', timezone: '', least: '', format: '' };
    const page = await (await post('/join', { ...WISH, ...wrong, ...times, language: '' })).text();
    const labels = [...page.matchAll(/<a href="#\w+">(.*?)<\/a>:/g)].map(([, label]) => label!.split(': '));
    expect(labels).toHaveLength(11);
    for (const part of labels.flat()) expect(page).toMatch(new RegExp(`<(label for="\\w+"|legend)>${part}</`));
  });
  it('keeps what was chosen', async () => {
    const { post } = await testSite();
    const page = await (await post('/join', { ...WISH, address: '', topics: ['railway'], cadence: 'weekly' })).text();
    expect(page).toMatch(/value="railway" checked/);
    expect(page).not.toMatch(/value="bridge" checked/);
    expect(page).toMatch(/value="weekly" checked/);
  });
});

describe('the words that people agree to', () => {
  it.each([['web 1', '4e83ecb64b479ca8']] as const)('are for ever those of their name: %s', (name, print) => {
    expect(createHash('sha256').update(WORDINGS[name]).digest('hex').slice(0, 16)).toBe(print);
  });
});

describe('a wish to join', () => {
  it('is kept with its wording and network, and one mail with a link to confirm is written at once', async () => {
    const made = await testSite();
    const answer = await made.post('/join', { ...WISH, topics: ['bridge', 'bridge'] });
    expect([answer.status, made.sent]).toEqual([200, 1]);
    const [delivery, ...others] = await made.world.deliveries();
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({ kind: 'confirmation', state: 'queued', mail: { subject: expect.any(String) } });
    expect(delivery!.mail.text).toContain('The bridge over the Arax');
    expect(await made.world.ledger.join(delivery!.subscriber)).toMatchObject({
      ...{ address: 'nino@example.org', network: '192.0.2.1', wording: 'web 1', confirmed: null },
      wishes: { topics: ['bridge'], timezone: 'Asia/Tbilisi', hour: 7, quiet: null, allQuiet: false },
    });
    expect(await made.world.ledger.subscribers()).toEqual([]);
  });
  it('of who is there is answered with a link to change what they get, and changes nothing', async () => {
    const { post, get, world } = await testSite();
    await world.ledger.subscribe(
      subscriberWith({ id: '0d5f7c3e-5a0f-4a6e-9c0a-0a5e7d0f2b11', address: 'Nino@example.org' }),
    );
    await post('/join', { ...WISH, cadence: 'weekly' });
    const [delivery] = await world.deliveries();
    expect((await get(linkIn(delivery!, 'preferences'))).status).toBe(200);
    expect(await world.ledger.subscriberAt('nino@example.org')).toMatchObject({ cadence: 'daily' });
    expect(await world.ledger.join(delivery!.subscriber)).toMatchObject({ address: 'Nino@example.org' });
  });
  it('is asked for by three mails a day, and by the next the day after', async () => {
    const { post, world } = await testSite();
    const ask = () => post('/join', { ...WISH, address: 'NINO@example.org' });
    for (let n = 0; n < 5; n++) await ask();
    const states = async () => (await world.deliveries()).map(({ state }) => state);
    expect(await states()).toEqual(expect.arrayContaining(['queued', 'queued', 'queued', 'skipped', 'skipped']));
    expect((await states()).filter((state) => state === 'queued')).toHaveLength(3);
    world.at(new Date(world.now().getTime() + DAY + 1).toISOString());
    await ask();
    expect((await states()).filter((state) => state === 'queued')).toHaveLength(4);
  });
});
