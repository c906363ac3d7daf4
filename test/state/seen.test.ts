import { expect, it } from 'vitest';
import { itemId } from '../../state/items.ts';
import { at, found, MATCH, open, visit } from './fixture.ts';

it('of the items of a time it is known how grave each is to each topic, and whether it was taken back by then', async () => {
  const { ledger, sqlite } = await open();
  const low = { ...MATCH, rule: 'talk', severity: 'low' as const };
  const matches = [low, MATCH, { ...low, topic: 'visa' }];
  await ledger.recordVisits([
    visit(
      'civil',
      [
        { item: found('1'), matches },
        { item: found('2'), matches: [] },
      ],
      { at: at(9) },
    ),
    visit('civil', [{ item: found('3'), matches: [low] }], { at: at(10) }),
  ]);
  const [one, three] = [itemId('civil', '1'), itemId('civil', '3')];
  expect(await ledger.gravities(at(8), at(9))).toEqual([{ item: one, fits: { tripp: 'high', visa: 'low' } }]);
  expect(await ledger.gravities(at(9), at(10))).toEqual([{ item: three, fits: { tripp: 'low' } }]);
  sqlite.prepare('update items set withdrawn = ? where id = ?').run(at(10), one);
  expect(await ledger.gravities(at(8), at(9))).not.toMatchObject([{ withdrawn: true }]);
  expect(await ledger.gravities(at(8), at(10))).toContainEqual({
    item: one,
    withdrawn: true,
    fits: { tripp: 'high', visa: 'low' },
  });
});

it('matches are counted by topic, an item once, and sources as seen where a visit was good', async () => {
  const { ledger } = await open();
  const two = [MATCH, { ...MATCH, rule: 'other' }];
  await ledger.recordVisits([
    visit(
      'civil',
      [
        { item: found('1'), matches: two },
        { item: found('2'), matches: two },
      ],
      { at: at(9) },
    ),
    visit('herald', [], { at: at(9), outcome: 'failed' }),
    visit('courier', [], { at: at(10), outcome: 'unchanged' }),
  ]);
  expect(await ledger.countMatched(['tripp'], at(8), at(9))).toEqual(new Map([['tripp', 2]]));
  expect(await ledger.countMatched(['tripp'], at(9), at(10))).toEqual(new Map());
  expect(await ledger.sourcesSeen(at(8), at(9))).toEqual(new Set(['civil']));
  expect(await ledger.sourcesSeen(at(8), at(10))).toEqual(new Set(['civil', 'courier']));
});
