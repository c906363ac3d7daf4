import { describe, expect, it } from 'vitest';
import { itemId } from '../../state/items.ts';
import type { Ledger } from '../../state/ledger.ts';
import type { Signal } from '../../state/signal.ts';
import { learntOf } from '../learnt.ts';
import { at, found, MATCH, open, story, visit } from './fixture.ts';

const LONG_AGO = '2000-01-01T00:00:00.000Z';
const signal = (its: Partial<Signal> = {}): Signal => ({
  ...{ topic: 'tripp', trend: 'steps', period: at(8), type: 'frequency', blind: false, term: null, title: 'Steps' },
  ...{ severity: 'low', at: at(8), since: at(8), until: at(8), count: 3, usual: null, words: '3 stories.', items: [] },
  cites: [],
  ...its,
});

describe('signals', () => {
  it('are kept once, as they first were', async () => {
    const { ledger } = await open();
    expect(await ledger.keepSignals([signal(), signal({ period: at(9) })])).toBe(2);
    expect(await ledger.keepSignals([signal({ count: 9 }), signal({ period: at(10) })])).toBe(1);
    expect((await ledger.signals('', '9')).map(({ period, count }) => [period, count])).toEqual(
      [
        [at(10), 3],
        [at(8), 3],
        [at(9), 3],
      ].sort(),
    );
  });
  it('are those after an instant and until another, of all topics or one', async () => {
    const { ledger } = await open();
    await ledger.keepSignals([8, 9, 10].map((hour) => signal({ period: at(hour), at: at(hour) })));
    await ledger.keepSignals([signal({ topic: 'georgia-visa', at: at(9) })]);
    const told = async (topic?: string) => (await ledger.signals(at(8), at(9), topic)).map((one) => one.topic);
    expect([await told(), await told('tripp'), await told('other')]).toEqual([
      ['georgia-visa', 'tripp'],
      ['tripp'],
      [],
    ]);
  });
});

describe('the reports of stories', () => {
  const id = (key: string, source = 'civil') => itemId(source, key);
  const learnt = (source: string) => learntOf(source, { firstVisit: LONG_AGO });
  const comes = (ledger: Ledger, source: string, key: string, hour: number, published: string | null = null) =>
    ledger.recordVisits([
      visit(source, [{ item: found(key, { published }), matches: [MATCH] }], { at: at(hour), learnt: learnt(source) }),
    ]);

  it('are one for each story, rule and source, at their first item', async () => {
    const { ledger } = await open();
    await comes(ledger, 'civil', 'a', 9);
    await comes(ledger, 'civil', 'b', 8, at(7));
    await comes(ledger, 'other', 'c', 10, '2025-11-20');
    await comes(ledger, 'other', 'd', 11, at(20));
    const items = [id('a'), id('b'), id('c', 'other'), id('d', 'other')];
    await ledger.saveStories('tripp', [story('s', items, { lastSeen: at(11) })]);
    const reports = await ledger.storyReports('tripp', LONG_AGO);
    expect(reports.sort((a, b) => (a.source < b.source ? -1 : 1))).toEqual([
      { story: 's', rule: 'signed', source: 'civil', at: at(7) },
      { story: 's', rule: 'signed', source: 'other', at: '2025-11-20' },
    ]);
    expect(await ledger.storyReports('georgia-visa', LONG_AGO)).toEqual([]);
  });
  it('are of the stories that began after an instant, whatever was written of others since', async () => {
    const { ledger } = await open();
    for (const [key, hour] of [
      ['old', 8],
      ['more', 10],
      ['new', 9],
    ] as const)
      await comes(ledger, 'civil', key, hour);
    await ledger.saveStories('tripp', [
      story('s1', [id('old'), id('more')], { lastSeen: at(10) }),
      story('s2', [id('new')], { lastSeen: at(9) }),
    ]);
    expect((await ledger.storyReports('tripp', at(8))).map((one) => one.story)).toEqual(['s2']);
  });
});

it('the days on which nobody looked are those without a visit that ended well', async () => {
  const { ledger } = await open();
  const on = (day: string, outcome: 'fetched' | 'failed' | 'unchanged') =>
    ledger.recordVisits([visit('civil', [], { at: `2025-11-${day}`, outcome })]);
  await on('16T00:00:00.000Z', 'unchanged');
  await on('17T12:00:00.000Z', 'failed');
  await on('18T23:59:59.999Z', 'fetched');
  expect(await ledger.idleDays('2025-11-15T20:00:00.000Z', '2025-11-19T01:00:00.000Z')).toEqual([
    '2025-11-15',
    '2025-11-17',
    '2025-11-19',
  ]);
});
