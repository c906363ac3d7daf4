/** What of the editions a subscriber has. Which of them count as sent is tried with the job that asks: test/jobs/digest.test.ts. */
import { describe, expect, it } from 'vitest';
import type { DeliveryState } from '../../state/delivery.ts';
import type { Edition } from '../../state/edition.ts';
import { NOTHING_NEW } from '../../state/editions.ts';
import { at, delivery, open } from './fixture.ts';

const edition = (id: string, hour: number, cadence: Edition['cadence'] = 'daily') =>
  ({ id, cadence, due: at(hour), frozen: at(hour), stories: [] as Edition['stories'] }) as Edition;

describe('the last edition that was sent', () => {
  it.each<[DeliveryState, string | null, boolean]>([
    ['accepted', '250 OK', true],
    ['unknown', 'no answer', true],
    ['handed', null, true],
    ['skipped', NOTHING_NEW, true],
    ['skipped', 'left on Monday', false],
    ['refused', '550', false],
    ['queued', '421', false],
  ])('is one that is %s (%s): %s', async (state, because, counts) => {
    const { ledger } = await open();
    await ledger.freeze(edition('e1', 8));
    await ledger.enqueue(delivery('d1', { subject: 'e1' }));
    await ledger.settle('d1', state, because, at(9));
    const sent = counts ? at(8) : undefined;
    expect((await ledger.lastSentEditions(at(8))).get('nino')).toBe(sent);
    expect((await ledger.lastSentEditions(at(9))).size).toBe(0);
    expect(await ledger.editionsOf(['nino', 'ada'])).toEqual(new Map([['nino', { first: at(8), sent }]]));
  });
});

describe('giving up on editions', () => {
  it('touches only those of the subscriber that wait', async () => {
    const { ledger, sqlite } = await open();
    for (const [n, id] of ['handed', 'unknown', 'waits', 'due'].entries()) {
      await ledger.freeze(edition(id, 7 + n));
      await ledger.enqueue(delivery(id, { subject: id }));
    }
    await ledger.enqueue(delivery('alert', { kind: 'alert', subject: 'a' }));
    await ledger.enqueue(delivery('other', { subscriber: 'ada' }));
    await ledger.settle('handed', 'handed', null, at(9));
    await ledger.settle('unknown', 'unknown', null, at(9));
    expect(await ledger.supersedeEditions(['nino', 'bob'], at(10), at(10))).toBe(1);
    expect(await ledger.supersedeEditions(['nino', 'bob'], at(10), at(10))).toBe(0);
    const skipped = sqlite.prepare(`select id, settled from deliveries where state = 'skipped'`).all();
    expect(skipped).toEqual([{ id: 'waits', settled: at(10) }]);
  });
  it('leaves one that a later one counted as sent, which goes on waiting', async () => {
    const { ledger } = await open();
    for (const hour of [8, 9, 10]) await ledger.freeze(edition(`e${hour}`, hour));
    for (const hour of [8, 9, 10]) await ledger.enqueue(delivery(`d${hour}`, { subject: `e${hour}` }));
    await ledger.settle('d9', 'accepted', null, at(9));
    expect(await ledger.supersedeEditions(['nino', 'bob'], at(11), at(11))).toBe(1);
    expect(await ledger.countDue(at(12))).toBe(1);
  });
  it('leaves a message that is given up for good: it is not sent', async () => {
    const { ledger } = await open();
    await ledger.freeze(edition('edition-1', 8));
    await ledger.enqueue(delivery('d1'));
    await ledger.supersedeEditions(['nino', 'bob'], at(9), at(9));
    expect(await ledger.countDue(at(20))).toBe(0);
  });
});

it('what is asked for every subscriber, or of all that was told of a story, is answered without reading the mails', async () => {
  const { ledger, sqlite } = await open();
  const asked: string[] = [];
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = (text: string) => {
    asked.push(text);
    return prepare(text);
  };
  await ledger.lastEdition('nino');
  await ledger.editionsOf(['nino', 'ada']);
  await ledger.writtenOf(['s1', 's2']);
  expect(asked).toHaveLength(3);
  for (const text of asked) {
    const values = Array(text.split('?').length - 1).fill('x');
    const plan = prepare(`explain query plan ${text}`).all(values) as { detail: string }[];
    const deliveries = plan.map(({ detail }) => detail).filter((detail) => detail.includes('deliveries'));
    for (const detail of deliveries) expect(detail).toMatch(/^SEARCH .* USING .*INDEX/);
    expect(text).not.toContain('bodies');
    expect(deliveries).toHaveLength(1);
  }
});

it('the last edition of each is known with its period, of those that were due since an instant', async () => {
  const { ledger } = await open();
  for (const hour of [7, 8, 9]) await ledger.freeze(edition(`e${hour}`, hour));
  for (const hour of [7, 9, 8])
    await ledger.enqueue(delivery(`d${hour}`, { subject: `e${hour}`, period: `p${hour}`, revision: hour }));
  await ledger.enqueue(delivery('other', { subscriber: 'ada', subject: 'e7' }));
  expect(await ledger.lastEditions(at(8))).toEqual(new Map([['nino', { due: at(9), period: 'p9' }]]));
  expect((await ledger.lastEditions(at(7))).get('ada')).toEqual({ due: at(7), period: null });
});

it('frozen editions of a cadence come from one due instant until before another', async () => {
  const { ledger } = await open();
  for (const hour of [8, 9, 10]) await ledger.freeze(edition(`e${hour}`, hour));
  await ledger.freeze(edition('w', 9, 'weekly'));
  expect((await ledger.frozenBetween('daily', at(8), at(10))).map(({ id }) => id)).toEqual(['e8', 'e9']);
});
