import { describe, expect, it } from 'vitest';
import { deliver } from '../../jobs/deliver.ts';
import { sign } from '../../web/token.ts';
import { POST, subscriberWith } from '../jobs/fixture.ts';
import { type Form, linkIn, type TestSite, testSite } from './fixture.ts';

const ID = '0b8f6a0e-3c1d-4b52-9f6e-1a2b3c4d5e6f';

/** Since an hour ago. */
const NEW = '2026-10-05T05:00:00.000Z';

/** A site with one subscriber, and the address of their page. */
async function there(its: Parameters<typeof subscriberWith>[0] = {}) {
  const site = await testSite();
  await site.world.ledger.subscribe(
    subscriberWith({ id: ID, address: 'nino@example.org', timezone: 'Asia/Tbilisi', since: NEW, ...its }),
  );
  return { ...site, path: pathOf(site) };
}

const pathOf = ({ world }: Pick<TestSite, 'world'>): string =>
  `/preferences/${sign('change', ID, world.now(), POST.secret)}`;

const FORM: Form = {
  ...{ topics: ['bridge', 'railway'], cadence: 'daily', hour: '7', weekday: 'monday', timezone: 'Asia/Tbilisi' },
  ...{ least: 'low', alerts: 'on', format: 'html', language: 'en', quietFrom: '', quietTo: '' },
};

const listed = (page: string) =>
  [...page.matchAll(/<a href="#(\w+)">/g)].map(([, field]) => field).filter((field) => field !== 'main');

describe('the page of what one gets', () => {
  it.each([
    ['what and when', {}, 'Your next daily digest: Tuesday, 6 October 2026, 07:00 (Asia/Tbilisi).'],
    [
      'a weekly one',
      { cadence: 'weekly', weekday: 5, hour: 18 },
      'Your next weekly digest: Friday, 9 October 2026, 18:00',
    ],
    ['one that is owed already', { since: '2026-10-01T00:00:00.000Z' }, 'Your next daily digest: it is due now.'],
    ['none', { cadence: 'now' }, 'You get no digest: each story is told at once.'],
    ['which topics', { topics: ['bridge'] }, 'You follow The bridge over the Arax.'],
    ['one that is no more', { topics: ['ferry'] }, 'You follow ferry (not watched any more).'],
    [
      'a pause, and what comes after it',
      { paused: '2026-10-11T20:00:00.000Z' },
      'Your next daily digest: Monday, 12 October 2026, 07:00',
    ],
    [
      'that it is paused',
      { paused: '2026-10-11T20:00:00.000Z' },
      'You have paused: nothing is sent to you until Monday, 12 October 2026, 00:00',
    ],
    [
      'a pause that is over no more',
      { paused: '2026-10-04T20:00:00.000Z' },
      'Your next daily digest: Tuesday, 6 October 2026',
    ],
    [
      'quiet hours',
      { quiet: { from: '22:00', to: '07:00', letsHigh: true } },
      'From 22:00 to 07:00 nothing is told at once, but for stories of high severity.',
    ],
  ] as const)('says %s', async (_, its, words) => {
    const { get, path } = await there({ ...its, ...('topics' in its && { topics: [...its.topics] }) } as never);
    expect(await (await get(path)).text()).toContain(words);
  });

  it('of who has a time zone that is not known here is in UTC, and another one can be chosen', async () => {
    const { world, get, post, path } = await there({ timezone: 'Mars/Olympus' });
    const page = await (await get(path)).text();
    expect(page).toContain('07:00 (UTC)');
    expect(page).toContain('<option value="UTC" selected>');
    expect((await post(path, FORM)).status).toBe(303);
    expect(await world.ledger.subscriber(ID)).toMatchObject({ timezone: 'Asia/Tbilisi' });
  });

  it('shows neither the address nor what is known', async () => {
    const { get, path } = await there();
    const page = await (await get(path)).text();
    expect(page).toContain('n…@example.org');
    expect(page).not.toContain('nino@example.org');
    expect(page).not.toContain(ID);
  });

  it('is kept nowhere, found by no search, told to nobody', async () => {
    const { get, path } = await there();
    const { headers } = await get(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
    });
  });

  it.each(['leave', 'read', 'data', 'confirm'] as const)('does not open by a link to %s', async (purpose) => {
    const { get, world } = await there();
    expect((await get(`/preferences/${sign(purpose, ID, world.now(), POST.secret)}`)).status).toBe(404);
  });

  it('tells who has left that they have, and nothing else', async () => {
    const { world, get, post, path } = await there();
    await world.ledger.depart(ID, { at: world.now().toISOString(), reason: 'left', wording: 'web' });
    for (const answer of [await get(path), await post(path, { ...FORM, hour: '9' }), await post(`${path}/resume`)])
      expect(await answer.text()).toContain('<h1>You have left</h1>');
    expect(await world.ledger.subscriber(ID)).toMatchObject({ hour: 7, left: expect.any(String) });
  });
});

