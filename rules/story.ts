/**
 * Items → stories. Two items of a topic report one event where they share enough of their rare words within a few
 * days; across languages, where one of the topic's most specific rules fits both on the same day. The order in which
 * items arrive does not matter.
 */

import { createHash } from 'node:crypto';
import { DAY } from '../state/item.ts';
import { highest, rank, type Severity } from '../state/severity.ts';
import { type MatchedItem, reportedAt, type Story } from '../state/story.ts';
import { wordsOf } from './words/words.ts';

/** What gathering needs of an item. */
export type Gatherable = Pick<MatchedItem, 'id' | 'title' | 'summary' | 'content' | 'language' | 'matches'> & {
  /** Milliseconds since the epoch, or null where nobody gave a day. */
  at: number | null;
};

/** Reprints trickle in for days; a follow-up a week later is another story. Too short splits one event in two alerts. */
const REPRINTS = 3 * DAY;
/** Weighted share of words in common above which two texts report one event. Too low merges two events, and one goes untold. */
const ALIKE = 0.25;
/** Where a date is missing, or where one item is graver than the other and a day apart, the words must show more. */
const ALIKE_IN_DOUBT = 0.5;
/** Where a decisive rule fits both, fewer words in common do: the rule has said already that the events are of one kind. */
const ALIKE_DECISIVE = 0.12;
/** Headline and lead say what happened; what stands further down is background that other stories share. */
const READ_WORDS = 90;

/**
 * The groups of one topic's items that report one event each, every item in exactly one group. Items of a known story
 * stay together: what was told as one story is not told again as two.
 */
export function gather<T extends Gatherable>(
  arrived: readonly T[],
  topic: string,
  known: ReadonlyMap<string, string> = new Map(),
): T[][] {
  // One order for every order of arrival: ties, such as of two items dated by the day, fall the same way.
  const items = arrived.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const groups = new Groups(items.length);
  for (const together of Map.groupBy(items.keys(), (n) => known.get(items[n]!.id) ?? n).values()) {
    for (const n of together) groups.join(together[0]!, n);
  }
  joinAlike(items, topic, groups);
  joinAcrossLanguages(items, topic, groups);
  return [...Map.groupBy(items.keys(), (n) => groups.of(n)).values()].map((group) => group.map((n) => items[n]!));
}

/** Disjoint sets of item numbers. */
class Groups {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, n) => n);
  }

  of(n: number): number {
    let at = n;
    while (this.#parent[at] !== at) at = this.#parent[at] = this.#parent[this.#parent[at]!]!;
    return at;
  }

  join(a: number, b: number): void {
    this.#parent[this.of(b)] = this.of(a);
  }
}

/** Joins what shares words; undated items come first, and are compared with all. */
function joinAlike(items: readonly Gatherable[], topic: string, groups: Groups): void {
  const vectors = weigh(items);
  const order = items.map((_, n) => n).sort((a, b) => (items[a]!.at ?? 0) - (items[b]!.at ?? 0));
  for (const [n, a] of order.entries()) {
    for (let later = n + 1; later < order.length; later++) {
      const b = order[later]!;
      if (apart(items[a]!, items[b]!) > REPRINTS) break;
      if (groups.of(a) === groups.of(b)) continue;
      if (likeness(vectors[a]!, vectors[b]!) >= leastLikeness(items[a]!, items[b]!, topic)) groups.join(a, b);
    }
  }
}

/** Milliseconds between two items, and none where one of them is undated. */
const apart = (a: Gatherable, b: Gatherable): number => (a.at === null || b.at === null ? 0 : Math.abs(a.at - b.at));

function leastLikeness(a: Gatherable, b: Gatherable, topic: string): number {
  if (a.at === null || b.at === null) return ALIKE_IN_DOUBT;
  if (apart(a, b) <= DAY) return shareDecisiveRule(a, b, topic) ? ALIKE_DECISIVE : ALIKE;
  // What was proposed on one day and decided on another is told in the same words, and is two stories.
  const turned = decisive(a, topic).length > 0 !== decisive(b, topic).length > 0;
  return turned ? ALIKE_IN_DOUBT : ALIKE;
}

/** Rules of high severity name one kind of event each. */
function shareDecisiveRule(a: Gatherable, b: Gatherable, topic: string): boolean {
  const of = decisive(b, topic);
  return decisive(a, topic).some((rule) => of.includes(rule));
}

const decisive = ({ matches }: Gatherable, topic: string): string[] =>
  matches.filter((match) => match.topic === topic && match.severity === 'high').map((match) => match.rule);

/**
 * Two languages have no words in common to go by: there a decisive rule that fits both within a day joins their groups,
 * the nearest in time first. Two groups that share a language stay apart, since their words have said that they differ:
 * a second attack on one day is not swallowed by the first.
 */
