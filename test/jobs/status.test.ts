import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../jobs/config.ts';
import { sourceStatus } from '../../jobs/sources.ts';
import { statusOf } from '../../jobs/status.ts';
import type { Learnt } from '../../state/source.ts';
import { STATES } from '../../watchers/health.ts';
import { learntOf, visitOf } from '../learnt.ts';
import { itemOf, sourceOf, subscriberWith } from './fixture.ts';
import { type TestWorld, testWorld } from './world.ts';

const NOW = '2026-10-05T06:00:00.000Z';
const LATER = '2026-10-05T07:00:00.000Z';
const learnt = (source: string, outcome: Learnt['outcome']) =>
  learntOf(source, { outcome, lastVisit: NOW, next: LATER, found: 1 });
/** How many sources are in each state, where none is in any. */
const NONE = Object.fromEntries([...STATES, 'not visited yet', 'off'].map((state) => [state, 0]));
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
    ['that is off and once failed', { enabled: false }, learnt('gazette', 'failed'), { state: 'off', ...none }],
  ])('%s', (_, its, known, expected) => {
    const { id, title, kind, url } = sourceOf();
    const all = new Map(known && [[id, known]]);
    expect(sourceStatus([sourceOf(its)], all, new Date(NOW))).toEqual([{ id, title, kind, url, ...expected }]);
  });
  it('is what its health is, with since when and why', () => {
    const known = { ...learnt('gazette', 'failed'), reason: 'gone', since: '2026-10-01T06:00:00.000Z' };
    const [row] = sourceStatus([sourceOf()], new Map([['gazette', known]]), new Date(NOW));
    expect(row).toMatchObject({ state: 'gone', since: known.since, because: 'HTTP 500', next: LATER });
  });
  it('comes first where it needs attention', () => {
    const sources = ['a', 'b', 'c', 'd'].map((id) => sourceOf({ id, enabled: id !== 'a' }));
    const known = new Map([learnt('b', 'fetched'), learnt('d', 'failed')].map((one) => [one.source, one]));
    expect(sourceStatus(sources, known, new Date(NOW)).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
  });
});

describe('the status', () => {
  let world: TestWorld;
  const status = (smtpUrl?: string) =>
    statusOf(
      [sourceOf(), sourceOf({ id: 'herald' }), sourceOf({ id: 'courier' }), sourceOf({ id: 'off', enabled: false })],
      { ...readConfig({}, smtpUrl ? { SMTP_URL: smtpUrl } : {}), data: '/nowhere' },
      world,
    );
  beforeEach(async () => {
    world = await testWorld(NOW);
  });

  it('of a new installation is that nothing is known yet', async () => {
    expect((await status()).facts).toEqual({
      sources: { ...NONE, 'not visited yet': 3, off: 1 },
      items: 0,
      lastDay: { items: 0, matched: 0 },
      subscribers: 0,
      deliveries: {},
      uneasy: expect.any(Array),
      troubled: [],
      troubledMore: 0,
      paused: null,
      kept: 0,
      silences: [],
      nextEdition: null,
      mail: 'outbox data/outbox',
    });
  });
  it('tells what is watched, known, waiting and due, in facts and in words', async () => {
    await world.come([itemOf('Last week’s tender for the bridge')], '2026-10-04T06:00:00.000Z');
    await world.come([itemOf('The bridge collapsed'), itemOf('A fair summer')]);
    await world.ledger.recordVisits([visitOf('herald', [], { at: NOW, learnt: learnt('herald', 'failed') })]);
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
    await world.ledger.enqueue({ ...delivery, mail, stories: [], references: [], created: NOW });
    const { facts, words } = await status('smtps://us:secret@mail.example.org');
    expect(facts).toEqual({
      sources: { ...NONE, healthy: 1, failing: 1, 'not visited yet': 1, off: 1 },
      items: 3,
      lastDay: { items: 2, matched: 1 },
      subscribers: 3,
      deliveries: { queued: 1 },
      uneasy: expect.any(Array),
      troubled: [],
      troubledMore: 0,
      paused: null,
      kept: 0,
      silences: [],
      nextEdition: LATER,
      mail: 'smtp',
    });
    for (const fact of [
      '1 healthy, 1 failing, 1 not visited yet, 1 off',
      'herald: HTTP 500',
      '3 known',
      LATER,
      '1 queued',
    ])
      expect(words).toContain(fact);
    expect(words).not.toContain('secret');
  });
  it('tells what mail is in trouble and why, and that none is sent', async () => {
    await world.ledger.subscribe(subscriberWith());
    for (const id of ['a', 'b']) await world.write(id);
    await world.ledger.settle('a', 'unknown', 'the answer was lost', NOW, LATER);
    const because = '550 5.7.1 listed';
    await world.ledger.startPause({ id: 'p', since: NOW, until: null, because, delivery: 'b', ended: null });
    const { facts, words } = await status();
    expect(facts).toMatchObject({
      deliveries: { queued: 1, unknown: 1 },
      paused: { because },
      troubled: [{ id: 'a' }],
    });
    expect(words).toContain(`\n  unknown    nino@example.org: the answer was lost; next try ${LATER}`);
    expect(words).toMatch(/\n {2}sending is paused since .*listed; mend it, then run: silkwatch deliver --resume\n/);
  });
  it('tells how many more mails are in trouble than it names', async () => {
    await world.ledger.subscribe(subscriberWith());
    const ids = Array.from({ length: 24 }, (_, n) => `m${n}`);
    for (const id of ids) await world.write(id);
    for (const id of ids.slice(0, 5)) await world.ledger.settle(id, 'queued', '450 later', NOW, LATER);
    expect((await status()).words).not.toContain('more: silkwatch deliveries');
    for (const id of ids) await world.ledger.settle(id, 'queued', '450 later', NOW, LATER);
    const { facts, words } = await status();
    expect(facts).toMatchObject({ troubledMore: 19 });
    expect(words).toMatch(/next try .*\n {2}and 19 more: silkwatch deliveries$/);
  });
  it('tells the silences in force, what each held back, and which ends within a day', async () => {
    const silence = { of: 'bridge', author: 'ana', reason: 'a drill', since: NOW, ended: null, warned: null };
    await world.ledger.addSilence({ ...silence, id: 'a1', until: LATER });
    await world.ledger.addSilence({ ...silence, id: 'b2', of: 'railway', until: '2026-10-09T06:00:00.000Z' });
    await world.ledger.hold('b2', 's1', NOW);
    const { words } = await status();
    expect(words).toContain('\nsilences     2 in force: what they name is not told at once\n');
    expect(words).toMatch(/\n +a1 {2}bridge .* by ana: a drill; it held back 0; it ends within a day\n/);
    expect(words).toMatch(/\n +b2 {2}railway .* by ana: a drill; it held back 1$/);
  });
  it('tells every state that a source is in, and why of each that somebody should look after', async () => {
    const gone = { outcome: 'failed', reason: 'gone', because: 'HTTP 410' } as const;
    for (const [source, its] of Object.entries({
      gazette: { found: 0 },
      herald: gone,
      courier: { next: '2026-10-01' },
    }))
      await world.ledger.recordVisits([visitOf(source, [], { learnt: { ...learnt(source, 'fetched'), ...its } })]);
    const { words } = await status();
    expect(words).toContain('sources      0 healthy, 1 quiet, 1 late, 0 failing, 1 gone, 0 not visited yet, 1 off\n');
    expect(words).toMatch(/\n +late +courier: its visit is overdue\n/);
    expect(words).toMatch(/\n +gone +herald: HTTP 410\n/);
    expect(words).not.toMatch(/gazette/);
  });
});
