/** Items → groups that report one event each. */
import { DAY } from '../../state/item.ts';
import type { Topic } from '../topic.ts';
import { comparePairs } from './candidates.ts';
import { copiesOf } from './copies.ts';
import { type Features, featuresOf, type Gatherable } from './features.ts';
import { Likeness } from './likeness.ts';
import { type Edge, link } from './linkage.ts';
import { isExact } from './time.ts';
import { compatible, differ, distinct } from './veto.ts';

/** What is reported more than so long after is another story. Too short tells one event twice; too long, two as one. */
const REPRINTS = 3 * DAY;
/** The mean probability from which two groups are one story. Too low merges two events, and one goes untold. */
const ONE_STORY = 0.43;
/** What is less likely than that says nothing. */
const NOTHING = 0.01;

/**
 * The groups of one topic's items that report one event each, every item in exactly one group, by id. A pure function
 * of the set of items: the order in which they come does not matter.
 */
export function gather<T extends Gatherable>(arrived: readonly T[], topic: Topic): T[][] {
  const byId = new Map(arrived.map((item) => [item.id, item]));
  const items = [...byId.values()].map((item) => featuresOf(item, topic)).sort(inTime);
  const copies = copiesOf(items, REPRINTS)
    .map((group) => group.map((n) => items[n]!))
    .sort((one, other) => inTime(speakerOf(one), speakerOf(other)));
  const stories = linked(copies.map(speakerOf));
  return stories
    .map((story) => story.flatMap((text) => copies[text]!.map(({ id }) => byId.get(id)!)).sort(byIdOf))
    .sort(([a], [b]) => byIdOf(a!, b!));
}

/** In order of time, what has no date first; of one time, by id. */
const inTime = (a: Features, b: Features): number => (a.when?.from ?? 0) - (b.when?.from ?? 0) || byIdOf(a, b);

const byIdOf = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Of copies the first that says on which day it was. */
const speakerOf = (copies: readonly Features[]): Features => copies.find(({ when }) => isExact(when)) ?? copies[0]!;

/** The numbers of the texts that report one event, in groups; given in order of time. */
function linked(texts: readonly Features[]): number[][] {
  const marks = texts.map(({ mark }) => mark);
  const marksOf = (group: readonly number[]) => distinct(group.map((n) => marks[n]!));
  const singles = marks.map((_, n) => [n]);
  return link(singles, edgesOf(texts), ONE_STORY, (one, other) => compatible(marksOf(one), marksOf(other)));
}

function edgesOf(texts: readonly Features[]): Edge[] {
  const likeness = new Likeness(texts);
  const edges: Edge[] = [];
  comparePairs(texts, likeness, REPRINTS, (a, b) => {
    const alike = differ(texts[a]!.mark, texts[b]!.mark) ? 0 : likeness.of(a, b, NOTHING);
    if (alike > 0) edges.push({ a, b, alike });
  });
  return edges;
}
