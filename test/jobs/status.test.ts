import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { sourceStatus } from '../../jobs/sources.ts';
import { statusOf } from '../../jobs/status.ts';
import type { Learnt } from '../../state/source.ts';
import { itemOf, sourceOf, subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const NOW = '2026-10-05T06:00:00.000Z';
const LATER = '2026-10-05T07:00:00.000Z';
const learnt = (source: string, outcome: Learnt['outcome']): Learnt => ({
  source,
  lastVisit: NOW,
  outcome,
  because: outcome === 'failed' ? 'HTTP 500' : null,
  since: NOW,
  failures: outcome === 'failed' ? 1 : 0,
  next: LATER,
});
const none = { since: null, because: null, next: null };

describe('the state of a source', () => {
  it.each([
    [
      'that was fetched',
      {},
      learnt('gazette', 'fetched'),
      { state: 'healthy', since: NOW, because: null, next: LATER },
    ],
    [
      'that was unchanged',
      {},
      learnt('gazette', 'unchanged'),
      { state: 'healthy', since: NOW, because: null, next: LATER },
    ],
    [
      'that failed',
      {},
      learnt('gazette', 'failed'),
      { state: 'failing', since: NOW, because: 'HTTP 500', next: LATER },
    ],
    ['that was never visited', {}, undefined, { state: 'not visited yet', ...none }],
    ['that is off', { enabled: false, note: 'closed' }, undefined, { state: 'off', ...none, because: 'closed' }],
    [
      'that is off and once failed',
      { enabled: false },
      learnt('gazette', 'failed'),
      { state: 'off', since: NOW, because: null, next: null },
    ],
  ])('%s', (_, its, known, expected) => {
    const { id, title, kind, url } = sourceOf();
    const all = new Map(known && [[id, known]]);
    expect(sourceStatus([sourceOf(its)], all)).toEqual([{ id, title, kind, url, ...expected }]);
  });
  it('comes first where it needs attention', () => {
    const sources = ['a', 'b', 'c', 'd'].map((id) => sourceOf({ id, enabled: id !== 'a' }));
    const known = new Map([learnt('b', 'fetched'), learnt('d', 'failed')].map((one) => [one.source, one]));
    expect(sourceStatus(sources, known).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
  });
});

describe('the status', () => {
  let world: TestWorld;
  const status = (smtpUrl?: string) =>
    statusOf(
      [sourceOf(), sourceOf({ id: 'herald' }), sourceOf({ id: 'courier' }), sourceOf({ id: 'off', enabled: false })],
      { ...readConfig({}, smtpUrl ? { SMTP_URL: smtpUrl } : {}) },
      world,
    );
  beforeEach(async () => {
    world = await testWorld(NOW);
  });

  it('of a new installation is that nothing is known yet', async () => {
    expect((await status()).facts).toEqual({
      sources: { healthy: 0, failing: 0, unvisited: 3, off: 1 },
      items: 0,
      lastDay: { items: 0, matched: 0 },
      subscribers: 0,
      deliveries: {},
      troubled: [],
      nextEdition: null,
      mail: 'outbox data/outbox',
    });
  });
  it('tells what is watched, known, waiting and due, in facts and in words', async () => {
    await world.come([itemOf('Last week’s tender for the bridge')], '2026-10-04T06:00:00.000Z');
    await world.come([itemOf('The bridge collapsed'), itemOf('A fair summer')]);
    const visit = {
      source: 'herald',
      at: NOW,
      outcome: 'failed',
      reason: 'http',
      because: null,
      took: 1,
      items: [],
    } as const;
    await world.ledger.recordVisit({ ...visit, learnt: learnt('herald', 'failed') });
    for (const its of [
      {},
      { id: 'ada', cadence: 'now', hour: 12, timezone: 'Asia/Kolkata' },
      { id: 'eve', hour: 9 },
    ] as const)
      await world.ledger.subscribe(subscriberWith(its));
    const mail = { subject: 's', text: 't', html: 'h' };
    const delivery = {
      id: 'd',
      kind: 'alert',
      subject: 's',
      revision: 0,
      subscriber: 'nino',
      period: null,
      messageId: 'm',
    } as const;
    await world.ledger.enqueue({ ...delivery, mail, stories: [], created: NOW });
    const { facts, words } = await status('smtps://us:secret@mail.example.org');
    expect(facts).toEqual({
      sources: { healthy: 1, failing: 1, unvisited: 1, off: 1 },
      items: 3,
      lastDay: { items: 2, matched: 1 },
      subscribers: 3,
      deliveries: { waiting: 1 },
      troubled: [],
      nextEdition: LATER,
      mail: 'smtp',
    });
    for (const fact of [
      '1 healthy, 1 failing, 1 not visited yet, 1 off',
      'herald: HTTP 500',
      '3 known',
      LATER,
      '1 waiting',
    ])
      expect(words).toContain(fact);
    expect(words).not.toContain('secret');
  });
});
