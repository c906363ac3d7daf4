/** Bench of gathering stories: windows of a thousand items, ten thousand and a hundred thousand, and comparing all with all. */

import { cosine, weigh } from '../../rules/story/vectors.ts';
import { type Gatherable, gather } from '../../rules/story.ts';
import { wordsOf } from '../../rules/words/words.ts';
import { topicOf } from './corpus.ts';
import { eventItems, eventTopic } from './events.ts';
import { median, type Row, row, timed } from './rows.ts';

const SIZES = [
  { items: 1_000, rounds: 7 },
  { items: 10_000, rounds: 2 },
  { items: 100_000, rounds: 1 },
];
/** An item may cost twice as much among a hundred times as many: words and their weights outgrow the caches. */
const LIMIT = 2;

export async function stories(say: (words: string) => void): Promise<Row[]> {
  const topic = eventTopic(topicOf(1).topic);
  gather(eventItems(500, topic.id), topic);
  const costs: number[] = [];
  for (const { items: count, rounds } of SIZES) {
    const items = eventItems(count, topic.id);
    const times: number[] = [];
    for (let round = 1; round < rounds; round++) times.push(await timed(() => gather(items, topic)));
    const started = performance.now();
    const groups = gather(items, topic);
    times.push(performance.now() - started);
    costs.push((median(times) * 1000) / count);
    say(`${count} items: ${(1e6 / costs.at(-1)!).toFixed(0)} items/s, ${groups.length} stories, ${found(groups)}`);
  }
  const small = eventItems(1_000, topic.id);
  const pairs = ((await timed(() => allPairs(small))) * 1000) / small.length;
  return [
    row('stories', 'window of 1000 items, µs an item, against all pairs by tf-idf', costs[0]!, pairs, null),
    row('stories', 'window of 10000 items, µs an item, against one of 1000', costs[1]!, costs[0]!, LIMIT),
    row('stories', 'window of 100000 items, µs an item, against one of 1000', costs[2]!, costs[0]!, LIMIT),
  ];
}

/** How far the groups are the events that the items were made of, by pairs of items. */
function found(groups: readonly Gatherable[][]): string {
  const eventOf = ({ id }: Gatherable) => id.split('-')[0]!;
  const pairsOf = (sizes: Iterable<number>) => [...sizes].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const sizesBy = <T>(all: readonly T[], key: (one: T) => string) =>
    [...Map.groupBy(all, key).values()].map((its) => its.length);
  const right = groups.reduce((sum, group) => sum + pairsOf(sizesBy(group, eventOf)), 0);
  const said = pairsOf(groups.map((group) => group.length));
  const made = pairsOf(sizesBy(groups.flat(), eventOf));
  return `precision ${(right / said).toFixed(2)}, recall ${(right / made).toFixed(2)} of pairs`;
}

/** What a program does that has no better idea: the cosine of every pair. */
function allPairs(items: readonly Gatherable[]): number {
  const texts = items.map(({ title, summary }) => {
    const counts = new Map<string, number>();
    for (const { word } of wordsOf(`${title}\n${summary}`)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  });
  const vectors = weigh(texts);
  let alike = 0;
  for (const [n, a] of vectors.entries()) for (const b of vectors.slice(n + 1)) if (cosine(a, b) >= 0.25) alike++;
  return alike;
}
