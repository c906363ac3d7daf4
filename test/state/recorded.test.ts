import { describe, expect, it } from 'vitest';
import { itemId, type VisitRecord } from '../../state/recorded.ts';
import { at, found, MATCH, open, visit } from './fixture.ts';

const all = (key: string, matches = [MATCH]): VisitRecord['items'][number] => ({ item: found(key), matches });
const LONG_AGO = '2000-01-01T00:00:00.000Z';

describe('a visit is recorded', () => {
  it('with its items, its decisions, and what it taught us', async () => {
    const { ledger, sqlite } = await open();
    expect(await ledger.recordVisit(visit('civil', [all('1'), all('2', [])]))).toBe(2);
    const [item, ...others] = await ledger.matchedItems('tripp', LONG_AGO);
    expect(others).toEqual([]);
    expect(item).toEqual({
      ...found('1'),
      id: itemId('civil', '1'),
      source: 'civil',
      firstSeen: at(8),
      matches: [MATCH],
    });
    expect(await ledger.countItems()).toBe(2);
    expect(await ledger.learnt()).toEqual(new Map([['civil', visit('civil', []).learnt]]));
    expect(sqlite.prepare('select * from visits').all()).toEqual([
      { source: 'civil', at: at(8), outcome: 'fetched', reason: null, because: null, found: 2, fresh: 2, took: 12 },
    ]);
  });

  it('whole or not at all: where a decision cannot be written, nothing is, and the ledger goes on', async () => {
    const { ledger, sqlite } = await open();
    const broken = { ...MATCH, severity: null as never };
    await expect(ledger.recordVisit(visit('civil', [all('1'), all('2', [broken])]))).rejects.toThrow('NOT NULL');
    expect(await ledger.countItems()).toBe(0);
    expect(await ledger.learnt()).toEqual(new Map());
    expect(sqlite.prepare('select * from visits').all()).toEqual([]);
    expect(await ledger.recordVisit(visit('civil', [all('1')]))).toBe(1);
  });

  it('that failed, with the reason', async () => {
    const { ledger } = await open();
    const learnt = { ...visit('civil', []).learnt, outcome: 'failed' as const, because: 'HTTP 503', failures: 3 };
    await ledger.recordVisit(visit('civil', [], { outcome: 'failed', reason: 'status', because: 'HTTP 503', learnt }));
    expect((await ledger.learnt()).get('civil')).toEqual(learnt);
  });

  it('and what it taught us takes the place of what we knew of that source only', async () => {
    const { ledger } = await open();
    for (const [source, hour] of [
      ['civil', 8],
      ['oc', 8],
      ['civil', 9],
    ] as const)
      await ledger.recordVisit(visit(source, [], { at: at(hour) }));
    const learnt = await ledger.learnt();
    expect([learnt.get('civil')?.lastVisit, learnt.get('oc')?.lastVisit, learnt.size]).toEqual([at(9), at(8), 2]);
  });

  it('with a thousand items', async () => {
    const { ledger } = await open();
    const items = Array.from({ length: 1201 }, (_, n) => all(String(n)));
    expect(await ledger.recordVisit(visit('civil', items))).toBe(1201);
    expect(await ledger.matchedItems('tripp', LONG_AGO)).toHaveLength(1201);
  });
});

describe('an item', () => {
  it('that is known is left as it was first seen and decided, and is not new again', async () => {
    const { ledger } = await open();
    await ledger.recordVisit(visit('civil', [all('1')]));
    const again = { item: found('1', { title: 'Rewritten' }), matches: [{ ...MATCH, rule: 'other' }] };
    expect(await ledger.recordVisit(visit('civil', [again, all('2')], { at: at(9) }))).toBe(1);
    const [first, second] = await ledger.matchedItems('tripp', LONG_AGO);
    expect(first).toMatchObject({ title: 'Headline 1', firstSeen: at(8), matches: [MATCH] });
    expect(second).toMatchObject({ title: 'Headline 2', firstSeen: at(9) });
    expect(await ledger.countItems()).toBe(2);
  });

  it('that stands twice in one visit is recorded once, as it stands first', async () => {
    const { ledger } = await open();
    const twin = { item: found('1', { title: 'The twin' }), matches: [MATCH, { ...MATCH, rule: 'other' }] };
    expect(await ledger.recordVisit(visit('civil', [all('1'), twin]))).toBe(1);
    expect(await ledger.matchedItems('tripp', LONG_AGO)).toEqual([
      expect.objectContaining({ title: 'Headline 1', matches: [MATCH] }),
    ]);
  });

  it('of one key at two sources is two items', async () => {
    const { ledger } = await open();
    await ledger.recordVisit(visit('civil', [all('1')]));
    expect(await ledger.recordVisit(visit('oc', [all('1')]))).toBe(1);
    expect((await ledger.matchedItems('tripp', LONG_AGO)).map(({ source }) => source).sort()).toEqual(['civil', 'oc']);
    expect(itemId('civil', '1')).not.toBe(itemId('oc', '1'));
  });

  it('is found by its id, with the decisions of every topic', async () => {
    const { ledger } = await open();
    const both = [MATCH, { ...MATCH, topic: 'georgia-visa', cites: [], evidence: [] }];
    await ledger.recordVisit(visit('civil', [all('1', both), all('2')]));
    const id = itemId('civil', '1');
    const items = await ledger.items([id, 'nobody']);
    expect([...items.keys()]).toEqual([id]);
    expect(items.get(id)!.matches).toEqual(expect.arrayContaining(both));
    expect(items.get(id)!.matches).toHaveLength(2);
    expect(await ledger.items([])).toEqual(new Map());
  });

  it('that nothing is known of is recorded with nothing', async () => {
    const { ledger } = await open();
    const bare = found('1', { url: null, summary: '', authors: [], categories: [], language: null, published: null });
    await ledger.recordVisit(visit('civil', [{ item: bare, matches: [MATCH] }]));
    expect((await ledger.matchedItems('tripp', LONG_AGO))[0]).toMatchObject(bare);
  });
});

describe('what was seen', () => {
  it.each([
    ['everything between', at(7), at(11), { items: 4, matched: 2 }],
    ['not what came at the instant from which it counts', at(8), at(11), { items: 2, matched: 1 }],
    ['what came at the instant until which it counts', at(7), at(8), { items: 2, matched: 1 }],
    ['nothing, where nothing came', at(11), at(12), { items: 0, matched: 0 }],
  ])('counts %s', async (_, from, to, expected) => {
    const { ledger } = await open();
    const two = [MATCH, { ...MATCH, rule: 'other' }];
    await ledger.recordVisit(visit('civil', [all('1', two), all('2', [])], { at: at(8) }));
    await ledger.recordVisit(visit('oc', [all('3', two), all('4', [])], { at: at(10) }));
    expect(await ledger.seen(from, to)).toEqual(expected);
  });

  it('of a topic since an instant is listed, the oldest first', async () => {
    const { ledger } = await open();
    const elsewhere = [{ ...MATCH, topic: 'georgia-visa' }];
    for (const hour of [10, 7, 9, 8])
      await ledger.recordVisit(visit('civil', [all(`${hour}`), all(`${hour} elsewhere`, elsewhere)], { at: at(hour) }));
    expect((await ledger.matchedItems('tripp', at(8))).map(({ firstSeen }) => firstSeen)).toEqual([
      at(8),
      at(9),
      at(10),
    ]);
  });
});
