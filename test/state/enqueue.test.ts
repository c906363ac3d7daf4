/** Many messages are written at once, each once, whatever breaks off in between. */
import { describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../state/deliveries.ts';
import { delivery, open } from './fixture.ts';

const MAIL = { subject: 'Today', html: '<p>Да</p>', text: 'Да' };
const many = (n: number): NewDelivery[] =>
  Array.from({ length: n }, (_, i) => delivery(`d${i}`, { subscriber: `s${i}`, period: 'daily 1', mail: MAIL }));
const count = (sqlite: Awaited<ReturnType<typeof open>>['sqlite'], table: string) =>
  (sqlite.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;

describe('messages that are written together', () => {
  it('are a row each, and one mail where it is the same', async () => {
    const { ledger, sqlite } = await open();
    expect(await ledger.enqueueAll(many(1201))).toBe(1201);
    expect([count(sqlite, 'deliveries'), count(sqlite, 'bodies')]).toEqual([1201, 1]);
  });
  it('are counted where they are new, and written once', async () => {
    const { ledger, sqlite } = await open();
    await ledger.enqueue(many(1)[0]!);
    // Another message of the same period, and another of the same edition to the same subscriber.
    const twice = [delivery('again', { subscriber: 's1', period: 'daily 1', subject: 'e2' }), ...many(3)];
    expect(await ledger.enqueueAll(twice)).toBe(2);
    expect(await ledger.enqueueAll(twice)).toBe(0);
    expect(sqlite.prepare('select id from deliveries order by id').pluck().all()).toEqual(['again', 'd0', 'd2']);
  });
  it('that break off are whole as far as they came, and written to the end the next time', async () => {
    const { ledger, sqlite } = await open();
    const broken = many(1201).map((one, n) => (n === 700 ? { ...one, subject: null as never } : one));
    await expect(ledger.enqueueAll(broken)).rejects.toThrow(/NOT NULL/);
    expect(count(sqlite, 'deliveries')).toBe(500);
    expect(await ledger.enqueueAll(many(1201))).toBe(701);
  });
  it('of which some only settle their period are not to be sent', async () => {
    const { ledger } = await open();
    await ledger.enqueueAll(many(3).map((one, n) => (n === 1 ? { ...one, skipped: 'nothing new' } : one)));
    expect(await ledger.countDeliveries()).toEqual([
      { state: 'queued', n: 2 },
      { state: 'skipped', n: 1 },
    ]);
  });
  it('may be none', async () => {
    const { ledger } = await open();
    expect(await ledger.enqueueAll([])).toBe(0);
  });
});
