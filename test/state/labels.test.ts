import { describe, expect, it } from 'vitest';
import { itemId } from '../../state/items.ts';
import type { Label } from '../../state/label.ts';
import type { Ledger } from '../../state/ledger.ts';
import { at, found, MATCH, open, visit } from './fixture.ts';

const id = (key: string) => itemId('civil', key);
const label = (its: Partial<Label> = {}): Label => {
  return { item: id('1'), topic: 'tripp', rule: null, fits: true, at: at(9), ...its };
};

/** Items 1 to 5, an hour apart from eight; the odd ones fit. */
async function recorded(): Promise<Ledger> {
  const { ledger } = await open();
  for (const n of [1, 2, 3, 4, 5]) {
    const matches = n % 2 === 1 ? [MATCH, { ...MATCH, rule: 'about', severity: 'low' as const }] : [];
    await ledger.recordVisits([visit('civil', [{ item: found(`${n}`), matches }], { at: at(7 + n) })]);
  }
  return ledger;
}

describe('labels', () => {
  it('come back as they were given, oldest first, of a topic or of all', async () => {
    const { ledger } = await open();
    const [late, early] = [label({ at: at(10) }), label({ rule: 'signed', fits: false })];
    const other = label({ topic: 'georgia-visa', at: at(11) });
    await ledger.label([late, other, early]);
    expect(await ledger.labels('tripp')).toEqual([early, late]);
    expect(await ledger.labels()).toEqual([early, late, other]);
  });

  it('give way to a later one on the same item and subject, and to no other', async () => {
    const { ledger } = await open();
    await ledger.label([label(), label({ rule: 'signed' })]);
    await ledger.label([label({ fits: false, at: at(10) })]);
    expect(await ledger.labels()).toEqual([label({ rule: 'signed' }), label({ fits: false, at: at(10) })]);
  });

  it('are taken back once', async () => {
    const { ledger } = await open();
    await ledger.label([label(), label({ rule: 'signed' })]);
    expect(await ledger.unlabel(label())).toBe(true);
    expect(await ledger.unlabel(label())).toBe(false);
    expect(await ledger.labels()).toEqual([label({ rule: 'signed' })]);
  });

  it('tell how useful each rule was; one on the rule says more than one on its topic', async () => {
    const ledger = await recorded();
    await ledger.label([label(), label({ item: id('3') }), label({ item: id('3'), rule: 'about', fits: false })]);
    // An item that the rule does not fit says nothing of it.
    await ledger.label([label({ item: id('2') })]);
    expect(await ledger.fired()).toEqual([
      { topic: 'tripp', rule: 'about', fired: 3, judged: 2, useful: 1 },
      { topic: 'tripp', rule: 'signed', fired: 3, judged: 2, useful: 2 },
    ]);
  });

  it('are not needed to count how often a rule fitted', async () => {
    const ledger = await recorded();
    expect((await ledger.fired()).map(({ fired, judged, useful }) => [fired, judged, useful])).toEqual([
      [3, 0, 0],
      [3, 0, 0],
    ]);
  });
});

describe('the archive', () => {
  it('is read in parts, in the order in which items came, each once, matched or not', async () => {
    const ledger = await recorded();
    const first = await ledger.archived(at(9), null, 2);
    const second = await ledger.archived(at(9), first.at(-1)!, 2);
    const parts = [first, second, await ledger.archived(at(9), second.at(-1)!, 2)];
    expect(parts.map((part) => part.map(({ key }) => key))).toEqual([['2', '3'], ['4', '5'], []]);
    expect(parts[0]!.map(({ matches }) => matches.length)).toEqual([0, 2]);
  });

  it('loses none of the items that came at one instant', async () => {
    const { ledger } = await open();
    const items = Array.from({ length: 7 }, (_, n) => ({ item: found(`${n}`), matches: [] }));
    await ledger.recordVisits([visit('civil', items)]);
    const keys: string[] = [];
    let last: { firstSeen: string; id: string } | null = null;
    for (let n = 0; n < 5; n++) {
      const part: Awaited<ReturnType<Ledger['archived']>> = await ledger.archived(at(1), last, 2);
      keys.push(...part.map(({ key }) => key));
      last = part.at(-1) ?? last;
    }
    expect(keys.sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });
});
