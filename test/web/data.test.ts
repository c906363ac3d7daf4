import { describe, expect, it } from 'vitest';
import { deliver } from '../../jobs/deliver.ts';
import { WORDINGS } from '../../web/consent.ts';
import { sign } from '../../web/token.ts';
import { POST, subscriberWith } from '../jobs/fixture.ts';
import { testSite } from './fixture.ts';

const ID = '0b8f6a0e-3c1d-4b52-9f6e-1a2b3c4d5e6f';

async function there() {
  const site = await testSite();
  const { world } = site;
  const consent = { at: world.now().toISOString(), what: 'confirmed' as const, network: '192.0.2.9', wording: 'web 1' };
  await world.ledger.subscribe(subscriberWith({ id: ID, address: 'nino@example.org' }), consent);
  await world.write('a', ID);
  return { ...site, path: `/data/${sign('data', ID, world.now(), POST.secret)}` };
}

describe('what is known of a person', () => {
  it('is told in words', async () => {
    const { get, path } = await there();
    const page = await (await get(path)).text();
    for (const words of [
      'nino@example.org',
      'The bridge over the Arax and The railway along the Arax; a digest every day at 07:00',
      'confirmed (web 1), from 192.0.2.9',
      `web 1: “${WORDINGS['web 1']}”`,
      'Message a (queued)',
    ])
      expect(page).toContain(words);
  });

  it('can be taken along as a file, which holds all of it and nothing that opens anything', async () => {
    const { post, path } = await there();
    const answer = await post(`${path}/export`);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="silkwatch-data.json"');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      subscriber: { address: 'nino@example.org', topics: ['bridge', 'railway'] },
      consents: [{ what: 'confirmed', network: '192.0.2.9' }],
      mails: [{ title: 'Message a', state: 'queued' }],
      ...{ joins: [], bounces: [], wordings: WORDINGS },
    });
    expect(text).not.toContain(POST.secret);
    expect(text).not.toContain('/leave/');
  });

  it('is erased only where the box is ticked, and then there is nobody', async () => {
    const { world, get, post, path } = await there();
    const unsure = await post(`${path}/erase`);
    expect([unsure.status, await unsure.text()]).toEqual([422, expect.stringContaining('Nothing was erased')]);
    expect(await world.ledger.subscriber(ID)).toBeDefined();
    const answer = await post(`${path}/erase`, { sure: 'on' });
    expect(await answer.text()).toContain('Everything is erased');
    expect(await world.ledger.subscriber(ID)).toBeUndefined();
    expect(await world.ledger.suppressed('nino@example.org')).toMatchObject({ reason: 'left' });
    expect(world.lines.join('\n')).not.toContain('nino');
    for (const again of [get(path), post(`${path}/erase`, { sure: 'on' }), post(`${path}/export`)])
      expect((await again).status).toBe(404);
  });

  it('is no business of who has a link for anything else, nor of the right one after an hour', async () => {
    const { world, get, post, path } = await there();
    for (const purpose of ['change', 'leave', 'read', 'confirm'] as const)
      expect((await get(`/data/${sign(purpose, ID, world.now(), POST.secret)}`)).status).toBe(404);
    world.at('2026-10-05T07:00:01.000Z');
    expect((await post(`${path}/erase`, { sure: 'on' })).status).toBe(404);
    expect(await world.ledger.subscriber(ID)).toBeDefined();
  });

  it.each(['export', 'erase'])('to %s it takes more than a link that is followed', async (act) => {
    const { world, get, path } = await there();
    expect((await get(`${path}/${act}`)).status).toBe(405);
    expect(await world.ledger.subscriber(ID)).toBeDefined();
  });
});

describe('mail to somebody who is erased', () => {
  it('and was waiting is gone', async () => {
    const { world, post, path } = await there();
    await post(`${path}/erase`, { sure: 'on' });
    await deliver(world);
    expect(world.sent).toEqual([]);
    expect(await world.deliveries()).toEqual([]);
  });

  it('and was written just then by a job that knew them still is skipped', async () => {
    const { world, post, path } = await there();
    await post(`${path}/erase`, { sure: 'on' });
    await world.write('late', ID);
    await deliver(world);
    expect(world.sent).toEqual([]);
    expect(await world.deliveries()).toMatchObject([{ state: 'skipped', because: 'there is no such subscriber' }]);
  });

  it('while it was leased is not sent', async () => {
    const { world, post, path } = await there();
    await world.ledger.subscribe(subscriberWith({ id: 'first', address: 'first@example.org' }));
    // A minute older, so that it goes first; while it is being sent the other one is leased.
    world.at('2026-10-05T05:59:00.000Z');
    await world.write('first', 'first');
    world.at('2026-10-05T06:00:00.000Z');
    const { send } = world;
    world.send = async (letter) => {
      await post(`${path}/erase`, { sure: 'on' });
      return send(letter);
    };
    await deliver(world, { connections: 1 });
    expect(world.sent.map(({ to }) => to)).toEqual(['first@example.org']);
  });
});
