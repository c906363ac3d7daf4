/** The charts of an edition: what its topics' sources brought on each of the last days. */
import type { TopicChart } from '../../state/edition.ts';
import { before, DAY, type Instant } from '../../state/item.ts';
import type { Source } from '../../state/source.ts';
import type { Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';

const DAYS = 28;

/** For each topic the last four weeks up to the due instant, day by day. */
export async function toldCharts(
  { topics }: Rulebook,
  sources: readonly Source[],
  due: Instant,
  { ledger }: Pick<World, 'ledger'>,
): Promise<TopicChart[]> {
  const ids = topics.map(({ id }) => id);
  const days = await Promise.all(
    Array.from({ length: DAYS }, async (_, n) => {
      const [from, to] = [before(due, (DAYS - n) * DAY), before(due, (DAYS - n - 1) * DAY)];
      return { matched: await ledger.countMatched(ids, from, to), seen: await ledger.sourcesSeen(from, to) };
    }),
  );
  return topics.map(({ id }) => {
    const its = sources.filter((source) => source.enabled && source.topics.includes(id));
    return {
      topic: id,
      sources: its.length,
      days: days.map(({ matched, seen }) => ({
        matched: matched.get(id) ?? 0,
        seen: its.filter((source) => seen.has(source.id)).length,
      })),
    };
  });
}
