import { beforeEach, describe, expect, it } from 'vitest';
import { assess, raise } from '../../jobs/assess.ts';
import { deliver } from '../../jobs/deliver.ts';
import { decide } from '../../rules/decide.ts';
import { itemId } from '../../state/items.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { visitOf } from '../learnt.ts';
import { BRIDGE, INSTALLATION, itemOf, subscriberWith, TOPICS, topicOf } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
const installation = { ...INSTALLATION, waits: { wait: 5 * 60_000, interval: 3600_000 } };
const subscribe = (its: Partial<Subscriber> = {}) => world.ledger.subscribe(subscriberWith(its));
/** An instant of the fifth of October, or of the days after. */
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 9, 5, hour, minute)).toISOString();
/** Assesses and delivers at an instant, and answers what went out: `follow-up 1 to nino`. */
async function told(when: string): Promise<string[]> {
  world.at(when);
  await assess(installation, TOPICS, world);
  const waiting = await world.waiting();
  await deliver(world);
  return waiting.map(({ kind, revision, subscriber }) => `${kind} ${revision} to ${subscriber}`).sort();
}
const REPORT = 'The old bridge over the Arax at Julfa collapsed on Monday morning, the governor of the province said.';
const collapse = (family: string, its = {}) =>
  itemOf('Arax bridge at Julfa collapsed', { family, publisher: family, ...its });
const come = (family: string, when: string, its = {}) => world.come([collapse(family, its)], when, family);

beforeEach(async () => {
  world = await testWorld(at(6));
});

