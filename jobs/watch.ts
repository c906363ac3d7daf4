/** The `watch` job: visit → parse → match → record, one source at a time, many at once. */
import type { Topic } from '../rules/topic.ts';
import { before, DAY } from '../state/item.ts';
import type { Learnt, Source } from '../state/source.ts';
import { type Lane, lanes } from '../watchers/lanes.ts';
import { dueSources } from '../watchers/pace.ts';
import { eachAtOnce } from './atonce.ts';
import type { Config } from './config.ts';
import { cool, isCool } from './watch/hosts.ts';
import { limitsOf } from './watch/look.ts';
import { recorderOf } from './watch/recorder.ts';
import { type Round, type Stop, stopAt, type WatchRun, watchSource } from './watch/source.ts';
import { tellPutOff } from './watch/tell.ts';
import type { World } from './world.ts';

/** For so long after an item came to fit a topic its source may be seen to take it back. */
const RECENT = 3 * DAY;

/**
 * Visits every source that is due, or the named ones whether due or not.
 *
 * @throws Error where the ledger cannot be written: then the run stops, and what was committed is there.
 */
export async function watch(
  sources: readonly Source[],
  topics: readonly Topic[],
  config: Pick<Config, 'timeout' | 'maxBytes' | 'concurrency'>,
  world: World,
  named: readonly string[] = [],
): Promise<WatchRun> {
  const learnt = await world.ledger.learnt();
  const due =
    named.length > 0 ? sources.filter(({ id }) => named.includes(id)) : dueSources(sources, learnt, world.now());
  const stops = due.map((source) => stopAt(source, learnt.get(source.id)));
  const run: WatchRun = { visited: 0, failed: 0, later: 0, items: 0, fresh: 0, revised: 0 };
  let underWay = 0;
  const record = recorderOf(world, () => underWay);
  const watched = await watchedItems(topics, world);
  const round: Round = { topics, limits: limitsOf(config), world, record, run, watched };
  const all = lanes(stops, await world.ledger.hostBudgets(), world.now());
  await eachAtOnce(all, config.concurrency, async (lane) => {
    underWay++;
    await walk(lane, round, due.length).finally(() => underWay--);
  });
  world.log('watch', { due: due.length, ...run }, due.length > 0 ? wordsOf(run) : nothingDue(sources, learnt));
  return run;
}

/** By source, the recent items that a topic's rules fit: asked for once a run, so that a visit costs nothing more. */
async function watchedItems(topics: readonly Topic[], { ledger, now }: World): Promise<Round['watched']> {
  const ids = topics.map(({ id }) => id);
  const items = await ledger.watchedItems(ids, before(now().toISOString(), RECENT));
  return Map.groupBy(items, ({ source }) => source);
}

function wordsOf({ visited, failed, later, items, fresh, revised }: WatchRun): string {
  const put = later > 0 ? `, put off ${later}` : '';
  return `sources visited ${visited}, failed ${failed}${put}; items ${items}, new ${fresh}${revised > 0 ? `, revised ${revised}` : ''}`;
}

function nothingDue(sources: readonly Source[], learnt: ReadonlyMap<string, Learnt>): string {
  const next = sources.flatMap(({ id, enabled }) => (enabled && learnt.get(id)?.next) || []).sort()[0];
  return next ? `nothing is due until ${next}` : 'there is nothing to visit';
}

/** Visits the sources of one host, one after the other, until it asks to be left alone. */
async function walk(lane: Lane<Stop>, round: Round, due: number): Promise<void> {
  const { world, run } = round;
  for (const [n, stop] of lane.sources.entries()) {
    if (world.ending.aborted) return;
    if (await isCool(lane.host, world)) return tellPutOff(lane, n, run, world.log);
    if (n > 0 && lane.spacing > 0) await world.pause(lane.spacing);
    const ending = await watchSource(stop, lane.spacing, round);
    world.log.progress(run.visited, due, stop.source.title);
    if (ending?.outcome === 'failed' && ending.reason === 'busy') await cool(lane, ending.retryAfter, world);
  }
}
