/** Rules over time in the ledger: kept once, told once, and told apart from blindness. */
import { beforeEach, describe, expect, it } from 'vitest';
import { keepSignals, raiseSignals } from '../../jobs/assess/signals.ts';
import { toldSignals } from '../../jobs/edition/signals.ts';
import { draftEdition } from '../../jobs/edition.ts';
import { trendLines, trendRows } from '../../jobs/trends/words.ts';
import { judgeTrends } from '../../jobs/trends.ts';
import { itemId } from '../../state/items.ts';
import type { Source } from '../../state/source.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { learntOf, visitOf } from '../learnt.ts';
import { BRIDGE, INSTALLATION, itemOf, RULEBOOK, sourceOf, subscriberWith, topicOf } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const cites = 'cites: [{ document: report, paragraph: 1, claim: Bridges need watching }]';
const TOPIC = topicOf(`${BRIDGE}
terms:
  country: [Armenia*, Georgia*]
trends:
  - { id: falls-multiply, title: Bridges keep falling, type: frequency, of: [falls], severity: high, ${cites} }
  - { id: new-country, title: A country comes in, type: new_term, term: country, baseline: 8d, severity: low, ${cites} }
  - { id: talk-spikes, title: Much talk, type: spike, of: [talk], within: 1d, baseline: 8d, severity: medium, ${cites} }
  - { id: silence, title: The bridge is silent, type: flatline, within: 1d, baseline: 8d, least: 1, severity: low, ${cites} }
`);
const SOURCES = [sourceOf(), sourceOf({ id: 'herald', title: 'The Herald' })];
const NOW = '2026-10-05T06:00:00.000Z';
const hoursAgo = (hours: number, from = NOW) => new Date(Date.parse(from) - hours * 3600_000).toISOString();

let world: TestWorld;
const keep = (sources: readonly Source[] = SOURCES) => keepSignals(TOPIC, sources, world);
const raise = () => raiseSignals(TOPIC, INSTALLATION, world);
const kept = () => world.ledger.signals('', '9', 'bridge');
const rows = async (sources: readonly Source[] = SOURCES) => trendRows(await judgeTrends(TOPIC, sources, world));
const subscribe = (its: Partial<Subscriber> = {}) => world.ledger.subscribe(subscriberWith(its));

/** Has a story come of each headline, from a source that saw it then, and is seen well from then on. */
async function comes(headlines: readonly string[], hours: number, source = 'gazette', story?: string): Promise<void> {
  const at = hoursAgo(hours);
  await world.come(
    headlines.map((title) => itemOf(title)),
    at,
    source,
  );
  const stories = headlines.map((title) => {
    const id = itemId(source, `guid ${title}`);
    const lead = { id: story ?? `story-${id}`, lead: id, items: [id] };
    return { ...lead, topic: 'bridge', severity: 'high' as const, firstSeen: at, lastSeen: at };
  });
  await world.ledger.saveStories('bridge', stories);
}
const sees = (source: string, hours = 0, its = {}) => {
  const at = hoursAgo(hours);
  const learnt = learntOf(source, { firstVisit: '2026-01-01T00:00:00.000Z', lastVisit: at, lastNews: at, ...its });
  return world.ledger.recordVisits([visitOf(source, [], { at, learnt })]);
};
const falls = (...names: string[]) => names.map((name) => `${name}: the bridge collapsed`);

beforeEach(async () => {
  world = await testWorld(NOW);
});

describe('a trend that fires', () => {
  it('is kept with its count, its items and its sentence, the newest item first', async () => {
    await comes(falls('Ani'), 5);
    await comes(falls('Van'), 3);
    await comes(falls('Kars'), 1);
    await sees('gazette');
    expect(await keep()).toBe(1);
    expect(await kept()).toMatchObject([
      {
        ...{
          topic: 'bridge',
          trend: 'falls-multiply',
          period: hoursAgo(1),
          type: 'frequency',
          severity: 'high',
          at: NOW,
        },
        ...{ count: 3, usual: null, blind: false, term: null, words: '3 stories within 24 hours; 3 were asked for.' },
        items: [{ title: falls('Kars')[0] }, { title: falls('Van')[0] }, { title: falls('Ani')[0] }],
      },
    ]);
  });
  it('is kept once, however often it is looked at, and though a run broke off', async () => {
    await comes(falls('Ani', 'Van', 'Kars'), 1);
    const { keepSignals: write } = world.ledger;
    world.ledger.keepSignals = () => Promise.reject(new Error('power cut'));
    await expect(keep()).rejects.toThrow('power cut');
    world.ledger.keepSignals = write;
    expect([await keep(), await keep()]).toEqual([1, 0]);
    await comes(falls('Sis', 'Ayas'), 0);
    expect(await keep()).toBe(0);
    expect(await world.ledger.keepSignals(await kept())).toBe(0);
  });
  it('counts the copies of a story once', async () => {
    for (const source of ['gazette', 'herald', 'courier']) await comes(falls('Ani'), 1, source, 'one');
    expect([await keep(), (await rows())[0]!.count]).toEqual([0, 1]);
  });
  it('counts an item by its own date, and undated ones of a first visit not at all', async () => {
    await comes(falls('Ani', 'Van'), 1);
    const old = [
      itemOf('Kars: the bridge collapsed', { published: hoursAgo(40) }),
      itemOf('Sis: the bridge collapsed'),
    ];
    await world.come(old, NOW, 'new');
    await sees('new', 0, { firstVisit: NOW });
    const ids = old.map(({ key }) => itemId('new', key));
    await world.ledger.saveStories(
      'bridge',
      ids.map((id) => {
        return { id, topic: 'bridge', severity: 'high', lead: id, items: [id], firstSeen: NOW, lastSeen: NOW };
      }),
    );
    expect((await rows())[0]!.count).toBe(2);
  });
});

