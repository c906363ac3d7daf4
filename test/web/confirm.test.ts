import { describe, expect, it } from 'vitest';
import { DAY } from '../../state/item.ts';
import { WORDINGS } from '../../web/consent.ts';
import { subscriberWith } from '../jobs/fixture.ts';
import { joined, linkIn, testSite, WISH } from './fixture.ts';

const ID = '0d5f7c3e-5a0f-4a6e-9c0a-0a5e7d0f2b11';

/** A site on which somebody has asked to join, and the path of the link in the mail. */
async function asked() {
  const made = await testSite();
  await made.post('/join', WISH);
  return { ...made, link: linkIn((await made.world.deliveries())[0]!, 'confirm') };
}

describe('the link of the mail', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])('shows by %s and changes nothing', async (method) => {
    const { get, link, world } = await asked();
    const page = await (await get(link, { method })).text();
    if (method === 'GET') expect(page).toContain('The bridge over the Arax; a digest every day at 07:00');
    if (method === 'GET') expect(page).toContain(WORDINGS['web 1']);
    expect(await world.ledger.everyone()).toEqual([]);
  });
  it('makes a subscriber of who presses the button: with what they wished, and what they agreed to twice', async () => {
    const { post, link, world } = await asked();
    const wish = world.now().toISOString();
    world.at('2026-10-05T06:30:00.000Z');
    const page = await (await post(link, {}, {}, '2001:db8::7')).text();
    expect(page).toContain('Your next daily digest: Tuesday, 6 October 2026, 07:00 (Asia/Tbilisi)');
    expect(page).toMatch(/href="\/preferences\/[\w-]{52}"/);
    const [subscriber] = await world.ledger.subscribers();
    const at = world.now().toISOString();
    expect(subscriber).toMatchObject({ address: 'nino@example.org', topics: ['bridge'], since: at, left: null });
    const subject = subscriber!.id;
    expect(await world.ledger.consentsOf(subject)).toEqual([
      { subscriber: subject, at: wish, what: 'asked', network: '192.0.2.1', wording: 'web 1' },
      { subscriber: subject, at, what: 'confirmed', network: '2001:db8::7', wording: 'web 1' },
    ]);
  });
  it('works once: the next time it says so, also after they have left', async () => {
    const { post, get, link, world } = await asked();
    await post(link);
    const [subscriber] = await world.ledger.subscribers();
    await world.ledger.depart(subscriber!.id, { at: '2026-10-05T07:00:00.000Z', reason: 'left', wording: 'web' });
    const everything = async () => [await world.ledger.everyone(), await world.ledger.consentsOf(subscriber!.id)];
    const before = await everything();
    for (const answer of [await post(link), await get(link)])
      expect(await answer.text()).toContain('confirmed already');
    expect(await everything()).toEqual(before);
    expect(await world.ledger.suppressed('nino@example.org')).toMatchObject({ reason: 'left' });
  });
  it('is old after three days, and what was asked is forgotten then', async () => {
    const { post, link, world } = await asked();
    world.at(new Date(world.now().getTime() + 3 * DAY + 1000).toISOString());
    const answer = await post(link);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('good for three days')]);
    expect(await world.ledger.everyone()).toEqual([]);
  });
  it('lets who left come back: as the same subscriber, told nothing of the time before, and written to again', async () => {
    const { world, ...made } = await testSite();
    await world.ledger.subscribe(
      subscriberWith({ id: ID, address: 'nino@example.org', paused: '2027-01-01T00:00:00.000Z' }),
    );
    await world.ledger.depart(ID, { at: '2026-09-01T00:00:00.000Z', reason: 'complained', wording: 'complaint' });
    await joined({ world, ...made }, { cadence: 'weekly' });
    const since = world.now().toISOString();
    expect(await world.ledger.everyone()).toEqual([
      expect.objectContaining({ id: ID, cadence: 'weekly', since, left: null, paused: null }),
    ]);
    expect(await world.ledger.suppressed('nino@example.org')).toBeUndefined();
  });
  it('does not lift what an operator blocked since', async () => {
    const { post, link, world } = await asked();
    await world.ledger.suppress('nino@example.org', 'blocked', world.now().toISOString());
    expect(await (await post(link)).text()).toContain('has blocked the address');
    expect([await world.ledger.everyone(), (await world.ledger.suppressed('nino@example.org'))?.reason]).toEqual([
      [],
      'blocked',
    ]);
  });
  it('of two clicks at once, one joins', async () => {
    const { post, link, world } = await asked();
    const pages = await Promise.all([post(link), post(link)].map(async (answer) => (await answer).text()));
    expect(pages.filter((page) => page.includes('You have joined'))).toHaveLength(1);
    expect(await world.ledger.consentsOf((await world.ledger.subscribers())[0]!.id)).toHaveLength(2);
  });
});
