/** The `assess` job: gather stories → move trackers and deadlines → raise alerts, one topic at a time. */
import type { Topic } from '../rules/topic.ts';
import { before, DAY } from '../state/item.ts';
import { keepAnnouncements } from './assess/announcements.ts';
import { keepMoves } from './assess/moves.ts';
import { raiseAlerts } from './assess/raise.ts';
import { keepSignals } from './assess/signals.ts';
import { keepStories } from './assess/stories.ts';
import type { Installation } from './edition.ts';
import type { World } from './world.ts';

export interface AssessRun {
  stories: number;
  alerts: number;
}

type AssessWorld = Pick<World, 'now' | 'ledger' | 'log'>;

/** Stories older than this are settled: a new item on them is a new story. */
const WINDOW = 14 * DAY;

/** Gathers the stories of the given topics, and writes an alert for whoever asked to be told at once. */
export async function assess(
  { rulebook, sources, from }: Installation,
  topics: readonly Topic[],
  world: AssessWorld,
): Promise<AssessRun> {
  const run: AssessRun = { stories: 0, alerts: 0 };
  for (const topic of topics) {
    const since = before(world.now().toISOString(), WINDOW);
    const items = await world.ledger.matchedItems(topic.id, since);
    const changed = await keepStories(topic, items, since, world);
    await keepMoves(topic, items, world);
    await keepAnnouncements(topic, items, world);
    await keepSignals(topic, sources, world);
    run.stories += changed.length;
    run.alerts += await raiseAlerts(topic, changed, items, rulebook, from, world);
  }
  const words = `assessed ${topics.length} topics: ${run.stories} stories new or grown, ${run.alerts} alerts`;
  world.log('assess', { ...run }, words);
  return run;
}
