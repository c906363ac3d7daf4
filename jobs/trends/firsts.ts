/** Looks in the ledger for entries of a term that no item fitted for a whole baseline. */
import type { Topic, Trend } from '../../rules/topic.ts';
import { earliest, sightingsOf } from '../../rules/trend/sightings.ts';
import type { First } from '../../rules/trend.ts';
import type { Instant } from '../../state/item.ts';
import type { Signal } from '../../state/signal.ts';
import type { ReportedItem } from '../../state/signals.ts';
import type { World } from '../world.ts';

type Ledger = Pick<World['ledger'], 'reportedItems'>;

/**
 * The entries that are new within the time. What was told stays new for as long, and is not looked for again: the search
 * through a whole baseline is for what is rare.
 */
export async function firstsOf(
  topic: Topic,
  trend: Trend,
  told: readonly Signal[],
  now: number,
  ledger: Ledger,
): Promise<First[]> {
  const from = now - trend.within;
  const sightings = sightingsOf(topic.terms.get(trend.term ?? '') ?? []);
  const present = timeOf(from, now);
  // Nothing is reported after it came to us.
  const recent = await ledger.reportedItems(topic.id, trend.of, present, present);
  const firsts = earliest(recent.flatMap(sightings));
  const known = told.filter((one) => one.trend === trend.id && one.term !== null);
  const still = known.filter(({ since, term }) => Date.parse(since) > from && firsts.delete(term!));
  for (const { term, at } of known) if (now - Date.parse(at) < trend.baseline) firsts.delete(term!);
  await forgetKnown(firsts, earlierItems(topic, trend, now, ledger), sightings);
  return [...still.map(asFirst), ...firsts.values()].sort((a, b) => a.at - b.at || (a.term < b.term ? -1 : 1));
}

const asFirst = ({ term, items, since }: Signal): First => {
  return { term: term!, words: term!, item: items[0]?.id ?? '', at: Date.parse(since) };
};

/** Takes out what an earlier item fits, reading no further back than is needed. */
async function forgetKnown(
  firsts: Map<string, First>,
  earlier: AsyncIterable<ReportedItem[]>,
  sightings: (item: ReportedItem) => First[],
): Promise<void> {
  if (firsts.size === 0) return;
  for await (const items of earlier) {
    for (const { term } of items.flatMap(sightings)) firsts.delete(term);
    if (firsts.size === 0) return;
  }
}

/** The baseline is read in no more parts than this. */
const PARTS = 50;

/** The items of the baseline, in the order in which they came to us, the last first: part by part. */
async function* earlierItems({ id }: Topic, { of, within, baseline }: Trend, now: number, ledger: Ledger) {
  const reported = timeOf(now - within - baseline, now - within);
  const part = Math.max(within, baseline / PARTS);
  for (let until = now; until > now - within - baseline; until -= part)
    yield await ledger.reportedItems(id, of, timeOf(until - part, until), reported);
}

const timeOf = (after: number, until: number) => ({ after: instant(after), until: instant(until) });

const instant = (time: number): Instant => new Date(time).toISOString();
