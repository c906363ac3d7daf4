/**
 * Items → stories. Two items of a topic report one event where they share enough of their rare words within a few
 * days, or where one of the topic's most specific rules fits both on the same day, in whatever languages. Stories are
 * the connected groups of that relation, so the order in which items arrive does not matter.
 */
import { createHash } from 'node:crypto';
import { highest, rank } from '../state/severity.ts';
import { type MatchedItem, reportedAt, type Story } from '../state/story.ts';
import { wordsOf } from './words.ts';

/** What gathering needs of an item. */
export type Gatherable = Pick<MatchedItem, 'id' | 'title' | 'summary' | 'content' | 'matches'> & {
  /** Milliseconds since the epoch, or null where nobody gave a day. */
  at: number | null;
};

const DAY = 24 * 3600_000;
/** Reprints trickle in for days; a follow-up a week later is another story. Too short splits one event in two alerts. */
const WINDOW = 3 * DAY;
/** Weighted share of words in common above which two texts report one event. Too low merges two events, and one goes untold. */
const ALIKE = 0.25;
const ALIKE_UNDATED = 0.5;
/** Headline and lead say what happened; what stands further down is background that other stories share. */
const READ_WORDS = 90;

/**
 * The groups of one topic's items that report one event each, every item in exactly one group. Items of a known story
 * stay together: what was told as one story is not told again as two.
 */
export function gather<T extends Gatherable>(
  items: readonly T[],
  topic: string,
  known: ReadonlyMap<string, string> = new Map(),
): T[][] {
  const vectors = weigh(items);
  const parent = items.map((_, n) => n);
  const root = (n: number): number => {
    while (parent[n] !== n) n = parent[n] = parent[parent[n]!]!;
    return n;
  };
  for (const together of Map.groupBy(items.keys(), (n) => known.get(items[n]!.id) ?? n).values()) {
    for (const n of together) parent[root(n)] = root(together[0]!);
  }
  const order = items.map((_, n) => n).sort((a, b) => (items[a]!.at ?? 0) - (items[b]!.at ?? 0));
  for (const [n, a] of order.entries()) {
    for (let later = n + 1; later < order.length; later++) {
      const b = order[later]!;
      if (apart(items[a]!, items[b]!) > WINDOW) break;
      if (root(a) !== root(b) && oneEvent(items[a]!, items[b]!, vectors[a]!, vectors[b]!, topic))
        parent[root(b)] = root(a);
    }
  }
  return [...Map.groupBy(items.keys(), root).values()].map((group) => group.map((n) => items[n]!));
}

/** Milliseconds between two items, and none where one of them is undated. */
const apart = (a: Gatherable, b: Gatherable): number => (a.at === null || b.at === null ? 0 : Math.abs(a.at - b.at));

function oneEvent(a: Gatherable, b: Gatherable, va: Vector, vb: Vector, topic: string): boolean {
  const dated = a.at !== null && b.at !== null;
  if (likeness(va, vb) >= (dated ? ALIKE : ALIKE_UNDATED)) return true;
  return dated && apart(a, b) <= DAY && shareDecisiveRule(a, b, topic);
}

/** Rules of high severity name one kind of event each: two on a day are the same one, in whatever languages. */
function shareDecisiveRule(a: Gatherable, b: Gatherable, topic: string): boolean {
  const decisive = (item: Gatherable) =>
    item.matches.filter((m) => m.topic === topic && m.severity === 'high').map((m) => m.rule);
  const of = decisive(b);
  return decisive(a).some((rule) => of.includes(rule));
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
    .sort((a, b) => (seen(a)[0]! < seen(b)[0]! ? -1 : 1))
    .map((group) => {
      const ids = group
        .toSorted((a, b) => (a.firstSeen < b.firstSeen ? -1 : 1))
        .flatMap((item) => known.get(item.id) ?? []);
      const id = ids.find((one) => !taken.has(one)) ?? storyId(topic, group[0]!.id);
      taken.add(id);
      return { id, topic, severity: severityOf(group, topic), lead: leadOf(group, topic).id, ...span(group) };
    });
}

/** A story's name, made of its topic and its first item. */
export function storyId(topic: string, firstItem: string): string {
  return createHash('sha256').update(`${topic}\n${firstItem}`).digest('hex').slice(0, 10);
}

const seen = (group: readonly MatchedItem[]): string[] => group.map((item) => item.firstSeen).sort();

function span(group: readonly MatchedItem[]) {
  const times = seen(group);
  return { items: group.map((item) => item.id), firstSeen: times[0]!, lastSeen: times.at(-1)! };
}

function severityOf(group: readonly MatchedItem[], topic: string) {
  return highest(group.flatMap((item) => item.matches.filter((m) => m.topic === topic).map((m) => m.severity)))!;
}

/** The language of everything else in our mail: a headline in it can be read by whoever reads the mail. */
const OURS = 'en';

/** The earliest of the items that carry the story's severity; one that our mail's readers can read, and that has a text, goes first. */
function leadOf(group: readonly MatchedItem[], topic: string): MatchedItem {
  const weight = (item: MatchedItem) =>
    rank(highest(item.matches.filter((m) => m.topic === topic).map((m) => m.severity))!) * 4 +
    (item.language === OURS ? 2 : 0) +
    (item.summary || item.content ? 1 : 0);
  return group.reduce((best, item) => (weight(item) > weight(best) ? item : best));
}