describe('a change', () => {
  it('is saved, kept as a consent with what it was, and shown by a GET', async () => {
    const { world, get, post, path } = await there();
    const answer = await post(path, { ...FORM, cadence: 'weekly', hour: '18', weekday: 'friday' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?notice=saved`]);
    expect(await world.ledger.subscriber(ID)).toMatchObject({ cadence: 'weekly', hour: 18, weekday: 5, alerts: true });
    expect(await world.ledger.consentsOf(ID)).toEqual([
      {
        subscriber: ID,
        at: world.now().toISOString(),
        what: 'changed',
        network: '192.0.2.1',
        wording: 'cadence: daily → weekly; hour: 7 → 18; weekday: 1 → 5',
      },
    ]);
    expect(await (await get(answer.headers.get('location')!)).text()).toContain('role="status">Saved.');
  });

  it('that changes nothing is no consent', async () => {
    const { world, post, path } = await there();
    expect((await post(path, FORM)).headers.get('location')).toBe(`${path}?notice=same`);
    expect(await world.ledger.consentsOf(ID)).toEqual([]);
  });

  it('with anything wrong is refused whole, every problem told at once, and all that was typed kept', async () => {
    const { world, post, path } = await there();
    const answer = await post(path, {
      ...FORM,
      topics: [],
      hour: '25',
      timezone: 'Mars',
      quiet: 'on',
      quietFrom: '22:00',
      quietTo: '<b>',
    });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('role="alert"');
    expect(listed(page)).toEqual(['hour', 'timezone', 'topics', 'quietTo']);
    for (const field of listed(page)) expect(page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    expect(page).toContain('value="22:00"');
    expect(page).toContain('value="&lt;b&gt;"');
    expect(page).toContain('<option value="Mars" selected>');
    expect(await world.ledger.subscriber(ID)).toMatchObject({ hour: 7, topics: ['bridge', 'railway'] });
    expect(await world.ledger.consentsOf(ID)).toEqual([]);
  });

  it('does not bring back who left while the form was open', async () => {
    const { world } = await there();
    await world.ledger.depart(ID, { at: world.now().toISOString(), reason: 'left', wording: 'one click' });
    const consent = { at: world.now().toISOString(), what: 'changed' as const, network: null, wording: null };
    expect(await world.ledger.changeWishes(ID, { hour: 9 }, consent)).toBe(false);
    expect(await world.ledger.subscriber(ID)).toMatchObject({ hour: 7, left: expect.any(String) });
  });

  it('does not end a pause', async () => {
    const paused = '2026-10-11T20:00:00.000Z';
    const { world, post, path } = await there({ paused });
    await post(path, { ...FORM, hour: '9' });
    expect(await world.ledger.subscriber(ID)).toMatchObject({ hour: 9, paused });
  });
});

describe('a pause', () => {
  it('is kept until it ends or is ended, and each is a consent', async () => {
    const { world, get, post, path } = await there();
    expect((await post(`${path}/pause`, { for: '7' })).headers.get('location')).toBe(`${path}?notice=paused`);
    expect(await world.ledger.subscriber(ID)).toMatchObject({ paused: '2026-10-11T20:00:00.000Z' });
    expect(await (await get(path)).text()).toContain('Resume now');
    await post(`${path}/resume`);
    expect(await world.ledger.subscriber(ID)).toMatchObject({ paused: null });
    const consents = await world.ledger.consentsOf(ID);
    expect(consents.map(({ what }) => what).toSorted()).toEqual(['paused', 'resumed']);
    expect(consents.map(({ wording }) => wording)).toContain('until 2026-10-11T20:00:00.000Z');
  });

  it('until a day that is past is refused, beside its field', async () => {
    const { world, post, path } = await there();
    const answer = await post(`${path}/pause`, { for: 'until', until: '2026-10-01' });
    expect([answer.status, listed(await answer.text())]).toEqual([422, ['until']]);
    expect(await world.ledger.subscriber(ID)).toMatchObject({ paused: null });
  });

  it('is no page to read', async () => {
    const { get, path } = await there();
    const answer = await get(`${path}/pause`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('who asks for what is known of them', () => {
  it.each([
    ['who is there', async () => undefined],
    [
      'who has left',
      async ({ world }: TestSite) =>
        void (await world.ledger.depart(ID, { at: world.now().toISOString(), reason: 'left', wording: 'web' })),
    ],
  ])('%s is mailed the link, one an hour, and the page tells nothing', async (_, first) => {
    const site = await there();
    await first(site);
    for (const minute of ['00', '10', '59']) {
      site.world.at(`2026-10-05T06:${minute}:00.000Z`);
      const answer = await site.post(`${site.path}/data`);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `${site.path}?notice=data`]);
    }
    const mails = await site.world.deliveries();
    expect(mails.map(({ kind, subscriber }) => [kind, subscriber])).toEqual([['confirmation', ID]]);
    expect((await site.get(linkIn(mails[0]!, 'data'))).status).toBe(200);
    site.world.at('2026-10-05T07:00:00.000Z');
    await site.post(`${site.path}/data`);
    expect(await site.world.deliveries()).toHaveLength(2);
  });

  it('gets that mail also in a pause and in quiet hours, for they wait for it', async () => {
    const site = await there({
      paused: '2026-12-24T00:00:00.000Z',
      quiet: { from: '00:00', to: '23:59', letsHigh: false },
    });
    await site.post(`${site.path}/data`);
    await deliver(site.world);
    expect(site.world.sent.map(({ to }) => to)).toEqual(['nino@example.org']);
  });
});
