/** Properties of boards, of any moves in any order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boardOf, type Place } from '../../../rules/tracker/board.ts';
import { changesOf } from '../../../rules/tracker/changes.ts';
import type { Move } from '../../../state/tracker.ts';
import { day, move, TRACKER } from './fixture.ts';

const anyMove = fc
  .record({
    subject: fc.constantFrom('old', 'new'),
    stage: fc.constantFrom(...TRACKER.stages),
    family: fc.constantFrom('a', 'b', 'c'),
    denied: fc.boolean(),
    reported: fc.integer({ min: 1, max: 9 }),
    at: fc.integer({ min: 1, max: 9 }),
    lasting: fc.option(fc.integer({ min: 1, max: 5 })),
  })
  .map(({ subject, stage, family, denied, reported, at, lasting }): Move => {
    const item = [subject, stage, family, denied, reported, at].join();
    const withdrawn = lasting === null ? null : day(at + lasting);
    return move(subject, stage, family, reported, { item, denied, at: day(at), withdrawn });
  });

const anyMoves = fc.uniqueArray(anyMove, { maxLength: 12, selector: ({ item }) => item });

const shuffled = <T>(all: fc.Arbitrary<T[]>) =>
  all.chain((moves) => fc.tuple(fc.constant(moves), fc.shuffledSubarray(moves, { minLength: moves.length })));

const rank = ({ confirmed }: Place): number => TRACKER.stages.indexOf(confirmed ?? '');

it('any order, and any doubling, of the same moves gives the same board and the same changes', () => {
  fc.assert(
    fc.property(shuffled(anyMoves), ([moves, others]) => {
      expect(boardOf(TRACKER, [...others, ...others], day(20))).toMatchObject(
        boardOf(TRACKER, moves, day(20)).map(({ stage, standing, confirmed, families }) => {
          return { stage, standing, confirmed, families };
        }),
      );
      expect(boardOf(TRACKER, others, day(20))).toEqual(boardOf(TRACKER, moves, day(20)));
      const changes = (all: readonly Move[]) => changesOf(TRACKER, all, '', day(20)).map(({ change }) => change);
      expect(changes(others)).toEqual(changes(moves));
    }),
  );
});

it('the same reports give the same board in the end, whenever each of them came', () => {
  const came = fc.array(fc.integer({ min: 1, max: 19 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(anyMoves, came, (moves, days) => {
      const reports = moves.map((one) => ({ ...one, withdrawn: null }));
      const others = reports.map((one, n) => ({ ...one, at: day(days[n]!) }));
      const bare = (all: readonly Move[]) =>
        boardOf(TRACKER, all, day(20)).map(({ claims, denials, ...place }) => {
          return { ...place, claims: claims.map(({ item }) => item), denials: denials.map(({ item }) => item) };
        });
      expect(bare(others)).toEqual(bare(reports));
    }),
  );
});

it('a board at an instant knows nothing of what came later, or was withdrawn later', () => {
  fc.assert(
    fc.property(anyMoves, fc.integer({ min: 1, max: 9 }), (moves, n) => {
      const known = moves
        .filter(({ at }) => at <= day(n))
        .map((one) => ({
          ...one,
          withdrawn: one.withdrawn !== null && one.withdrawn <= day(n) ? one.withdrawn : null,
        }));
      const told = (all: readonly Move[]) => {
        return boardOf(TRACKER, all, day(n)).map(({ stage, standing, confirmed }) => ({ stage, standing, confirmed }));
      };
      expect(told(moves)).toEqual(told(known));
    }),
  );
});

it('changes told in any batches are the changes told at once', () => {
  fc.assert(
    fc.property(anyMoves, fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 4 }), (moves, cuts) => {
      const instants = ['', ...cuts.sort((a, b) => a - b).map(day), day(16)];
      const batches = instants.slice(1).flatMap((until, n) => changesOf(TRACKER, moves, instants[n]!, until));
      expect(batches).toEqual(changesOf(TRACKER, moves, '', day(16)));
    }),
  );
});

it('no confirmed stage is lost without a change that says disputed or withdrawn', () => {
  fc.assert(
    fc.property(anyMoves, (moves) => {
      for (let n = 1; n < 16; n++) {
        const [before, after] = [boardOf(TRACKER, moves, day(n)), boardOf(TRACKER, moves, day(n + 1))];
        const changes = changesOf(TRACKER, moves, day(n), day(n + 1));
        for (const [k, was] of before.entries()) {
          const own = changes.filter(({ subject }) => subject === was.subject).map(({ change }) => change.what);
          if (rank(after[k]!) < rank(was)) expect(own).toContainEqual(expect.stringMatching(/^(disputed|withdrawn)$/));
          if (own.length === 0) expect(after[k]).toMatchObject({ stage: was.stage, standing: was.standing });
        }
      }
    }),
  );
});

it('claims alone never lower a stage nor what is confirmed', () => {
  fc.assert(
    fc.property(anyMoves, anyMove, (moves, one) => {
      const claims = moves.filter(({ denied }) => !denied);
      const more = [...claims, { ...one, denied: false, withdrawn: null }];
      const [before, after] = [boardOf(TRACKER, claims, day(9)), boardOf(TRACKER, more, day(9))];
      for (const [n, was] of before.entries()) {
        expect(TRACKER.stages.indexOf(after[n]!.stage ?? '')).toBeGreaterThanOrEqual(
          TRACKER.stages.indexOf(was.stage ?? ''),
        );
        expect(rank(after[n]!)).toBeGreaterThanOrEqual(rank(was));
      }
    }),
  );
});
