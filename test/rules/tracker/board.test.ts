import { describe, expect, it } from 'vitest';
import { boardOf } from '../../../rules/tracker/board.ts';
import type { Move } from '../../../state/tracker.ts';
import { day, denial, move, TRACKER } from './fixture.ts';

/** `stage standing (confirmed stage)` of a subject at the end of the month. */
function placeOf(subject: string, moves: Move[], at = day(31)): string {
  const { stage, standing, confirmed } = boardOf(TRACKER, moves, at).find((place) => place.subject === subject)!;
  return `${stage} ${standing} (${confirmed})`;
}

describe('a place on a board', () => {
  it.each<[string, Move[], string]>([
    ['is not known where nobody says anything', [], 'null reported (null)'],
    ['is reported by one family', [move('new', 'planned', 'a', 1)], 'planned reported (null)'],
    [
      'is not confirmed by three editions of one broadcaster',
      [move('new', 'planned', 'a', 1), move('new', 'planned', 'a', 2), move('new', 'planned', 'a', 3)],
      'planned reported (null)',
    ],
    [
      'is confirmed by a broadcaster and a local agency',
      [move('new', 'planned', 'a', 1), move('new', 'planned', 'b', 2)],
      'planned confirmed (planned)',
    ],
    [
      'is the furthest stage, whatever was said last',
      [move('new', 'open', 'a', 1), move('new', 'planned', 'b', 2)],
      'open reported (planned)',
    ],
    [
      'shows a stage that one family reports beside the confirmed one before',
      [move('new', 'planned', 'a', 1), move('new', 'planned', 'b', 2), move('new', 'built', 'a', 3)],
      'built reported (planned)',
    ],
    [
      'is disputed where what was said is denied',
      [move('new', 'built', 'a', 1), denial('new', 'built', 'b', 2)],
      'built disputed (null)',
    ],
    [
      'is disputed where two families said so, and it is denied later',
      [move('new', 'built', 'a', 1), move('new', 'built', 'b', 1), denial('new', 'built', 'c', 2)],
      'built disputed (planned)',
    ],
    [
      'is disputed where one family says so again after the denial',
      [move('new', 'built', 'a', 1), denial('new', 'built', 'b', 2), move('new', 'built', 'a', 3)],
      'built disputed (null)',
    ],
    [
      'is confirmed where two families say so again after the denial',
      [
        move('new', 'built', 'a', 1),
        denial('new', 'built', 'b', 2),
        move('new', 'built', 'a', 3),
        move('new', 'open', 'c', 4),
      ],
      'open reported (built)',
    ],
    [
      'is reported where it is first said after the denial',
      [denial('new', 'built', 'b', 1), move('new', 'built', 'a', 2)],
      'built reported (null)',
    ],
    [
      'keeps what lies before the denied stage',
      [
        move('new', 'planned', 'a', 1),
        move('new', 'planned', 'b', 1),
        move('new', 'built', 'a', 2),
        denial('new', 'built', 'b', 3),
      ],
      'built disputed (planned)',
    ],
    [
      'is disputed in all later stages where an earlier one is denied',
      [move('new', 'open', 'a', 1), move('new', 'open', 'b', 1), denial('new', 'built', 'c', 2)],
      'open disputed (planned)',
    ],
    [
      'weighs by when things were reported, not by when they came',
      [move('new', 'built', 'a', 5, { at: day(9) }), denial('new', 'built', 'b', 2, { at: day(10) })],
      'built reported (null)',
    ],
    [
      'stays disputed where what was said before the denial comes late',
      [denial('new', 'built', 'b', 2), ...['a', 'c'].map((family) => move('new', 'built', family, 1, { at: day(9) }))],
      'built disputed (planned)',
    ],
    [
      'takes a denial and a claim of one day for a dispute',
      [move('new', 'built', 'a', 2), denial('new', 'built', 'b', 2)],
      'built disputed (null)',
    ],
    [
      'loses what was withdrawn',
      [move('new', 'planned', 'a', 1), move('new', 'built', 'b', 2, { withdrawn: day(3) })],
      'planned reported (null)',
    ],
    [
      'does not know of a stage that the file has no more',
      [move('new', 'planned', 'a', 1), move('new', 'painted', 'b', 2)],
      'planned reported (null)',
    ],
  ])('%s', (_, moves, expected) => {
    expect(placeOf('new', moves)).toBe(expected);
    expect(placeOf('new', moves.toReversed())).toBe(expected);
  });

  it('that a document names is confirmed by it, until it is denied', () => {
    expect(placeOf('old', [])).toBe('planned confirmed (planned)');
    expect(placeOf('old', [denial('old', 'planned', 'a', 1)])).toBe('planned disputed (null)');
    expect(placeOf('old', [denial('old', 'built', 'a', 1)])).toBe('planned confirmed (planned)');
  });

  it('counts what was known at the instant, and nothing later', () => {
    const moves = [move('new', 'planned', 'a', 1), move('new', 'built', 'b', 5, { withdrawn: day(9) })];
    expect(placeOf('new', moves, day(4))).toBe('planned reported (null)');
    expect(placeOf('new', moves, day(5))).toBe('built reported (planned)');
    expect(placeOf('new', moves, day(9))).toBe('planned reported (null)');
  });

  it('names who says so and who denies it, and what the documents say', () => {
    const moves = [move('old', 'built', 'b', 2), move('old', 'built', 'a', 1), denial('old', 'open', 'c', 3)];
    const place = boardOf(TRACKER, moves, day(31))[0]!;
    expect(place.claims.map(({ family }) => family)).toEqual(['a', 'b']);
    expect(place.denials.map(({ family }) => family)).toEqual(['c']);
    expect(place.cites).toEqual([{ document: 'report', paragraph: 1, claim: 'It was talked about' }]);
    expect(place).toMatchObject({ stage: 'built', standing: 'confirmed', families: 2 });
  });
});
