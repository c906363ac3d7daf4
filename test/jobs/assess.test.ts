import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../jobs/assess.ts';
import { decide } from '../../rules/decide.ts';
import type { Delivery } from '../../state/delivery.ts';
import { itemId } from '../../state/items.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { visitOf } from '../learnt.ts';
import { INSTALLATION, itemOf, subscriberWith, TOPICS } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const run = (topics = TOPICS) => assess(INSTALLATION, topics, world);
const alerts = (): Promise<Delivery[]> => world.waiting();
const subscribe = (its: Partial<Subscriber> = {}) => world.ledger.subscribe(subscriberWith(its));

beforeEach(async () => {
  world = await testWorld();
});

describe('an alert', () => {
  it('is written once to everyone who asked, and to nobody else', async () => {
    await subscribe();
    await subscribe({ id: 'ada', cadence: 'weekly' });
    await subscribe({ id: 'quiet', alerts: false });
    await subscribe({ id: 'other', topics: ['railway'] });
    await world.come([itemOf('The bridge collapsed')]);
    expect(await run()).toEqual({ stories: 1, alerts: 2 });
    expect((await alerts()).map(({ subscriber }) => subscriber).sort()).toEqual(['ada', 'nino']);
  });
  it.each([
    ['without a date', null, 0],
    ['dated years ahead', '2032-01-01T00:00:00.000Z', 0],
    ['of this morning', '2026-10-05T05:00:00.000Z', 1],
  ])(
    'is raised for no item %s that a source had when we first came, unless it is news',
    async (_, published, raised) => {
      await subscribe();
      const at = world.now().toISOString();
      const item = { ...itemOf('The bridge collapsed'), published };
      const fresh = [{ item, matches: decide({ ...item, source: 'new' }, TOPICS) }];
      await world.ledger.recordVisits([visitOf('new', fresh, { at })]);
      expect(await run()).toMatchObject({ stories: 1, alerts: raised });
    },
  );
  it('is one mail of one story, under a Message-ID of its own', async () => {
    await subscribe();
    await world.come([itemOf('The bridge collapsed')]);
    await run();
    const [alert] = await alerts();
    expect(alert).toMatchObject({
      kind: 'alert',
      revision: 0,
      stories: [alert!.subject],
      state: 'queued',
      attempts: 0,
    });
    expect(alert!.messageId).toBe(`<${alert!.id}@silkwatch.example>`);
    expect(alert!.mail.subject).toBe('[high] The bridge collapsed');
    expect(alert!.mail.text).toContain('Bridges need watching');
  });
  it('is raised when a known item is revised into something graver, once', async () => {
    await subscribe();
    const item = itemOf('A tender for the bridge');
    await world.come([item]);
    expect(await run()).toEqual({ stories: 1, alerts: 0 });
    const graver = { ...item, title: 'The bridge collapsed before its tender' };
    const revised = [
      { id: itemId('gazette', item.key), item: graver, matches: decide({ ...graver, source: 'gazette' }, TOPICS) },
    ];
    world.at('2026-10-05T09:00:00.000Z');
    await world.ledger.recordVisits([visitOf('gazette', [], { at: '2026-10-05T09:00:00.000Z', revised })]);
    expect(await run()).toEqual({ stories: 1, alerts: 1 });
    expect(await run()).toEqual({ stories: 0, alerts: 0 });
    expect((await alerts()).map(({ mail }) => mail.subject)).toEqual(['[high] The bridge collapsed before its tender']);
  });
  it('is not written again by a second run, nor by a second subscription', async () => {
    await subscribe();
    await world.come([itemOf('The bridge collapsed')]);
    await run();
    await subscribe({ format: 'text' });
    expect((await run()).alerts).toBe(0);
    expect(await alerts()).toHaveLength(1);
  });
  it('is neither lost nor doubled where a run breaks off', async () => {
    await subscribe();
    await subscribe({ id: 'ada' });
    await world.come([itemOf('The bridge collapsed')]);
    const { saveStories, enqueueAll } = world.ledger;
    for (const step of ['saveStories', 'enqueueAll'] as const) {
      Object.assign(world.ledger, { [step]: () => Promise.reject(new Error('power cut')) });
      await expect(run()).rejects.toThrow('power cut');
      Object.assign(world.ledger, { saveStories, enqueueAll });
    }
    await run();
    expect((await alerts()).map(({ subscriber }) => subscriber).sort()).toEqual(['ada', 'nino']);
  });
  it('is written of each grave story, also after one that can wait', async () => {
    await subscribe();
    await world.come([itemOf('A tender for the bridge')], '2026-10-05T05:00:00.000Z');
    await world.come([itemOf('The bridge collapsed')]);
    expect(await run()).toEqual({ stories: 2, alerts: 1 });
  });
  it('is written once a story becomes grave enough', async () => {
    await subscribe();
    await world.come([itemOf('Old Arax bridge at Julfa: minister speaks of bridge repairs')]);
    expect(await run()).toEqual({ stories: 1, alerts: 0 });
    await world.come([itemOf('Old Arax bridge at Julfa collapsed: minister speaks of bridge repairs')]);
    expect(await run()).toEqual({ stories: 1, alerts: 1 });
  });
  it('is one for all the copies of a syndicated story, also those that come later', async () => {
    await subscribe();
    const text = { summary: 'The old bridge over the Arax at Julfa collapsed on Monday morning, the governor said.' };
    await world.come([itemOf('Arax bridge collapsed', text)], undefined, 'gazette');
    await world.come([itemOf('Arax bridge collapsed', text)], undefined, 'herald');
    expect(await run()).toEqual({ stories: 1, alerts: 1 });
    await world.come([itemOf('Arax bridge collapsed, governor says', text)], undefined, 'courier');
    expect(await run()).toEqual({ stories: 1, alerts: 0 });
  });
  it.each([
    ['low', 2],
    ['medium', 1],
    ['high', 0],
  ] as const)('of a medium and a low story is for who wants each from %s up now', async (least, n) => {
    await subscribe({ cadence: 'now', least });
    await world.come([itemOf('A tender for the bridge'), itemOf('Sunny: minister opens school beside bridge')]);
    expect((await run()).alerts).toBe(n);
  });
  it('is not raised by old news, whenever it came to us', async () => {
    await subscribe();
    await world.come([itemOf('The bridge collapsed', { published: '2026-10-02T12:00:00.000Z' })]);
    expect(await run()).toEqual({ stories: 1, alerts: 0 });
  });
  it('is raised by news of a day, where the publisher gives no hour', async () => {
    await subscribe();
    await world.come([itemOf('The bridge collapsed', { published: '2026-10-04' })]);
    expect((await run()).alerts).toBe(1);
  });
  it('is not raised by what came before the subscription', async () => {
    await world.come([itemOf('The bridge collapsed')]);
    await subscribe({ since: '2026-10-05T06:00:00.001Z' });
    expect(await run()).toEqual({ stories: 1, alerts: 0 });
  });
  it('is not raised for a topic that is not asked about', async () => {
    await subscribe();
    await world.come([itemOf('The bridge collapsed'), itemOf('The railway opens')]);
    expect(await run(TOPICS.filter(({ id }) => id === 'railway'))).toEqual({ stories: 1, alerts: 1 });
    expect((await alerts()).map(({ mail }) => mail.subject)).toEqual(['[high] The railway opens']);
  });
});

it.each([
  ['Silkwatch <digest@silkwatch.example>', 'silkwatch.example'],
  ['digest@silkwatch.example', 'silkwatch.example'],
  ['nobody', 'localhost'],
])('the Message-ID of a mail from %s is its own and ends in %s', async (from, domain) => {
  await subscribe();
  await subscribe({ id: 'ada' });
  await world.come([itemOf('The bridge collapsed')]);
  await assess({ ...INSTALLATION, sender: { from, web: null } }, TOPICS, world);
  const ids = (await alerts()).map(({ messageId }) => messageId);
  for (const id of ids) expect(id).toMatch(new RegExp(`^<[\\w-]+@${domain}>$`));
  expect(new Set(ids).size).toBe(2);
});