function joinAcrossLanguages(items: readonly Gatherable[], topic: string, groups: Groups): void {
  const telling = [...items.keys()].filter((n) => items[n]!.at !== null && decisive(items[n]!, topic).length > 0);
  const parts = [...Map.groupBy(telling, (n) => groups.of(n))].map(([root, members]) => ({ root, members }));
  const languages = new Map(parts.map(({ root, members }) => [root, new Set(members.map((n) => items[n]!.language))]));
  const differ = (a: number, b: number) => languages.get(a)!.isDisjointFrom(languages.get(b)!);
  // Groups only gain languages as they are joined: what shares one now need not be compared at all.
  const pairs = parts.flatMap((one, k) =>
    parts
      .slice(k + 1)
      .filter((other) => differ(one.root, other.root))
      .flatMap((other) => nearest(one.members, other.members, items, topic) ?? []),
  );
  for (const { a, b } of pairs.sort((p, q) => p.apart - q.apart)) {
    const [one, other] = [groups.of(a), groups.of(b)];
    if (one === other || !differ(one, other)) continue;
    groups.join(one, other);
    languages.set(one, languages.get(one)!.union(languages.get(other)!));
  }
}

/** The nearest pair of items of two groups that share a decisive rule, where one lies within a day of the other. */
function nearest(part: readonly number[], other: readonly number[], items: readonly Gatherable[], topic: string) {
  let best: { a: number; b: number; apart: number } | undefined;
  for (const a of part) {
    for (const b of other) {
      const between = apart(items[a]!, items[b]!);
      const nearer = between <= DAY && (!best || between < best.apart);
      if (nearer && shareDecisiveRule(items[a]!, items[b]!, topic)) best = { a, b, apart: between };
    }
  }
  return best;
}

type Vector = Map<string, number>;

/** Unit vectors of the items' words, each weighted by how rare it is among these items (Salton's tf-idf). */
function weigh(items: readonly Gatherable[]): Vector[] {
  const counts = items.map(({ title, summary, content }) => {
    const text = `${title}\n${title}\n${summary || content}`;
    const words = wordsOf(text).slice(0, READ_WORDS);
    return [...Map.groupBy(words, ({ word }) => word.slice(0, STEM))].map(([word, all]) => [word, all.length] as const);
  });
  const spread = new Map<string, number>();
  for (const words of counts) for (const [word] of words) spread.set(word, (spread.get(word) ?? 0) + 1);
  return counts.map((words) => {
    const weighted = words.map(
      ([word, n]) => [word, (1 + Math.log(n)) * Math.log((items.length + 1) / spread.get(word)!)] as const,
    );
    const length = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
    return new Map(weighted.map(([word, weight]) => [word, weight / length]));
  });
}

/** The languages of the region inflect at the end: the first letters carry the word. */
const STEM = 6;

/** The cosine of two unit vectors: 0 shares nothing, 1 is the same text. */
function likeness(a: Vector, b: Vector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return sum;
}

/**
 * Stories of one topic from its gathered items. A group that holds items of a known story is that story (of several,
 * the one known longest); a new group is named after its first item. What a story once was told as, it stays.
 */
export function stories(topic: string, groups: readonly MatchedItem[][], known: ReadonlyMap<string, string>): Story[] {
  const taken = new Set<string>();
  return groups
    .map((group) => group.toSorted((a, b) => reportedAt(a) - reportedAt(b) || (a.id < b.id ? -1 : 1)))
    .sort((a, b) => (seen(a, topic)[0]! < seen(b, topic)[0]! ? -1 : 1))
    .map((group) => {
      const ids = group
        .toSorted((a, b) => (a.fits[topic]! < b.fits[topic]! ? -1 : 1))
        .flatMap((item) => known.get(item.id) ?? []);
      const id = ids.find((one) => !taken.has(one)) ?? storyId(topic, group[0]!.id);
      taken.add(id);
      return { id, topic, severity: severityOf(group, topic)!, lead: leadOf(group, topic).id, ...span(group, topic) };
    });
}

/** A story's name, made of its topic and its first item. */
export function storyId(topic: string, firstItem: string): string {
  return createHash('sha256').update(`${topic}\n${firstItem}`).digest('hex').slice(0, 10);
}

const seen = (group: readonly MatchedItem[], topic: string): string[] => group.map((item) => item.fits[topic]!).sort();

function span(group: readonly MatchedItem[], topic: string) {
  const times = seen(group, topic);
  return { items: group.map((item) => item.id), firstSeen: times[0]!, lastSeen: times.at(-1)! };
}

/** The highest severity that a topic's rules give some items, or null where none of them fits. */
export function severityOf(items: readonly Pick<MatchedItem, 'matches'>[], topic: string): Severity | null {
  return highest(items.flatMap((item) => item.matches.filter((m) => m.topic === topic).map((m) => m.severity)));
}

/** The language of everything else in our mail: a headline in it can be read by whoever reads the mail. */
const OURS = 'en';

/** The earliest of the items that carry the story's severity; one that our mail's readers can read, and that has a text, goes first. */
function leadOf(group: readonly MatchedItem[], topic: string): MatchedItem {
  const weight = (item: MatchedItem) =>
    rank(severityOf([item], topic)!) * 4 + (item.language === OURS ? 2 : 0) + (item.summary || item.content ? 1 : 0);
  return group.reduce((best, item) => (weight(item) > weight(best) ? item : best));
}
