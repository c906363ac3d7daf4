/** What changed on a board between two instants. Pure. */
import type { Instant } from '../../state/item.ts';
import type { Move, PlaceChange } from '../../state/tracker.ts';
import { type Board, boardOf, type Place } from './board.ts';

/** A change of one subject's place, and what brought it. */
export interface SubjectChange {
  subject: string;
  change: PlaceChange;
  /** The moves that came or were withdrawn at that instant. */
  by: Move[];
}

/**
 * The changes after `since` and until `until`, oldest first: they are the difference of the board before and after each
 * instant at which something came or was withdrawn. A subject that loses ground is told as *withdrawn* where evidence
 * went, and as *disputed* where a denial came.
 */
export function changesOf(tracker: Board, moves: readonly Move[], since: Instant, until: Instant): SubjectChange[] {
  const touched = Map.groupBy(moves, ({ subject }) => subject);
  return tracker.subjects
    .flatMap(({ id }) => subjectChanges(tracker, id, touched.get(id) ?? [], since, until))
    .sort((a, b) => (a.change.at < b.change.at ? -1 : Number(a.change.at > b.change.at)));
}

function subjectChanges(tracker: Board, subject: string, moves: readonly Move[], since: Instant, until: Instant) {
  const board = { ...tracker, subjects: tracker.subjects.filter(({ id }) => id === subject) };
  const instants = moves.flatMap(({ at, withdrawn }) => (withdrawn === null ? [at] : [at, withdrawn]));
  const within = [...new Set(instants)].filter((at) => at > since && at <= until).sort();
  let before = boardOf(board, moves, since)[0]!;
  return within.flatMap((at): SubjectChange[] => {
    const [was, after] = [before, boardOf(board, moves, at)[0]!];
    before = after;
    // What was taken back as it came brought nothing.
    const by = moves.filter((move) => (move.at === at) !== (move.withdrawn === at));
    return differences(was, after, tracker.stages, by, at).map((what) => {
      const { stage: to, standing } = after;
      return { subject, change: { at, what, from: was.stage, to, standing }, by };
    });
  });
}

/** How one place differs from another: at most its stage or its standing, and what was confirmed before. */
function differences(
  was: Place,
  now: Place,
  stages: readonly string[],
  by: readonly Move[],
  at: Instant,
): PlaceChange['what'][] {
  const rank = (stage: string | null) => stages.indexOf(stage ?? '');
  const lost = by.some((move) => move.withdrawn === at) ? 'withdrawn' : 'disputed';
  const fallen = rank(now.confirmed) < rank(was.confirmed);
  if (rank(now.stage) > rank(was.stage)) return fallen ? ['moved', lost] : ['moved'];
  if (rank(now.stage) < rank(was.stage)) return ['withdrawn'];
  if (now.standing !== was.standing && now.stage !== null)
    return [now.standing === 'confirmed' || now.standing === 'disputed' ? now.standing : lost];
  return fallen ? [lost] : [];
}
