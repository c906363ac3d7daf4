/**
 * Moves → a board. A board is a function of what is known at an instant, and not of the order in which it came: what was
 * said before what is told by when it was reported.
 *
 * Whoever says that a subject has reached a stage says so of the stages before it, too. A stage is *confirmed* where a
 * document says so or two independent families do, and else *reported*. A denial is of its stage and all later ones, and
 * weighs against what was reported until then: the stage is *disputed* until two families say so after the latest denial.
 * What is first reported after a denial was not denied.
 */
import type { Citation } from '../../state/match.ts';
import type { Move, Standing } from '../../state/tracker.ts';
import type { Tracker } from '../topic.ts';

/** So many families confirm: editions of one broadcaster are one. */
const INDEPENDENT = 2;

/** Where a subject stands. */
export interface Place {
  subject: string;
  /** The furthest stage that anything says; null where nothing is known of the subject. */
  stage: string | null;
  standing: Standing;
  /** The furthest stage that is confirmed, which may lie before. */
  confirmed: string | null;
  /** Families that say so, of the stage or a later one. */
  families: number;
  /** The moves that say so of the stage itself, and those that deny it or a stage that the subject has not reached, earliest first. */
  claims: Move[];
  denials: Move[];
  /** What documents say of the subject. */
  cites: Citation[];
}

/** What of a tracker a board is made of. */
export type Board = Pick<Tracker, 'stages' | 'subjects' | 'seeds'>;

/** Every subject's place at an instant, in the tracker's order: what came later, or was withdrawn by then, does not count. */
export function boardOf(tracker: Board, moves: readonly Move[], at: string): Place[] {
  const standing = moves.filter((move) => move.at <= at && (move.withdrawn === null || move.withdrawn > at));
  const bySubject = Map.groupBy(standing, ({ subject }) => subject);
  return tracker.subjects.map(({ id }) => placeOf(tracker, id, (bySubject.get(id) ?? []).toSorted(byReport)));
}

/** What was reported first stands first, in whatever order it came. */
export const byReport = (a: Move, b: Move): number =>
  a.reported < b.reported ? -1 : a.reported > b.reported ? 1 : a.item < b.item ? -1 : Number(a.item > b.item);

function placeOf({ stages, seeds }: Board, subject: string, moves: readonly Move[]): Place {
  const own = seeds.filter((seed) => seed.subject === subject);
  const rank = ({ stage }: { stage: string }) => stages.indexOf(stage);
  const known = moves.filter((move) => rank(move) >= 0);
  const [claims, denials] = [known.filter((move) => !move.denied), known.filter((move) => move.denied)];
  const furthest = Math.max(-1, ...[...claims, ...own].map(rank));
  const support = stages.map((_, n) =>
    supportOf(
      claims.filter((claim) => rank(claim) >= n),
      denials.filter((denial) => rank(denial) <= n),
      own.filter((seed) => rank(seed) >= n),
    ),
  );
  const confirmed = support.findLastIndex(({ standing }, n) => n <= furthest && standing === 'confirmed');
  const saying = claims.filter((claim) => rank(claim) === furthest);
  return {
    subject,
    stage: stages[furthest] ?? null,
    standing: support[furthest]?.standing ?? 'reported',
    confirmed: stages[confirmed] ?? null,
    families: support[furthest]?.families ?? 0,
    claims: saying,
    denials,
    cites: own.flatMap(({ cites }) => cites),
  };
}

type Seed = Tracker['seeds'][number];

/** How well a stage stands, by what claims it or a later one, and what denies it or an earlier one. */
function supportOf(claims: readonly Move[], denials: readonly Move[], seeds: readonly Seed[]) {
  const denied = denials
    .map(({ reported }) => reported)
    .sort()
    .at(-1);
  const since = (date: string | null) => denied === undefined || (date !== null && date > denied);
  const after = claims.filter(({ reported }) => since(reported));
  const families = new Set(after.map(({ family }) => family)).size;
  const documented = seeds.some(({ date }) => since(date));
  const contested = after.length < claims.length || seeds.length > 0;
  const standing: Standing =
    documented || families >= INDEPENDENT ? 'confirmed' : denied !== undefined && contested ? 'disputed' : 'reported';
  return { standing, families: standing === 'disputed' ? new Set(claims.map(({ family }) => family)).size : families };
}