describe('a new term', () => {
  const minister = (where: string) => `${where}: the minister at the bridge`;
  beforeEach(async () => {
    for (let day = 10; day > 0; day--) await sees('gazette', 24 * day);
  });
  it('is told by the first item that holds it, and by none after', async () => {
    await comes([minister('Armenia')], 200);
    await comes([minister('Armenia again'), minister('Georgian visit')], 3);
    await comes([minister('In Georgia')], 1);
    await keep();
    const terms = (await kept()).filter(({ type }) => type === 'new_term');
    expect(terms).toMatchObject([
      {
        ...{
          term: 'Georgia*',
          period: `${hoursAgo(3)} Georgia*`,
          items: [{ title: 'Georgian visit: the minister at the bridge' }],
        },
        words: 'An item says “Georgian”, which none of the 8 days before said in any spelling.',
      },
    ]);
    expect(await keep()).toBe(0);
    expect((await rows())[1]).toMatchObject({ state: 'firing', since: hoursAgo(3), count: 1 });
  });
  it('is looked for through as many items as the baseline has', async () => {
    await comes([minister('Georgia')], 200);
    for (let n = 0; n < 12; n++)
      await comes(
        Array.from({ length: 10 }, (_, k) => minister(`Place ${n} ${k}`)),
        150 - n,
      );
    await comes([minister('Georgia once more'), minister('Armenia')], 1);
    await keep();
    expect((await kept()).map(({ term }) => term)).toEqual(['Armenia*']);
  });
});

describe('silence', () => {
  beforeEach(async () => {
    for (let day = 2; day < 10; day++) await comes([`Day ${day}: the minister at the bridge`], 24 * day);
  });
  it('is a flatline while the source is seen', async () => {
    await sees('gazette');
    expect((await rows())[3]).toMatchObject({ state: 'firing', since: hoursAgo(48), count: 0, usual: 1 });
    await keep();
    expect(await kept()).toMatchObject([{ trend: 'silence', period: hoursAgo(48), blind: false }]);
  });
  it('is not judged by days on which nobody looked', async () => {
    world.at(hoursAgo(-24 * 6));
    await sees('gazette', -24 * 6);
    expect((await rows())[2]).toMatchObject({ state: 'not enough history', usual: null });
  });
  it('is blindness where the source is not, and says which', async () => {
    await sees('gazette', 0, { outcome: 'failed', reason: 'http', because: 'HTTP 500', since: hoursAgo(30) });
    const row = (await rows())[3]!;
    expect(row).toMatchObject({ state: 'blind', why: 'The Gazette is blind and The Herald is not visited yet' });
    await keep();
    expect(await kept()).toMatchObject([{ trend: 'silence', blind: true }]);
    expect((await kept())[0]!.words).toContain('whether nothing happens cannot be told: The Gazette is blind');
    expect(trendLines((await rows())[3]!)[0]).toMatch(/^bridge\/silence +flatline +blind since 2026/);
  });
  it('is blindness where the only source never answered since it was added', async () => {
    const failed = { outcome: 'failed' as const, reason: 'dns', because: 'no such host', lastGood: null };
    const never = [sourceOf({ id: 'herald', title: 'The Herald' })];
    await sees('herald', 0, { ...failed, firstVisit: hoursAgo(30), since: hoursAgo(30) });
    expect((await rows(never))[3]).toMatchObject({ state: 'blind', since: hoursAgo(30), why: 'The Herald is blind' });
  });
});

