import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { digest } from '../../jobs/digest.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;

const subscribe = (its: Partial<Subscriber> = {}) => world.ledger.subscribe(subscriberWith({ alerts: false, ...its }));
const messages = async (of = 'nino') => (await world.waiting()).filter(({ subscriber }) => subscriber === of);
const subjects = async (of?: string) => (await messages(of)).map(({ mail }) => mail.subject.split(' · ')[0]);
const DUE = '2026-10-05T07:00:00.000Z';

/** What is reported at an instant, and what is then known of it. */
async function report(at: string, ...titles: string[]) {
  await world.come(
    titles.map((title) => itemOf(title)),
    at,
  );
  await assess(INSTALLATION, TOPICS, world);
}
const run = (at: string, cadence: 'daily' | 'weekly' = 'daily') => {
  world.at(at);
  return digest(cadence, INSTALLATION, world);
};

beforeEach(async () => {
  world = await testWorld();
});

describe('an edition', () => {
  it('is frozen at its due instant, once, and shared by all who are due then', async () => {
    await subscribe();
    await subscribe({ id: 'ada', timezone: 'Asia/Tbilisi', hour: 11 });
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    expect(await run('2026-10-05T07:05:00.000Z')).toEqual({ editions: 1, messages: 2, quiet: 0 });
    const [nino, ada] = [(await messages())[0]!, (await messages('ada'))[0]!];
    expect(nino.subject).toBe(ada.subject);
    expect(await world.ledger.edition('daily', DUE)).toMatchObject({
      id: nino.subject,
      frozen: '2026-10-05T07:05:00.000Z',
    });
  });
  it('of another instant is another one', async () => {
    await subscribe();
    await subscribe({ id: 'ada', hour: 6 });
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    expect(await run(DUE)).toEqual({ editions: 2, messages: 2, quiet: 0 });
    expect((await messages())[0]!.subject).not.toBe((await messages('ada'))[0]!.subject);
  });
  it('stays as it was frozen, whatever comes before a subscriber is told of it', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await report('2026-10-05T05:30:00.000Z', 'The railway opens');
    await subscribe({ id: 'ada' });
    expect(await run('2026-10-05T08:00:00.000Z')).toEqual({ editions: 1, messages: 1, quiet: 0 });
    expect(await subjects('ada')).toEqual(['The bridge collapsed']);
  });
  it('tells nothing that came after its due instant, though it is written later', async () => {
    await subscribe();
    await report(DUE, 'The bridge collapsed');
    await report('2026-10-05T07:00:00.001Z', 'The railway opens');
    await run('2026-10-05T09:00:00.000Z');
    expect(await subjects()).toEqual(['The bridge collapsed']);
    await run('2026-10-06T07:00:00.000Z');
    expect(await subjects()).toContainEqual('The railway opens');
  });
  it('tells a story as it stood at the due instant, not as grave as it became', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'Old Arax bridge at Julfa: minister speaks of bridge repairs');
    await report('2026-10-05T08:00:00.000Z', 'Old Arax bridge at Julfa collapsed: minister speaks of bridge repairs');
    await run('2026-10-05T09:00:00.000Z');
    const { stories } = (await world.ledger.edition('daily', DUE))!;
    expect(stories).toMatchObject([{ severity: 'low', others: [], reasons: [{ rule: 'bridge/talk' }] }]);
    await run('2026-10-06T07:00:00.000Z');
    const next = await world.ledger.edition('daily', '2026-10-06T07:00:00.000Z');
    expect(next!.stories).toMatchObject([{ severity: 'high', others: [{}] }]);
  });
});

describe('a subscriber', () => {
  it('is written to once a period, however often the job runs', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    expect(await run('2026-10-05T23:00:00.000Z')).toEqual({ editions: 0, messages: 0, quiet: 0 });
    expect(await messages()).toHaveLength(1);
  });
  it.each([
    ['a later hour', { hour: 9 }],
    ['an earlier hour', { hour: 3 }],
    ['a zone further west', { timezone: 'America/New_York' }],
    ['a zone further east', { timezone: 'Asia/Tokyo', hour: 18 }],
    ['another form', { format: 'text' }],
    ['more topics', { topics: ['bridge'] }],
  ] as const)('is written to once a period, though it is changed to %s in between', async (_, change) => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await subscribe(change as Partial<Subscriber>);
    await report('2026-10-05T08:00:00.000Z', 'The railway opens');
    for (const hour of ['08', '10', '12', '14'])
      expect(await run(`2026-10-05T${hour}:00:00.000Z`)).toEqual({ editions: 0, messages: 0, quiet: 0 });
    expect(await messages()).toHaveLength(1);
  });
  it('is told what is new since the last edition, and no more', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await run('2026-10-06T07:00:00.000Z');
    expect(await subjects()).toEqual(['The bridge collapsed', 'The railway opens']);
  });
  it('is told after days of downtime what all of them brought, in one edition', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await report('2026-10-05T19:00:00.000Z', 'The railway opens');
    await report('2026-10-07T19:00:00.000Z', 'A tender for the bridge');
    expect(await run('2026-10-08T12:00:00.000Z')).toEqual({ editions: 1, messages: 1, quiet: 0 });
    expect((await subjects())[1]).toBe('The railway opens and 1 more story');
  });
  it('is told all that is new to them by an edition that they share with who is newer', async () => {
    await subscribe();
    await run(DUE);
    await report('2026-10-06T05:00:00.000Z', 'The bridge collapsed');
    await subscribe({ id: 'ada', since: '2026-10-07T12:00:00.000Z' });
    await run('2026-10-08T07:00:00.000Z');
    expect([await subjects(), await subjects('ada')]).toEqual([['The bridge collapsed'], []]);
  });
  it('is told after a long absence the last month, not the last year', async () => {
    await subscribe();
    await run(DUE);
    await report('2026-10-20T05:00:00.000Z', 'The bridge collapsed');
    world.at('2026-12-01T06:00:00.000Z');
    await report('2026-12-01T05:00:00.000Z', 'The railway opens');
    await run('2026-12-01T07:00:00.000Z');
    expect(await subjects()).toEqual(['The railway opens']);
  });
  it('who is new is told the last day, and nothing that was due before the subscription', async () => {
    await report('2026-10-04T06:00:00.000Z', 'The railway opens');
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await subscribe({ since: '2026-10-05T07:00:00.001Z' });
    expect((await run('2026-10-05T08:00:00.000Z')).editions).toBe(0);
    await subscribe({ id: 'ada', since: '2026-10-05T06:59:00.000Z' });
    await run('2026-10-05T08:00:00.000Z');
    expect(await subjects('ada')).toEqual(['The bridge collapsed']);
  });
  it('who goes from days to weeks is told once more, of what came since the last day', async () => {
    await subscribe();
    await report('2026-10-05T05:00:00.000Z', 'The bridge collapsed');
    await run(DUE);
    await subscribe({ cadence: 'weekly' });
    expect(await run('2026-10-05T08:00:00.000Z', 'weekly')).toMatchObject({ editions: 0 });
    await report('2026-10-07T05:00:00.000Z', 'The railway opens');
    expect(await run('2026-10-12T07:00:00.000Z', 'weekly')).toMatchObject({ editions: 1, messages: 1 });
    expect((await subjects())[1]).toBe('The railway opens');
  });
});