describe('a story', () => {
  it('is told when it has been gathered for five minutes, by time alone', async () => {
    await subscribe();
    await come('bbc', at(6));
    expect([await told(at(6)), await told(at(6, 4))]).toEqual([[], []]);
    world.at(at(6, 5));
    expect(await raise(installation, TOPICS, world)).toEqual({ alerts: 1 });
    expect(await raise(installation, TOPICS, world)).toEqual({ alerts: 0 });
  });
  it('in twenty syndicated copies makes one alert, and no follow-up', async () => {
    await subscribe();
    const mails: string[] = [];
    for (let n = 0; n < 20; n++) {
      await come(`outlet-${n}`, at(6, n * 10), { summary: REPORT });
      mails.push(...(await told(at(6, n * 10 + 9))));
    }
    expect(mails).toEqual(['alert 0 to nino']);
  });
  it('is not confirmed by three editions of one broadcaster, and is by a local agency', async () => {
    await subscribe();
    for (const edition of ['bbc', 'bbc-russian', 'bbc-persian']) await world.come([collapse('bbc')], at(6), edition);
    expect(await told(at(6, 5))).toEqual(['alert 0 to nino']);
    await world.come([collapse('bbc')], at(6, 30), 'bbc-turkish');
    expect(await told(at(8))).toEqual([]);
    await come('news.am', at(8, 10));
    expect(await told(at(8, 10))).toEqual(['follow-up 1 to nino']);
    expect(world.sent[1]!.mail.text).toContain('Confirmed by a second independent source: news.am.');
  });
  it('is one mail for all who wish the same, and one for each zone and cadence', async () => {
    for (const id of ['ana', 'bob', 'eve']) await subscribe({ id });
    await subscribe({ id: 'far', timezone: 'Asia/Tbilisi' });
    await subscribe({ id: 'now', cadence: 'now' });
    await come('bbc', at(6));
    await told(at(6, 5));
    const bodies = Map.groupBy(await world.deliveries(), ({ body }) => body);
    expect([...bodies.values()].map((all) => all.map(({ subscriber }) => subscriber).sort()).sort()).toEqual([
      ['ana', 'bob', 'eve'],
      ['far'],
      ['now'],
    ]);
  });
  it('is followed up on the thread of its alert, under the subject that it had', async () => {
    await subscribe();
    await come('bbc', at(6));
    await told(at(6, 5));
    await come('news.am', at(8));
    await told(at(8));
    const [alert, followUp] = world.sent;
    expect([alert!.references, followUp!.references]).toEqual([[], [alert!.messageId]]);
    expect(followUp!.mail.subject).toBe(`Re: ${alert!.mail.subject}`);
  });
  it('that turns graver is told as an alert to whom it is new, and as a follow-up to who was told', async () => {
    await subscribe({ id: 'ada', cadence: 'now' });
    await subscribe();
    const item = itemOf('A tender for the bridge');
    await world.come([item], at(6));
    expect(await told(at(6, 5))).toEqual(['alert 0 to ada']);
    const graver = { ...item, title: 'The bridge collapsed before its tender' };
    const revised = {
      id: itemId('gazette', item.key),
      item: graver,
      matches: decide({ ...graver, source: 'gazette' }, TOPICS),
    };
    await world.ledger.recordVisits([visitOf('gazette', [], { at: at(6, 50), revised: [revised] })]);
    // It is gathered as what is new; and who was told within the hour waits for its end.
    expect(await told(at(6, 54))).toEqual([]);
    expect(await told(at(6, 55))).toEqual(['alert 1 to nino']);
    expect(await told(at(7, 5))).toEqual(['follow-up 1 to ada']);
    const [first, , followUp] = world.sent;
    expect(followUp!.mail.text).toContain('Now high, was medium.');
    expect([followUp!.mail.subject, followUp!.references]).toEqual([`Re: ${first!.mail.subject}`, [first!.messageId]]);
  });
  it('is told once where two changes come before the first message went out', async () => {
    await subscribe();
    await come('bbc', at(6));
    world.at(at(6, 5));
    await assess(installation, TOPICS, world);
    await come('news.am', at(8));
    expect(await told(at(8))).toEqual(['alert 1 to nino']);
    expect(await world.ledger.countDeliveries()).toEqual([
      { state: 'accepted', n: 1 },
      { state: 'skipped', n: 1 },
    ]);
  });
  it('is told once by two runs at once', async () => {
    await subscribe();
    await subscribe({ id: 'ada' });
    await come('bbc', at(6));
    await told(at(6));
    world.at(at(6, 5));
    const run = () => raise(installation, TOPICS, world);
    const raised = await Promise.all([run(), assess(installation, TOPICS, world), run()]);
    expect(raised.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(2);
    expect((await world.waiting()).map(({ subscriber }) => subscriber).sort()).toEqual(['ada', 'nino']);
  });
  it('is not told again while its first message is under way', async () => {
    await subscribe();
    await come('bbc', at(6));
    world.at(at(6, 5));
    await assess(installation, TOPICS, world);
    await come('news.am', at(8));
    world.at(at(8));
    const { supersede } = world.ledger;
    world.ledger.supersede = async (ids, when) => {
      for (const id of ids) await world.ledger.settle(id, 'handed', null, when);
      return supersede(ids, when);
    };
    expect((await assess(installation, TOPICS, world)).alerts).toBe(0);
    // It went out: what changed is a follow-up, an hour later.
    world.at(at(9, 5));
    expect((await assess(installation, TOPICS, world)).alerts).toBe(1);
    expect((await world.waiting()).map(({ kind }) => kind)).toEqual(['follow-up']);
  });
  it('that was told is not told as new where it is parted or joined', async () => {
    await subscribe();
    await come('bbc', at(6));
    await world.come([itemOf('The railway opens', { family: 'bbc' })], at(6));
    await told(at(6, 5));
    const [first] = await world.ledger.storiesById(await world.ledger.liveStories('bridge', at(0)));
    await world.ledger.saveStories('bridge', [{ ...first!, id: 'parted' }]);
    world.at(at(8));
    expect(await raise(installation, TOPICS, world)).toEqual({ alerts: 0 });
  });
});

describe('what a source takes back', () => {
  const item = collapse('bbc', {
    summary: 'Seven people were hurt when the old bridge fell into the river, the governor said.',
  });
  const revise = (its: object, when: string) => {
    const now = { ...item, ...its };
    const revised = [{ id: itemId('bbc', item.key), item: now, matches: decide({ ...now, source: 'bbc' }, TOPICS) }];
    return world.ledger.recordVisits([visitOf('bbc', [], { at: when, revised })]);
  };
  beforeEach(async () => {
    await subscribe();
    await world.come([item], at(6), 'bbc');
    await told(at(6, 5));
  });
  it('is corrected once to who was told, with the difference, on the same thread', async () => {
    await revise({ summary: item.summary.replace('Seven', 'Nine') }, at(8));
    // Who was not told is owed no correction.
    await subscribe({ id: 'ada', since: at(7) });
    expect(await told(at(8))).toEqual(['correction 1 to nino']);
    expect([await told(at(8, 30)), await told(at(12))]).toEqual([[], []]);
    const [alert, correction] = world.sent;
    expect(correction!.references).toEqual([alert!.messageId]);
    expect(correction!.mail.text).toContain('was: Seven people');
    expect(correction!.mail.text).toContain('now: Nine people');
  });
  it('is corrected too where nothing is left of the story', async () => {
    await revise({ title: 'Old school reopens', summary: 'Pupils are back.' }, at(8));
    expect(await told(at(8))).toEqual(['correction 1 to nino']);
    expect(await told(at(12))).toEqual([]);
  });
});

describe('a board that moves', () => {
  const topic = topicOf(`${BRIDGE}trackers:
  - id: work
    title: The work
    stages: [planned, begun]
    subjects: [{ id: arax, title: The Arax bridge, is: Arax }]
    moves: [{ rules: [falls], when: mason*, stage: begun }]
`);
  it('tells the story that moved it again, and once', async () => {
    await subscribe();
    await come('bbc', at(6));
    const assessed = async (when: string) => {
      world.at(when);
      await assess(installation, [topic], world);
      await deliver(world);
      return world.sent.splice(0).map(({ kind }) => kind);
    };
    expect(await assessed(at(6, 5))).toEqual(['alert']);
    await come('bbc', at(8), { key: 'again', summary: 'The first masons are at work.' });
    world.at(at(8));
    await assess(installation, [topic], world);
    const [followUp] = await world.waiting();
    expect(followUp!.mail.text).toContain('The Arax bridge: begun, as one source reports.');
    expect([await assessed(at(8)), await assessed(at(10))]).toEqual([['follow-up'], []]);
  });
});

describe('quiet hours', () => {
  const night = { quiet: { from: '22:00', to: '07:00', letsHigh: false }, timezone: 'Asia/Tbilisi' };
  it('hold an alert until they end, and it is told once then', async () => {
    await subscribe(night);
    await come('bbc', at(19));
    expect(await told(at(19, 5))).toEqual([]);
    expect(await told(at(26, 59))).toEqual([]);
    expect(await told(at(27))).toEqual(['alert 0 to nino']);
    expect(await told(at(27, 1))).toEqual([]);
  });
  it('make one alert of what came and what changed in them', async () => {
    await subscribe(night);
    await come('bbc', at(19));
    await told(at(19, 5));
    await come('news.am', at(22));
    await told(at(22));
    expect(await told(at(27))).toEqual(['alert 1 to nino']);
  });
  it('lose nothing that was fresh when they began', async () => {
    await subscribe(night);
    await come('bbc', at(19), { published: '2026-10-03T20:00:00.000Z' });
    await told(at(19, 5));
    expect(await told(at(27))).toEqual(['alert 0 to nino']);
  });
  it('let high severity through where the subscriber wants it', async () => {
    await subscribe({ ...night, quiet: { ...night.quiet, letsHigh: true } });
    await come('bbc', at(19));
    expect(await told(at(19, 5))).toEqual(['alert 0 to nino']);
  });
  it.each([
    ['spring', '2026-03-28T21:30:00.000Z', '2026-03-29T05:00:00.000Z'],
    ['autumn', '2026-10-24T21:30:00.000Z', '2026-10-25T06:00:00.000Z'],
  ])('end at seven on the wall in the night of the clock change in %s', async (_, came, ends) => {
    await subscribe({ ...night, timezone: 'Europe/Berlin' });
    await come('bbc', came);
    expect(await told(came.replace('21:30', '21:40'))).toEqual([]);
    expect(await told(new Date(Date.parse(ends) - 60_000).toISOString())).toEqual([]);
    expect(await told(ends)).toEqual(['alert 0 to nino']);
  });
  it('keep back what does not stand any more at their end', async () => {
    await subscribe(night);
    const item = collapse('bbc');
    await world.come([item], at(19), 'bbc');
    await told(at(19, 5));
    const tame = { ...item, title: 'Minister opens the Arax bridge at Julfa' };
    const matches = decide({ ...tame, source: 'bbc' }, TOPICS);
    const revised = [{ id: itemId('bbc', item.key), item: tame, matches }];
    await world.ledger.recordVisits([visitOf('bbc', [], { at: at(20), revised })]);
    expect(await told(at(27))).toEqual([]);
  });
});

describe('a silence', () => {
  const silence = {
    id: 'hush',
    of: 'bridge',
    author: 'ada',
    reason: 'known',
    since: at(5),
    until: at(9),
    ended: null,
    warned: null,
  };
  it('holds an alert back, lists it, and lets it go at its end', async () => {
    await subscribe();
    await subscribe({ id: 'ada' });
    await world.ledger.addSilence(silence);
    await come('bbc', at(6));
    expect([await told(at(6, 5)), await told(at(7))]).toEqual([[], []]);
    expect(await world.ledger.heldBy('hush')).toEqual([{ silence: 'hush', subject: expect.any(String), at: at(6, 5) }]);
    expect(await told(at(9))).toEqual(['alert 0 to ada', 'alert 0 to nino']);
  });
  it('lists nothing that nobody was to be told', async () => {
    await subscribe({ alerts: false });
    await world.ledger.addSilence(silence);
    await come('bbc', at(6));
    await told(at(6, 5));
    expect(await world.ledger.heldBy('hush')).toEqual([]);
  });
});
