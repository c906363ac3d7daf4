/** A board as it is told: where every subject stands, what says so, and what changed. Pure. */
import type { ToldItem } from '../../state/edition.ts';
import type { Instant, Published } from '../../state/item.ts';
import { type MatchedItem, voiceOf } from '../../state/story.ts';
import type { Move, ToldBoard, ToldPlace } from '../../state/tracker.ts';
import type { Documents } from '../documents.ts';
import { toldItem } from '../tell.ts';
import type { Tracker } from '../topic.ts';
import { boardOf, type Place } from './board.ts';
import { changesOf } from './changes.ts';

export interface Told {
  moves: readonly Move[];
  /** The items of the moves, as far as they are known. */
  items: ReadonlyMap<string, MatchedItem>;
  documents: Documents;
}

/**
 * A board as it stood at `until`, with what changed since `since`.
 *
 * @param most so many items are told of a subject, and so many denials; the earliest of each family first
 */
export function tellBoard(tracker: Tracker, told: Told, since: Instant, until: Instant, most: number): ToldBoard {
  const moves = told.moves.filter((move) => move.tracker === tracker.id);
  const changes = Map.groupBy(changesOf(tracker, moves, since, until), ({ subject }) => subject);
  const { topic, id, title, stages } = tracker;
  const places = boardOf(tracker, moves, until).map((place, n): ToldPlace => {
    const { subject, stage, standing, confirmed, families } = place;
    const evidence = itemsOf(place.claims, told.items);
    return {
      ...{ subject, title: tracker.subjects[n]!.title, stage, standing, confirmed, families },
      since: sinceOf(tracker, place, evidence),
      evidence: voicesFirst(evidence).slice(0, most),
      denials: voicesFirst(itemsOf(place.denials, told.items)).slice(0, most),
      cites: citesOf(place, told.documents),
      changes: (changes.get(subject) ?? []).map(({ change }) => change),
    };
  });
  return { topic, tracker: id, title, stages, places };
}

const itemsOf = (moves: readonly Move[], items: Told['items']): ToldItem[] =>
  moves.flatMap(({ item }) => (items.has(item) ? [toldItem(items.get(item)!)] : []));

/** One item of each voice before the second of any: who confirms is more telling than who repeats. */
function voicesFirst(items: readonly ToldItem[]): ToldItem[] {
  const isFirst = (item: ToldItem, n: number) => items.findIndex((one) => voiceOf(one) === voiceOf(item)) === n;
  const { first = [], more = [] } = Object.groupBy(items, (item, n) => (isFirst(item, n) ? 'first' : 'more'));
  return [...first, ...more];
}

/** As exactly as document or publisher say; of what nobody dates, the day on which we saw it, unless a document knew before. */
function sinceOf({ seeds }: Tracker, { subject, stage }: Place, evidence: readonly ToldItem[]): Published | null {
  const seeded = seeds.filter((seed) => seed.subject === subject && seed.stage === stage);
  const dates = [...seeded.map(({ date }) => date), ...evidence.map(({ published }) => published)];
  const seen = seeded.length > 0 ? [] : evidence.map(({ firstSeen }) => firstSeen);
  const dated = dates.filter((date) => date !== null);
  return (dated.length > 0 ? dated : seen).map((date) => date.slice(0, DAY)).sort()[0] ?? null;
}

/** Letters of an ISO day. */
const DAY = 10;

const citesOf = ({ cites }: Place, documents: Documents): ToldPlace['cites'] =>
  cites.map(({ document, ...cite }) => {
    const { title = document, author = null } = documents.get(document) ?? {};
    return { ...cite, document: title, author };
  });
