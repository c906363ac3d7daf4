import { describe, expect, it } from 'vitest';
import type { DeliveryState } from '../../state/delivery.ts';
import { at, delivery, open } from './fixture.ts';

const LATER = at(20);

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('a message', () => {
  it('is written before it is sent, and comes back as it was written', async () => {
    const { ledger } = await open();
    expect(await ledger.enqueue(delivery('d1'))).toBe(true);
    const { period: _, ...written } = delivery('d1');
    const claimed = { state: 'handed', attempts: 1, next: LATER, settled: null, because: null };
    expect(await ledger.claim('d1', LATER)).toEqual({ ...written, ...claimed, body: expect.any(String) });
  });

  it.each([
    ['of the same kind, subject, revision and subscriber', { period: null }, false],
    ['of another kind', { kind: 'alert' as const }, true],
    ['of another subject', { subject: 'edition-2' }, true],
    ['of another revision', { revision: 1 }, true],
    ['of another subscriber', { subscriber: 'giorgi' }, true],
    ['of the same id', { subject: 'edition-2', id: 'd1' }, false],
  ])('%s is written a second time: %o → %s', async (_, its, written) => {
    const { ledger } = await open();
    await ledger.enqueue(delivery('d1'));
    expect(await ledger.enqueue(delivery('d2', its))).toBe(written);
    expect(await ledger.sendable(LATER)).toHaveLength(written ? 2 : 1);
  });

  it.each([
    ['one message to a subscriber, whatever its subject', { period: 'day 1', subject: 'edition-2' }, false],
    ['a message to each subscriber', { period: 'day 1', subscriber: 'giorgi' }, true],
    ['no say in another period', { period: 'day 2', subject: 'edition-2' }, true],
    ['no say in messages without a period', { period: null, subject: 'edition-2' }, true],
  ])('a period has %s', async (_, its, written) => {
    const { ledger } = await open();
    await ledger.enqueue(delivery('d1', { period: 'day 1' }));
    expect(await ledger.enqueue(delivery('d2', its))).toBe(written);
  });

  it('that is written only to settle its period is skipped, with the reason, and holds the period', async () => {
    const { ledger } = await open();
    expect(await ledger.enqueue(delivery('d1', { period: 'day 1', skipped: 'nothing new' }))).toBe(true);
    expect(await ledger.enqueue(delivery('d2', { period: 'day 1', subject: 'edition-2' }))).toBe(false);
    expect(await ledger.sendable(LATER)).toEqual([]);
    expect(await ledger.countDeliveries()).toEqual([{ state: 'skipped', n: 1 }]);
  });
});

describe('messages may be sent', () => {
  it('the oldest first', async () => {
    const { ledger } = await open();
    for (const [id, hour] of [
      ['b', 9],
      ['c', 8],
      ['a', 9],
    ] as const)
      await ledger.enqueue(delivery(id, { subject: id, created: at(hour) }));
    expect(idsOf(await ledger.sendable(LATER))).toEqual(['c', 'a', 'b']);
  });

  it('what is told at once before the editions, which are many', async () => {
    const { ledger } = await open();
    await ledger.enqueue(delivery('edition', { subject: 'e', created: at(8) }));
    await ledger.enqueue(delivery('alert', { kind: 'alert', subject: 's', created: at(9) }));
    expect(idsOf(await ledger.sendable(LATER))).toEqual(['alert', 'edition']);
  });

  it('not before their time', async () => {
    const { ledger } = await open();
    await ledger.enqueue(delivery('d1'));
    await ledger.settle('d1', 'queued', 'HTTP 421', at(8), at(9));
    expect(await ledger.sendable(at(8))).toEqual([]);
    expect(await ledger.claim('d1', at(8))).toBeUndefined();
    expect(idsOf(await ledger.sendable(at(9)))).toEqual(['d1']);
    expect(await ledger.claim('d1', at(9))).toMatchObject({ id: 'd1', because: 'HTTP 421' });
  });

  it.each<[DeliveryState, boolean]>([
    ['queued', true],
    ['unknown', true],
    ['handed', false],
    ['accepted', false],
    ['refused', false],
    ['skipped', false],
  ])('where they are %s: %s', async (state, may) => {
    const { ledger } = await open();
    await ledger.enqueue(delivery('d1'));
    await ledger.settle('d1', state, null, at(9));
    expect(await ledger.sendable(LATER)).toHaveLength(may ? 1 : 0);
    expect((await ledger.claim('d1', at(10)))?.id).toBe(may ? 'd1' : undefined);
  });
});

