import { describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../state/deliveries.ts';
import type { DeliveryState } from '../../state/delivery.ts';
import type { Ending } from '../../state/sending.ts';
import { at, delivery, open } from './fixture.ts';

const [NOW, END, AFTER] = [at(9), at(10), at(11)];

/** A ledger with these messages, each of its own subject, and a view of its rows. */
async function written(...messages: [id: string, its?: Partial<NewDelivery>][]) {
  const { ledger, sqlite } = await open();
  for (const [id, its] of messages) await ledger.enqueue(delivery(id, { subject: id, ...its }));
  const row = (id: string) =>
    sqlite.prepare('select * from deliveries where id = ?').get(id) as Record<string, unknown>;
  const lease = async (owner = 'one', most = 10, now = NOW, until = END) =>
    (await ledger.lease(owner, most, now, until)).map(({ id }) => id);
  const hand = (id: string, owner = 'one', now = NOW, until = END) => ledger.hand([id], owner, now, until);
  return { ledger, sqlite, row, lease, hand };
}

const ending = (id: string, state: DeliveryState, its: Partial<Ending> = {}): Ending => ({
  ...{ id, state, because: 'so', at: NOW, next: NOW, attempted: true },
  ...its,
});

describe('a lease', () => {
  it('is of what is told at once before the editions, and of each of what is due the longest', async () => {
    const { lease } = await written(
      ['edition', { created: at(6) }],
      ['older edition', { created: at(5) }],
      ['alert', { kind: 'alert' }],
      ['confirmation', { kind: 'confirmation', created: at(7) }],
    );
    expect(await lease('one', 3)).toEqual(['confirmation', 'alert', 'older edition']);
    expect(await lease('other', 3)).toEqual(['edition']);
  });
  it('is of the named kinds where any are', async () => {
    const { ledger } = await written(['alert', { kind: 'alert' }], ['ops', { kind: 'ops' }], ['edition']);
    expect((await ledger.lease('one', 9, NOW, END, ['ops'])).map(({ id }) => id)).toEqual(['ops']);
  });
  it.each<[DeliveryState, boolean]>([
    ['queued', true],
    ['unknown', true],
    ['leased', false],
    ['handed', false],
    ['accepted', false],
    ['refused', false],
    ['skipped', false],
  ])('is of what is %s: %s', async (state, may) => {
    const { ledger, lease } = await written(['d1']);
    await ledger.settle('d1', state, null, at(8));
    expect(await ledger.countDue(NOW)).toBe(may ? 1 : 0);
    expect(await lease()).toEqual(may ? ['d1'] : []);
  });
  it('is of one run alone where two look at once', async () => {
    const { lease } = await written(['d1'], ['d2']);
    expect((await Promise.all([lease('one'), lease('other')])).flat().sort()).toEqual(['d1', 'd2']);
  });
  it('is not of what is not due yet', async () => {
    const { ledger, lease } = await written(['d1']);
    await ledger.settle('d1', 'queued', '421', at(8), at(10));
    expect(await lease('one', 9, at(9))).toEqual([]);
    expect(await lease('one', 9, at(10))).toEqual(['d1']);
  });
  it('goes through no more than it takes, however much is queued', async () => {
    const { ledger, sqlite } = await written(['d1'], ['d2', { kind: 'alert' }]);
    const asked: string[] = [];
    const prepare = sqlite.prepare.bind(sqlite);
    sqlite.prepare = (text: string) => {
      asked.push(text);
      return prepare(text);
    };
    await ledger.lease('one', 9, NOW, END);
    await ledger.hand(['d1'], 'one', NOW, END);
    await ledger.conclude([], 'one');
    await ledger.giveBack([], 'one');
    for (const text of asked) {
      const values = Array(text.split('?').length - 1).fill('[]');
      const plan = prepare(`explain query plan ${text}`).all(values) as { detail: string }[];
      const used = plan.map(({ detail }) => detail).filter((detail) => detail.includes('deliveries'));
      for (const detail of used)
        expect(detail).toMatch(/deliveries_due \(<expr>=\? AND next<\?\)|autoindex_deliveries_1/);
    }
    expect(asked.filter((text) => /deliveries/.test(text))).toHaveLength(6);
  });
  it('leaves what may have arrived as unknown as it was, and no other run takes it meanwhile', async () => {
    const { ledger, lease, row } = await written(['d1']);
    await ledger.settle('d1', 'unknown', null, at(8));
    expect((await ledger.lease('one', 9, NOW, END))[0]).toMatchObject({ id: 'd1', was: 'unknown' });
    expect(row('d1')).toMatchObject({ state: 'unknown', lease: 'one' });
    expect(await lease('other')).toEqual([]);
    expect(await lease('other', 9, END)).toEqual(['d1']);
  });
  it('that is given back leaves the message as it was', async () => {
    const { ledger, lease, row } = await written(['d1']);
    const before = row('d1');
    await lease();
    await ledger.giveBack(['d1'], 'other');
    expect(row('d1')).toMatchObject({ state: 'leased', lease: 'one', next: END });
    await ledger.giveBack(['d1'], 'one');
    expect(row('d1')).toEqual(before);
  });
});

describe('a message is handed to a connection', () => {
  it('by the run that has the lease, once, and that counts as an attempt', async () => {
    const { lease, hand, row } = await written(['d1']);
    await lease();
    expect(await hand('d1', 'other')).toEqual(new Set());
    expect(await hand('d1')).toEqual(new Set(['d1']));
    expect(await hand('d1')).toEqual(new Set());
    expect(row('d1')).toMatchObject({ state: 'handed', attempts: 1, next: END, lease: 'one' });
  });
  it('not where its lease is over: another run may have it', async () => {
    const { ledger, lease, hand } = await written(['d1']);
    await lease();
    expect(await hand('d1', 'one', END, AFTER)).toEqual(new Set());
    await ledger.lapse(END);
    await lease('other', 9, END, AFTER);
    expect(await hand('d1', 'one', END, AFTER)).toEqual(new Set());
    expect(await hand('d1', 'other', END, AFTER)).toEqual(new Set(['d1']));
  });
  it('not where it was taken back meanwhile, for a later message or edition', async () => {
    const { ledger, lease, hand, row } = await written(['d1', { kind: 'alert' }]);
    await lease();
    expect(await ledger.supersede(['d1'], NOW)).toBe(true);
    expect(await hand('d1')).toEqual(new Set());
    expect(row('d1')).toMatchObject({ state: 'skipped' });
  });
});

describe('when a process is dead', () => {
  it('what it had leased waits again, and what it had handed may have arrived', async () => {
    const { ledger, lease, hand, row } = await written(['leased'], ['handed']);
    await lease();
    await hand('handed');
    expect(await ledger.lapse(at(9))).toBe(0);
    expect(row('leased')).toMatchObject({ state: 'leased', lease: 'one' });
    expect(row('handed')).toMatchObject({ state: 'handed' });
    expect(await ledger.lapse(END)).toBe(1);
    expect(await ledger.lapse(END)).toBe(0);
    expect(row('leased')).toMatchObject({ state: 'queued', lease: null, attempts: 0, lost: null });
    const because = 'the process ended before the mail server answered';
    expect(row('handed')).toMatchObject({ state: 'unknown', lease: null, attempts: 1, lost: END, because });
  });
  it('what was sent again is under the same Message-ID', async () => {
    const { ledger, lease, hand } = await written(['d1']);
    await lease();
    await hand('d1');
    await ledger.lapse(END);
    const [again] = await ledger.lease('other', 9, END, AFTER);
    expect(again).toMatchObject({ messageId: '<d1@silkwatch.example>', attempts: 1, was: 'unknown' });
  });
});

describe('what came of a message', () => {
  it.each<[DeliveryState, string | null]>([
    ['accepted', NOW],
    ['refused', NOW],
    ['skipped', NOW],
    ['queued', null],
    ['unknown', null],
  ])('that is %s is settled at %s', async (state, settled) => {
    const { ledger, lease, hand, row } = await written(['d1'], ['d2']);
    await lease();
    await hand('d1');
    await ledger.conclude([ending('d1', state, { next: END })], 'one');
    const lost = state === 'unknown' ? NOW : null;
    expect(row('d1')).toMatchObject({ state, settled, lost, because: 'so', next: END, lease: null, attempts: 1 });
    expect(row('d2')).toMatchObject({ state: 'leased', because: null });
  });
  it('counts as an attempt, unless it was none', async () => {
    const { ledger, lease, hand, row } = await written(['d1'], ['d2']);
    await lease();
    await hand('d1');
    await ledger.conclude(
      ['d1', 'd2'].map((id) => ending(id, 'queued', { attempted: false })),
      'one',
    );
    expect([row('d1').attempts, row('d2').attempts]).toEqual([0, 0]);
  });
  it('says since when a copy may have arrived, for good', async () => {
    const { ledger, lease, hand, row } = await written(['d1']);
    for (const [state, when] of [
      ['unknown', NOW],
      ['unknown', AFTER],
      ['accepted', AFTER],
    ] as const) {
      await lease();
      await hand('d1');
      await ledger.conclude([ending('d1', state, { at: when })], 'one');
    }
    expect(row('d1')).toMatchObject({ state: 'accepted', lost: NOW });
  });
  it('is not said by a run whose lease is over, but that the server took it', async () => {
    const { ledger, lease, hand, row } = await written(['d1'], ['d2'], ['d3']);
    await lease();
    for (const id of ['d1', 'd2', 'd3']) await hand(id);
    await ledger.lapse(END);
    await ledger.conclude([ending('d1', 'queued'), ending('d2', 'accepted')], 'one');
    expect([row('d1').state, row('d2').state]).toEqual(['unknown', 'accepted']);
    await lease('other', 9, END, AFTER);
    await hand('d3', 'other', END, AFTER);
    await ledger.conclude([ending('d3', 'accepted')], 'one');
    expect(row('d3')).toMatchObject({ state: 'handed', lease: 'other' });
  });
});

describe('what was put off', () => {
  it('is due when a person says so, and the attempt before is not counted', async () => {
    const { ledger, lease, hand, row } = await written(
      ['put off'],
      ['new', { created: at(12) }],
      ['leased'],
      ['taken'],
    );
    await lease('one', 2, at(12));
    await hand('put off', 'one', NOW);
    await ledger.conclude([ending('put off', 'queued', { next: at(15) })], 'one');
    await ledger.settle('leased', 'unknown', 'lost', NOW);
    await lease('other', 9, NOW, at(13));
    await ledger.settle('taken', 'accepted', '250 ok', NOW, at(15));
    expect(await ledger.hasten(at(9))).toBe(1);
    expect(row('put off')).toMatchObject({ next: at(9), attempts: 0 });
    expect(row('new')).toMatchObject({ next: at(12) });
    expect(row('leased')).toMatchObject({ next: at(13), lease: 'other' });
    expect(row('taken')).toMatchObject({ next: at(15) });
  });
  it('is tried next at the first of their instants', async () => {
    const { ledger } = await written(['edition'], ['alert', { kind: 'alert' }], ['taken']);
    await ledger.settle('edition', 'queued', '450', NOW, at(12));
    await ledger.settle('alert', 'unknown', 'lost', NOW, at(13));
    await ledger.settle('taken', 'accepted', '250', NOW, at(8));
    expect(await ledger.nextAttempt()).toBe(at(12));
    for (const id of ['edition', 'alert']) await ledger.settle(id, 'refused', 'no', NOW);
    expect(await ledger.nextAttempt()).toBeNull();
  });
});

it('mail was accepted since an instant where the server took any but that to operators', async () => {
  const { ledger } = await written(['ops', { kind: 'ops' }], ['d1'], ['d2']);
  await ledger.settle('ops', 'accepted', null, at(9));
  await ledger.settle('d1', 'refused', null, at(9));
  expect(await ledger.acceptedSince(at(8))).toBe(false);
  await ledger.settle('d2', 'accepted', null, at(9));
  expect([await ledger.acceptedSince(at(8)), await ledger.acceptedSince(at(9))]).toEqual([true, false]);
});

it('what is done together is done whole or not at all, also what is a transaction of its own', async () => {
  const { ledger } = await written();
  const failing = ledger.together(async (turn) => {
    await turn.enqueue(delivery('d1'));
    await turn.conclude([], 'one');
    throw new Error('power cut');
  });
  await expect(failing).rejects.toThrow('power cut');
  expect(await ledger.countDeliveries()).toEqual([]);
  await ledger.together((turn) => turn.enqueue(delivery('d1')));
  expect(await ledger.countDeliveries()).toEqual([{ state: 'queued', n: 1 }]);
});
