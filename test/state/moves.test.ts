import { describe, expect, it } from 'vitest';
import type { Move } from '../../state/tracker.ts';
import { at, open } from './fixture.ts';

const move = (item: string, its: Partial<Move> = {}): Move => ({
  ...{ topic: 'tripp', tracker: 'steps', subject: 'route', stage: 'survey', denied: false, item, rule: 'tripp/survey' },
  ...{ family: 'civil', reported: at(7), at: at(8), withdrawn: null, ...its },
});

describe('the ledger of moves', () => {
  it('keeps each once, whatever comes again and in whatever batches', async () => {
    const { ledger } = await open();
    await ledger.keepMoves([move('a'), move('b', { at: at(9) })]);
    await ledger.keepMoves([move('b', { at: at(9) }), move('a')]);
    expect(await ledger.moves('tripp')).toEqual([move('a'), move('b', { at: at(9) })]);
  });

  it('tells a denial from a claim of the same item', async () => {
    const { ledger } = await open();
    await ledger.keepMoves([move('a'), move('a', { denied: true })]);
    expect((await ledger.moves('tripp')).map(({ denied }) => denied).sort()).toEqual([false, true]);
  });

  it('knows those of one topic, and on request those that came until an instant', async () => {
    const { ledger } = await open();
    await ledger.keepMoves([move('a'), move('b', { at: at(10) }), move('c', { topic: 'bridge' })]);
    expect((await ledger.moves('tripp', at(9))).map(({ item }) => item)).toEqual(['a']);
    expect((await ledger.moves('bridge')).map(({ item }) => item)).toEqual(['c']);
  });

  it('marks what is withdrawn, once and for ever, and removes nothing', async () => {
    const { ledger } = await open();
    await ledger.keepMoves([move('a'), move('b')]);
    await ledger.keepMoves([], [move('a', { withdrawn: at(9) })]);
    await ledger.keepMoves([], [move('a', { withdrawn: at(12) })]);
    expect(await ledger.moves('tripp')).toEqual([move('a', { withdrawn: at(9) }), move('b')]);
  });

  it('keeps what is said again beside what was taken back', async () => {
    const { ledger } = await open();
    await ledger.keepMoves([move('a')]);
    await ledger.keepMoves([], [move('a', { withdrawn: at(9) })]);
    await ledger.keepMoves([move('a', { at: at(10) })]);
    expect(await ledger.moves('tripp')).toEqual([move('a', { withdrawn: at(9) }), move('a', { at: at(10) })]);
  });
});