describe('a message that is claimed', () => {
  it('is won once, counts an attempt, and is no more to be sent', async () => {
    const { ledger } = await open();
    await ledger.enqueue(delivery('d1'));
    const claims = await Promise.all([ledger.claim('d1', at(9)), ledger.claim('d1', at(9))]);
    expect(claims.filter((claim) => claim !== undefined)).toEqual([expect.objectContaining({ id: 'd1', attempts: 1 })]);
    expect(await ledger.sendable(LATER)).toEqual([]);
    await ledger.settle('d1', 'queued', null, at(9));
    expect(await ledger.claim('d1', at(9))).toMatchObject({ attempts: 2 });
  });

  it('can only be one that is there', async () => {
    const { ledger } = await open();
    await ledger.enqueue(delivery('d1'));
    expect(await ledger.claim('d2', at(9))).toBeUndefined();
    expect(idsOf(await ledger.sendable(LATER))).toEqual(['d1']);
  });

  it.each(['queued', 'unknown'] as const)(
    'and was not attempted after all is %s again, as it was, with the reason',
    async (state) => {
      const { ledger } = await open();
      await ledger.enqueue(delivery('d1'));
      await ledger.claim('d1', at(9));
      await ledger.release('d1', state, 'the mail server cannot be reached');
      expect(await ledger.sendable(at(9))).toEqual([{ id: 'd1', state }]);
      expect(await ledger.claim('d1', at(9))).toMatchObject({
        attempts: 1,
        because: 'the mail server cannot be reached',
      });
    },
  );

  it('and was lost with its process is marked unknown, and may be sent again under the same Message-ID', async () => {
    const { ledger } = await open();
    for (const id of ['old', 'new', 'queued']) await ledger.enqueue(delivery(id, { subject: id }));
    await ledger.claim('old', at(9));
    await ledger.claim('new', at(10));
    expect(await ledger.markLost(at(10))).toBe(1);
    expect(await ledger.markLost(at(10))).toBe(0);
    expect(await ledger.countDeliveries()).toContainEqual({ state: 'unknown', n: 1 });
    expect(await ledger.sendable(LATER)).toMatchObject([{ id: 'old', state: 'unknown' }, { id: 'queued' }]);
    expect(await ledger.claim('old', LATER)).toMatchObject({
      attempts: 2,
      messageId: '<old@silkwatch.example>',
      because: 'the process ended before the mail server answered',
    });
  });
});

describe('a send that ended', () => {
  it.each<[DeliveryState, string | null]>([
    ['accepted', at(9)],
    ['refused', at(9)],
    ['skipped', at(9)],
    ['queued', null],
    ['unknown', null],
  ])('as %s is settled at %s', async (state, settled) => {
    const { ledger, sqlite } = await open();
    for (const id of ['d1', 'd2']) await ledger.enqueue(delivery(id, { subject: id }));
    await ledger.settle('d1', state, '250 OK', at(9), at(10));
    const rows = sqlite.prepare('select id, state, settled, because, next from deliveries order by id').all();
    expect(rows).toEqual([
      { id: 'd1', state, settled, because: '250 OK', next: at(10) },
      { id: 'd2', state: 'queued', settled: null, because: null, next: at(8) },
    ]);
  });

  it('is counted by its state', async () => {
    const { ledger } = await open();
    for (const id of ['d1', 'd2', 'd3']) await ledger.enqueue(delivery(id, { subject: id }));
    await ledger.settle('d3', 'accepted', null, at(9));
    expect(await ledger.countDeliveries()).toEqual(
      expect.arrayContaining([
        { state: 'queued', n: 2 },
        { state: 'accepted', n: 1 },
      ]),
    );
  });
});
