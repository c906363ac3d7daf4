/** What an item says of the subjects of trackers. Pure. */
import type { Match } from '../../state/match.ts';
import type { Move } from '../../state/tracker.ts';
import { Answers } from '../engine/answers.ts';
import type { Readable } from '../engine/columns.ts';
import { type Node, Plan } from '../engine/plan.ts';
import type { Topic, Tracker, TrackerMove } from '../topic.ts';

/** What an item says: the part of a move that its words and rules decide. */
export type Said = Pick<Move, 'topic' | 'tracker' | 'subject' | 'stage' | 'denied' | 'rule'>;

/**
 * What an item says of the subjects of a topic's trackers, by the rules that it fits. Of each subject the furthest stage
 * that it claims, since whoever signs was courted before. An item that denies anything of a subject claims nothing of it:
 * “it is denied that the works have begun” names the works, too.
 */
export function movesOf(topic: Topic, item: Readable & { matches: readonly Match[] }): Said[] {
  const fitting = item.matches.filter((match) => match.topic === topic.id).map(({ rule }) => rule);
  const bench = compiled(topic);
  const asked = bench.asked.filter(({ move }) => move.rules.some((rule) => fitting.includes(rule)));
  if (asked.length === 0) return [];
  bench.answers.read(item);
  const said = asked
    .filter(({ says }) => says === null || bench.answers.fits(says))
    .map((one) => ({ ...one, rule: one.move.rules.find((rule) => fitting.includes(rule))! }));
  const bySubject = Map.groupBy(said, ({ tracker, move }) => `${tracker.id}/${move.subject}`);
  return [...bySubject.values()].map(told);
}

interface Asked {
  tracker: Tracker;
  move: TrackerMove;
  says: Node | null;
}

/** Of all that was said of one subject, what counts. */
function told(said: readonly (Asked & { rule: string })[]): Said {
  const rank = ({ tracker, move }: Asked) => tracker.stages.indexOf(move.stage);
  const denials = said.filter(({ move }) => move.denied).sort((a, b) => rank(a) - rank(b));
  const claims = said.filter(({ move }) => !move.denied).sort((a, b) => rank(b) - rank(a));
  // Whoever denies a stage denies all later ones.
  const { tracker, move, rule } = denials[0] ?? claims[0]!;
  const { subject, stage, denied } = move;
  return { topic: tracker.topic, tracker: tracker.id, subject, stage, denied, rule: `${tracker.topic}/${rule}` };
}

interface Bench {
  answers: Answers;
  asked: Asked[];
}

const benches = new WeakMap<Topic, Bench>();

/** Compiled when a topic is first seen. */
function compiled(topic: Topic): Bench {
  const bench = benches.get(topic) ?? compile(topic);
  benches.set(topic, bench);
  return bench;
}

function compile({ trackers }: Topic): Bench {
  const plan = new Plan();
  const asked = trackers.flatMap((tracker) =>
    tracker.moves.map((move) => ({ tracker, move, says: move.says && plan.part(move.says) })),
  );
  return { answers: new Answers(plan), asked };
}