describe('is told at once', () => {
  beforeEach(async () => {
    await comes(falls('Ani', 'Van', 'Kars'), 1);
    await keep();
  });
  it('to everyone who asked, once, with what shows it', async () => {
    await subscribe();
    await subscribe({ id: 'ada', alerts: false });
    await subscribe({ id: 'other', topics: ['railway'] });
    expect([await raise(), await raise()]).toEqual([1, 0]);
    const [message] = await world.waiting();
    expect(message).toMatchObject({
      ...{ kind: 'signal', subject: `bridge/falls-multiply@${hoursAgo(1)}`, revision: 0, subscriber: 'nino' },
      mail: { subject: '[high] Bridges keep falling' },
    });
    expect(message!.mail.text).toContain('After "The bridges of the Arax", ¶1: Bridges need watching');
  });
  it('each to everybody in the words of their own wishes', async () => {
    await subscribe();
    await subscribe({ id: 'ada', address: 'ada@example.org', cadence: 'now' });
    expect(await raise()).toBe(2);
    const texts = new Map((await world.waiting()).map(({ subscriber, mail }) => [subscriber, mail.text]));
    expect(texts.get('nino')).toMatch(/besides\s+your\s+daily\s+digest/);
    expect(texts.get('ada')).not.toMatch(/besides/);
  });
  it('not to who came after it, and not where it was over for long', async () => {
    await subscribe({ since: '2026-10-05T06:00:00.001Z' });
    expect(await raise()).toBe(0);
  });
  it('after the quiet hours', async () => {
    await subscribe({ quiet: { from: '05:00', to: '15:00', letsHigh: false } });
    expect(await raise()).toBe(0);
    world.at('2026-10-05T15:00:00.000Z');
    expect(await raise()).toBe(1);
  });
  it('not in a pause nor after it where a digest tells it, and after it where none does', async () => {
    const pause = { paused: '2026-10-05T15:00:00.000Z' };
    await subscribe({ ...pause });
    await subscribe({ ...pause, id: 'ada', cadence: 'now' });
    expect(await raise()).toBe(0);
    world.at('2026-10-05T15:00:00.000Z');
    expect(await raise()).toBe(1);
    expect((await world.waiting()).map(({ subscriber }) => subscriber)).toEqual(['ada']);
  });
  it('after a silence on it, which lists what it held back', async () => {
    await subscribe();
    const silence = {
      id: 's',
      of: 'bridge/falls-multiply',
      author: 'Ada',
      reason: 'a drill',
      ended: null,
      warned: null,
    };
    await world.ledger.addSilence({ ...silence, since: hoursAgo(1), until: hoursAgo(-3) });
    expect(await raise()).toBe(0);
    expect(await world.ledger.heldBy('s')).toMatchObject([{ subject: `bridge/falls-multiply@${hoursAgo(1)}` }]);
    world.at(hoursAgo(-3));
    expect(await raise()).toBe(1);
  });
});

it('an edition tells what fired in its time, with the titles of the documents', async () => {
  await comes(falls('Ani', 'Van', 'Kars'), 1);
  await keep();
  const told = (since: string, due: string) => toldSignals(RULEBOOK, since, due, world);
  expect(await told(hoursAgo(1), NOW)).toMatchObject([
    { trend: 'falls-multiply', cites: [{ document: 'The bridges of the Arax' }] },
  ]);
  expect([await told(NOW, hoursAgo(-1)), await told(hoursAgo(5), hoursAgo(1))]).toEqual([[], []]);
});

it('a topic without trends asks the ledger nothing', async () => {
  const ledger = new Proxy(world.ledger, { get: () => expect.fail('the ledger was asked') });
  expect(await keepSignals({ ...TOPIC, trends: [] }, SOURCES, { now: world.now, ledger })).toBe(0);
});

it('of sources that are seen, silent, mute from the beginning or not asked yet, an edition’s counts add up', async () => {
  const ids = ['well', 'silent', 'mute', 'unasked'] as const;
  await sees('well');
  await sees('silent', 0, { lastNews: hoursAgo(24 * 50) });
  const never = { outcome: 'failed' as const, reason: 'dns', because: 'no such host', lastGood: null };
  await sees('mute', 0, { ...never, firstVisit: hoursAgo(24), since: hoursAgo(24) });
  const sources = ids.map((id) => sourceOf({ id, title: id }));
  const wanted = { cadence: 'daily', due: NOW, since: hoursAgo(24), from: hoursAgo(24) } as const;
  const { coverage } = await draftEdition(wanted, { ...INSTALLATION, sources }, world);
  expect(coverage).toMatchObject({
    ...{ sources: 4, healthy: 1, quiet: 1, unvisited: 1 },
    failing: [{ source: 'mute', state: 'blind', reason: 'it has never answered since we first asked: no such host' }],
  });
});
