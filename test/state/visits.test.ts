import { describe, expect, it } from 'vitest';
import { itemId, type NewItem } from '../../state/items.ts';
import type { Learnt } from '../../state/source.ts';
import { learntOf } from '../learnt.ts';
import { at, found, MATCH, open, visit } from './fixture.ts';

const all = (key: string, matches = [MATCH]): NewItem => ({ item: found(key), matches });
const LONG_AGO = '2000-01-01T00:00:00.000Z';

describe('a visit is recorded', () => {
  it('with its items, its decisions, and what it taught us', async () => {
    const { ledger, sqlite } = await open();
    expect(await ledger.recordVisits([visit('civil', [all('1'), all('2', [])])])).toEqual([2]);
    const [item, ...others] = await ledger.matchedItems('tripp', LONG_AGO);
    expect(others).toEqual([]);
    expect(item).toEqual({
      ...found('1'),
      id: itemId('civil', '1'),
      source: 'civil',
      firstSeen: at(8),
      revision: 0,
      matches: [MATCH],
      fits: { tripp: at(8) },
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
    await expect(ledger.recordVisits([visit('civil', [all('1'), all('2', [broken])])])).rejects.toThrow('NOT NULL');
    expect(await ledger.countItems()).toBe(0);
    expect(await ledger.learnt()).toEqual(new Map());
    expect(sqlite.prepare('select * from visits').all()).toEqual([]);
    expect(await ledger.recordVisits([visit('civil', [all('1')])])).toEqual([1]);
  });

  it('that failed, with the reason', async () => {
    const { ledger } = await open();
    const learnt = learntOf('civil', { outcome: 'failed', because: 'HTTP 503', failures: 3.5 });
    await ledger.recordVisits([
      visit('civil', [], { outcome: 'failed', reason: 'status', because: 'HTTP 503', learnt }),
    ]);
    expect((await ledger.learnt()).get('civil')).toEqual(learnt);
  });

  it('and what it taught us takes the place of what we knew of that source only', async () => {
    const { ledger } = await open();
    for (const [source, hour] of [
      ['civil', 8],
      ['oc', 8],
      ['civil', 9],
    ] as const)
      await ledger.recordVisits([visit(source, [], { at: at(hour) })]);
    const learnt = await ledger.learnt();
    expect([learnt.get('civil')?.lastVisit, learnt.get('oc')?.lastVisit, learnt.size]).toEqual([at(9), at(8), 2]);
  });

  it('with a thousand items', async () => {
    const { ledger } = await open();
    const items = Array.from({ length: 1201 }, (_, n) => all(String(n)));
    expect(await ledger.recordVisits([visit('civil', items)])).toEqual([1201]);
    expect(await ledger.matchedItems('tripp', LONG_AGO)).toHaveLength(1201);
  });
});

describe('several visits are recorded', () => {
  it('in one transaction, and each is told how many of its items were new', async () => {
    const { ledger, sqlite } = await open();
    const counts = await ledger.recordVisits([
      visit('civil', [all('1'), all('2')]),
      visit('oc', []),
      visit('tass', [all('1')]),
    ]);
    expect(counts).toEqual([2, 0, 1]);
    expect(await ledger.countItems()).toBe(3);
    expect([...(await ledger.learnt()).keys()].sort()).toEqual(['civil', 'oc', 'tass']);
    expect(sqlite.prepare('select source, found, fresh from visits').all()).toEqual([
      { source: 'civil', found: 2, fresh: 2 },
      { source: 'oc', found: 0, fresh: 0 },
      { source: 'tass', found: 1, fresh: 1 },
    ]);
  });

  it('all or none', async () => {
    const { ledger, sqlite } = await open();
    const broken = { ...MATCH, severity: null as never };
    const visits = [visit('civil', [all('1')]), visit('oc', [all('2', [broken])]), visit('tass', [all('3')])];
    await expect(ledger.recordVisits(visits)).rejects.toThrow('NOT NULL');
    expect([await ledger.countItems(), (await ledger.learnt()).size]).toEqual([0, 0]);
    expect(sqlite.prepare('select * from visits').all()).toEqual([]);
  });

  it('of one source: the last counts, and an item that both found is recorded once', async () => {
    const { ledger } = await open();
    await ledger.recordVisits([visit('civil', [all('1')]), visit('civil', [all('1')], { at: at(9) })]);
    expect((await ledger.learnt()).get('civil')!.lastVisit).toBe(at(9));
    expect((await ledger.matchedItems('tripp', LONG_AGO)).map(({ firstSeen }) => firstSeen)).toEqual([at(8)]);
  });

  it('a thousand at once', async () => {
    const { ledger, sqlite } = await open();
    const visits = Array.from({ length: 1001 }, (_, n) => visit(`s${n}`, [all('1')]));
    expect(await ledger.recordVisits(visits)).toEqual(visits.map(() => 1));
    expect((await ledger.learnt()).size).toBe(1001);
    expect(sqlite.prepare('select count(*) as n from visits').get()).toEqual({ n: 1001 });
  });

  it('none, which is nothing', async () => {
    expect(await (await open()).ledger.recordVisits([])).toEqual([]);
  });
});

describe('what was learnt', () => {
  it('comes back whole', async () => {
    const { ledger } = await open();
    const learnt: Learnt = {
      ...learntOf('civil', { firstVisit: at(1), lastGood: at(7), next: at(9), failures: 0.5 }),
      interval: 1_800_000,
      patience: 4000,
      found: 20,
      lastNews: at(6),
      rhythm: 3_600_000,
      gap: at(5),
      moved: { from: 'https://a.example/', to: 'https://b.example/', visits: 3, since: at(2) },
      reader: 'tolerant',
      pace: { every: 3_600_000, skipHours: [0, 1], skipDays: [6] },
      region: { text: 'Открыто', changes: 3 },
    };
    await ledger.recordVisits([visit('civil', [], { learnt })]);
    expect(await ledger.learnt()).toEqual(new Map([['civil', learnt]]));
    expect(await ledger.firstVisits()).toEqual(new Map([['civil', at(1)]]));
    const forgotten = learntOf('civil');
    await ledger.recordVisits([visit('civil', [], { learnt: forgotten })]);
    expect(await ledger.learnt()).toEqual(new Map([['civil', forgotten]]));
  });

  it('of a host is what it last put up with', async () => {
    const { ledger } = await open();
    await ledger.saveHostBudget({ host: 'a.example', spacing: 1000, busy: at(8) });
    await ledger.saveHostBudget({ host: 'b.example', spacing: 500, busy: at(8) });
    await ledger.saveHostBudget({ host: 'a.example', spacing: 2000, busy: at(9) });
    expect(await ledger.hostBudgets()).toEqual(
      new Map([
        ['a.example', { host: 'a.example', spacing: 2000, busy: at(9) }],
        ['b.example', { host: 'b.example', spacing: 500, busy: at(8) }],
      ]),
    );
  });
});

describe('an item', () => {
  it('that is known is left as it was first seen and decided, and is not new again', async () => {
    const { ledger } = await open();
    await ledger.recordVisits([visit('civil', [all('1')])]);
    const again = { item: found('1', { title: 'Rewritten' }), matches: [{ ...MATCH, rule: 'other' }] };
    expect(await ledger.recordVisits([visit('civil', [again, all('2')], { at: at(9) })])).toEqual([1]);
    const [first, second] = await ledger.matchedItems('tripp', LONG_AGO);
    expect(first).toMatchObject({ title: 'Headline 1', firstSeen: at(8), matches: [MATCH] });
    expect(second).toMatchObject({ title: 'Headline 2', firstSeen: at(9) });
    expect(await ledger.countItems()).toBe(2);
  });

  it('that stands twice in one visit is recorded once, as it stands first', async () => {
    const { ledger } = await open();
    const twin = { item: found('1', { title: 'The twin' }), matches: [MATCH, { ...MATCH, rule: 'other' }] };
    expect(await ledger.recordVisits([visit('civil', [all('1'), twin])])).toEqual([1]);
    expect(await ledger.matchedItems('tripp', LONG_AGO)).toEqual([
      expect.objectContaining({ title: 'Headline 1', matches: [MATCH] }),
    ]);
  });

  it('of one key at two sources is two items', async () => {
    const { ledger } = await open();
    await ledger.recordVisits([visit('civil', [all('1')])]);
    expect(await ledger.recordVisits([visit('oc', [all('1')])])).toEqual([1]);
    expect((await ledger.matchedItems('tripp', LONG_AGO)).map(({ source }) => source).sort()).toEqual(['civil', 'oc']);
    expect(itemId('civil', '1')).not.toBe(itemId('oc', '1'));
  });

  it('is called the same for ever', () => {
    expect(itemId('civil', '1')).toBe('cfcf7282725dee25');
  });

  it('is found by its id, with the decisions of every topic', async () => {
    const { ledger } = await open();
    const both = [MATCH, { ...MATCH, topic: 'georgia-visa', cites: [], evidence: [] }];
    await ledger.recordVisits([visit('civil', [all('1', both), all('2')])]);
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
    await ledger.recordVisits([visit('civil', [{ item: bare, matches: [MATCH] }])]);
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
    await ledger.recordVisits([visit('civil', [all('1', two), all('2', [])], { at: at(8) })]);
    await ledger.recordVisits([visit('oc', [all('3', two), all('4', [])], { at: at(10) })]);
    expect(await ledger.seen(from, to)).toEqual(expected);
  });

  it('of a topic since an instant is listed, the oldest first', async () => {
    const { ledger } = await open();
    const elsewhere = [{ ...MATCH, topic: 'georgia-visa' }];
    for (const hour of [10, 7, 9, 8])
      await ledger.recordVisits([
        visit('civil', [all(`${hour}`), all(`${hour} elsewhere`, elsewhere)], { at: at(hour) }),
      ]);
    expect((await ledger.matchedItems('tripp', at(8))).map(({ firstSeen }) => firstSeen)).toEqual([
      at(8),
      at(9),
      at(10),
    ]);
  });
});
