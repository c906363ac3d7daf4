/** The trackers of a topic file that has no problem. */
import type { Query } from '../language/query.ts';
import type { Tracker, TrackerMove } from '../topic.ts';
import type { TopicFile } from './form.ts';
import type { TopicQueries } from './queries.ts';

/** @param says what an item must say, by the numbers of the tracker, the move and the subject */
export function trackersOf({ topic, trackers }: TopicFile, says: TopicQueries['says']): Tracker[] {
  return trackers.map(({ moves, seeds, ...tracker }, n) => ({
    ...tracker,
    topic,
    subjects: tracker.subjects.map(({ id, title }) => ({ id, title })),
    moves: moves.flatMap((move, k) => movesFor(move, tracker.subjects, says[n]![k]!)),
    seeds: seeds.map(({ date = null, ...seed }) => ({ ...seed, date })),
  }));
}

type Written = TopicFile['trackers'][number];

/** A move of a file, for each subject that may be meant. */
function movesFor(
  { rules, stage, denies, subjects: meant }: Written['moves'][number],
  subjects: Written['subjects'],
  says: readonly (Query | null | undefined)[],
): TrackerMove[] {
  return subjects.flatMap(({ id: subject }, n) => {
    if (meant && !meant.includes(subject)) return [];
    return { subject, stage: (stage ?? denies)!, denied: denies !== undefined, rules, says: says[n] ?? null };
  });
}
