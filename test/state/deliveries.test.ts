import { describe, expect, it } from 'vitest';
import type { DeliveryState } from '../../state/delivery.ts';
import { at, delivery, open } from './fixture.ts';

const LATER = at(20);

describe('a message', () => {
  it('is written before it is sent, and comes back as it was written', async () => {
    const { ledger } = await open();
    expect(await ledger.enqueue(delivery('d1'))).toBe(true);
    const { period: _, mail, stories: __, ...written } = delivery('d1');
    const more = { title: 'Today', attempts: 0, because: null, was: 'queued', body: expect.any(String) };
    const [leased] = await ledger.lease('a run', 1, LATER, LATER);
    expect(leased).toEqual({ ...written, ...more });
    expect(await ledger.body(leased!.body)).toEqual(mail);
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
    expect(await ledger.countDue(LATER)).toBe(written ? 2 : 1);
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
    expect(await ledger.countDue(LATER)).toBe(0);
    expect(await ledger.countDeliveries()).toEqual([{ state: 'skipped', n: 1 }]);
  });
});

describe('a message that is not under way', () => {
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
  it('that was refused is told of since an instant, the latest first', async () => {
    const { ledger } = await open();
    for (const [n, id] of ['d1', 'd2', 'd3'].entries()) {
      await ledger.enqueue(delivery(id, { subject: id }));
      await ledger.settle(id, 'refused', '550', at(8 + n));
    }
    expect((await ledger.refusedSince(at(9), 5)).map(({ id }) => id)).toEqual(['d3', 'd2']);
  });
});
