import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../rules/tracker/changes.ts';
import type { Move } from '../../../state/tracker.ts';
import { day, denial, move, TRACKER } from './fixture.ts';

const told = (moves: Move[], since = 0, until = 31): string[] =>
  changesOf(TRACKER, moves, since === 0 ? '' : day(since), day(until)).map(
    ({ subject, change: { at, what, from, to, standing }, by }) =>
      `${subject} ${Number(at.slice(8, 10))} ${what} ${from}→${to} ${standing} by ${by.map(({ family }) => family).join()}`,
  );

describe('what changed on a board', () => {
  it.each<[string, Move[], string[]]>([
    ['is nothing where nothing came', [], []],
    [
      'is that a subject moved, and that it was confirmed',
      [move('new', 'planned', 'a', 1), move('new', 'planned', 'b', 2), move('new', 'planned', 'c', 3)],
      ['new 1 moved null→planned reported by a', 'new 2 confirmed planned→planned confirmed by b'],
    ],
    [
      'is that it moved over a stage',
      [move('old', 'open', 'a', 1), move('old', 'built', 'b', 2)],
      ['old 1 moved planned→open reported by a'],
    ],
    [
      'is that it is disputed, and confirmed again',
      [
        move('new', 'built', 'a', 1),
        denial('new', 'built', 'b', 2),
        move('new', 'built', 'c', 3),
        move('new', 'built', 'd', 4),
      ],
      [
        'new 1 moved null→built reported by a',
        'new 2 disputed built→built disputed by b',
        'new 4 confirmed built→built confirmed by d',
      ],
    ],
    [
      'is that what said so was withdrawn, wherever that leaves the subject',
      [move('new', 'built', 'a', 1, { withdrawn: day(3) }), move('new', 'built', 'b', 2, { withdrawn: day(4) })],
      [
        'new 1 moved null→built reported by a',
        'new 2 confirmed built→built confirmed by b',
        'new 3 withdrawn built→built reported by a',
        'new 4 withdrawn built→null reported by b',
      ],
    ],
    [
      'is that what is confirmed behind the stage was withdrawn',
      [
        move('new', 'planned', 'a', 1),
        move('new', 'planned', 'b', 1, { withdrawn: day(3) }),
        move('new', 'built', 'a', 2),
      ],
      [
        'new 1 moved null→planned confirmed by a,b',
        'new 2 moved planned→built reported by a',
        'new 3 withdrawn built→built reported by b',
      ],
    ],
    [
      'is told of both bridges in the order of time',
      [move('new', 'planned', 'a', 2), move('old', 'built', 'a', 1)],
      ['old 1 moved planned→built reported by a', 'new 2 moved null→planned reported by a'],
    ],
  ])('%s', (_, moves, expected) => {
    expect(told(moves)).toEqual(expected);
    expect(told(moves.toReversed()).map((line) => line.replace(/ by .*/, ''))).toEqual(
      expected.map((line) => line.replace(/ by .*/, '')),
    );
  });

  it('is told after the one instant and until the other', () => {
    const moves = [move('new', 'planned', 'a', 1), move('new', 'built', 'a', 2), move('new', 'open', 'a', 3)];
    expect(told(moves, 1, 2)).toEqual(['new 2 moved planned→built reported by a']);
  });
});
