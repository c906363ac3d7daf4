import { describe, expect, it } from 'vitest';
import type { Join } from '../../state/join.ts';
import { at, delivery, open, SUBSCRIBER } from './fixture.ts';

const { id: _, address, paused: __, since: ___, left: ____, ...wishes } = SUBSCRIBER;
const join = (its: Partial<Join> = {}): Join => ({
  ...{ id: 'wish', address, wishes, asked: at(6), network: '192.0.2.1', wording: 'web 1', confirmed: null },
  ...its,
});
const CONFIRMED = { at: at(8), network: '192.0.2.2', wording: 'web 1' };

describe('an admission', () => {
  it('is all of it or nothing', async () => {
    const { ledger, db } = await open();
    await ledger.addJoin(join());
    await ledger.suppress(address, 'left', at(1));
    await db.schema.dropTable('consents').execute();
    await expect(ledger.admit('wish', CONFIRMED)).rejects.toThrow('consents');
    expect(await ledger.everyone()).toEqual([]);
    expect(await ledger.suppressed(address)).toMatchObject({ reason: 'left' });
    expect(await ledger.join('wish')).toMatchObject({ confirmed: null });
  });
  it.each([
    ['unknown', 'other', async () => undefined],
    ['again', 'wish', (ledger) => ledger.admit('wish', CONFIRMED)],
    ['blocked', 'wish', (ledger) => ledger.suppress(address, 'blocked', at(7))],
  ] as [string, string, (ledger: Awaited<ReturnType<typeof open>>['ledger']) => Promise<unknown>][])(
    'is told apart: %s',
    async (as, id, before) => {
      const { ledger } = await open();
      await ledger.addJoin(join());
      await before(ledger);
      expect(await ledger.admit(id, CONFIRMED)).toEqual({ as });
    },
  );
  it('of who is there changes what they get, and not since when', async () => {
    const { ledger } = await open();
    await ledger.subscribe({ ...SUBSCRIBER, cadence: 'daily' });
    await ledger.addJoin(join({ address: 'NINO@example.org' }));
    expect(await ledger.admit('wish', CONFIRMED)).toEqual({ as: 'confirmed', subscriber: SUBSCRIBER.id });
    expect(await ledger.everyone()).toEqual([SUBSCRIBER]);
  });
});

describe('how often an address was asked for', () => {
  it('is counted by the mails that were sent, in any case, since an instant', async () => {
    const { ledger } = await open();
    const asks = [
      ['early', address, at(5), {}],
      ['first', address, at(6), {}],
      ['other case', 'Nino@Example.org', at(7), {}],
      ['not sent', address, at(7), { skipped: 'the address is blocked' }],
      ['somebody else', 'ana@example.org', at(7), {}],
    ] as const;
    for (const [id, to, asked, its] of asks) {
      await ledger.addJoin(join({ id, address: to, asked }));
      await ledger.enqueue(delivery(id, { kind: 'confirmation', subject: `join ${id}`, subscriber: id, ...its }));
    }
    expect(await ledger.asksOf(address, at(6))).toBe(2);
  });
});
