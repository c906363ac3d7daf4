import { describe, expect, it } from 'vitest';
import { sign } from '../../web/token.ts';
import { POST, subscriberWith } from '../jobs/fixture.ts';
import { testSite } from './fixture.ts';

const ID = '0d5f7c3e-5a0f-4a6e-9c0a-0a5e7d0f2b11';
const OTHER = '11111111-5a0f-4a6e-9c0a-0a5e7d0f2b11';

async function subscribed() {
  const made = await testSite();
  await made.world.ledger.subscribe(subscriberWith({ id: ID, address: 'nino@example.org' }));
  const link = (id: string) => `/leave/${sign('leave', id, made.world.now(), POST.secret)}`;
  return { ...made, link, left: async () => (await made.world.ledger.subscriber(ID))?.left };
}

const multipart = (): RequestInit => {
  const body = new FormData();
  body.set('List-Unsubscribe', 'One-Click');
  return { method: 'POST', body };
};

describe('the way out', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])(
    'is a page by %s, which ends nothing',
    async (method) => {
      const { get, link, left } = await subscribed();
      const answer = await get(link(ID), { method });
      expect(answer.status).toBe(method === 'GET' || method === 'HEAD' ? 200 : 405);
      expect(await left()).toBeNull();
    },
  );
  it('is one button', async () => {
    const { post, get, link, left, world } = await subscribed();
    const page = await (await get(link(ID))).text();
    expect([...page.matchAll(/<(button|input|select|textarea)\b/g)]).toHaveLength(1);
    const answer = await post(link(ID));
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('You have left')]);
    expect(await left()).toBe(world.now().toISOString());
    expect(await world.ledger.suppressed('nino@example.org')).toMatchObject({ reason: 'left' });
    expect(await world.ledger.consentsOf(ID)).toEqual([
      { subscriber: ID, at: world.now().toISOString(), what: 'left', network: '192.0.2.1', wording: 'web' },
    ]);
  });
  it.each([
    [
      'a form',
      { body: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    ],
    ['its parts', multipart()],
  ])(
    'is one click of a mail program (RFC 8058), as %s, from anywhere, without a cookie or a redirect',
    async (_, its) => {
      const { get, link, left, world } = await subscribed();
      const answer = await get(link(ID), { ...its, method: 'POST' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Content-Type')).toContain('text/plain');
      expect(await left()).toBe(world.now().toISOString());
      expect(await world.ledger.consentsOf(ID)).toMatchObject([{ wording: 'one click' }]);
    },
  );
  it('is open from the oldest of mails, and after they came back', async () => {
    const { post, link, left, world } = await subscribed();
    const old = link(ID);
    await post(old);
    world.at('2036-10-05T06:00:00.000Z');
    await world.ledger.subscribe(
      subscriberWith({ id: ID, address: 'nino@example.org', since: world.now().toISOString() }),
    );
    await post(old);
    expect(await left()).toBe('2036-10-05T06:00:00.000Z');
  });
  it('says the same the second time, and to whom we have erased', async () => {
    const { post, link, world } = await subscribed();
    const pages = [await post(link(ID)), await post(link(ID)), await post(link(OTHER))];
    const [said, ...others] = new Set(await Promise.all(pages.map((answer) => answer.text())));
    expect(others).toEqual([]);
    // Erased, they may have joined again, and then the old link does not end it.
    expect(said).toContain('use the link in that mail');
    expect(await world.ledger.consentsOf(ID)).toHaveLength(1);
  });
  it('takes whatever else is posted to it for the button', async () => {
    const { get, link, left } = await subscribed();
    const its = { method: 'POST', body: '{"a":1}', headers: { 'Content-Type': 'application/json' } };
    expect((await get(link(ID), its)).status).toBe(200);
    expect(await left()).not.toBeNull();
  });
});
